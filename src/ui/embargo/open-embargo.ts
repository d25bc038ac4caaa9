import type { EmbargoParts } from './parts.ts';
import { EmbargoRoom } from './room.ts';

/** Opens the room of embargo workspaces; a part of its own, read when it is first needed. */
export function openEmbargo(parts: EmbargoParts): EmbargoRoom {
  return new EmbargoRoom(parts);
}
