import type { Action } from './model.ts';
import type { View } from './view.ts';

/**
 * What is said aloud after an action; undefined: nothing. The score and what is wrong are said after what a person does
 * here, not after a change that comes from the document, where the person hears something else just then. How a write
 * ended is said where it was asked for, or where it failed.
 */
export function speech(action: Action, before: View, after: View): string | undefined {
  if (action.kind !== 'told') return after.spoken === before.spoken ? undefined : after.spoken;
  const { message } = action;
  if (message.kind === 'copied') return 'Copied';
  if (after.status.kind === 'trouble' && before.status.kind !== 'trouble') return after.status.words;
  return message.kind === 'written' && before.asked && after.status.kind === 'written' ? after.status.words : undefined;
}
