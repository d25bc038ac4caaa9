/** Which operations the sandbox offers. A described operation that is not here answers 501. */

import type { Handler } from '../room.ts';
import { advisoryHandlers } from './advisories.ts';
import { commentHandlers } from './comments.ts';
import { readHandlers } from './reads.ts';
import { workHandlers } from './work.ts';

export const handlers: ReadonlyMap<string, Handler> = new Map(
  Object.entries({ ...advisoryHandlers, ...commentHandlers, ...readHandlers, ...workHandlers }),
);
