import { systemTimers, type Secrets } from '../../common/ports.ts';
import type { Files } from '../../inbox/cache.ts';
import { Drafts } from '../../sending/drafts.ts';
import { draftSecrets } from '../draft-secrets.ts';
import { WritingRoom, type WritingRoomOptions } from './room.ts';

export interface OpenRoomOptions extends Omit<WritingRoomOptions, 'drafts'> {
  readonly files: Files;
  readonly secrets: Secrets;
}

/** Makes the room with its sealed drafts. */
export function openRoom(options: OpenRoomOptions): WritingRoom {
  const { files, secrets, clock } = options;
  const drafts = new Drafts({ files, secrets: draftSecrets(secrets, files), clock, timers: systemTimers });
  return new WritingRoom({ ...options, drafts });
}
