import { audienceWords, type SendPlan } from '../../sending/plan.ts';

/** What the person is doing, as the question says it. */
export type Intent =
  | { readonly kind: 'document' }
  | { readonly kind: 'claim' }
  | { readonly kind: 'release' }
  | { readonly kind: 'hand-over'; readonly to: string }
  | { readonly kind: 'accept' | 'reject'; readonly words: string; readonly direct: boolean }
  | { readonly kind: 'restore' };

/** The question before a write: what happens, to what, and who sees it. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly verb: string;
}

/** @param blurred titles are not shown: a change of one is told without its words */
export function planWords(plan: SendPlan, intent: Intent, blurred: boolean): Question {
  const changes = plan.changes.map(({ field, words }) => (blurred && field === 'title' ? 'title: changed' : words));
  const detail = [
    ...changes.map((words) => `• ${words}`),
    '',
    audienceWords(plan.audience),
    ...plan.warnings.map((warning) => `⚠ ${warning}`),
  ].join('\n');
  return { ...headOf(plan, intent), detail };
}

function headOf(plan: SendPlan, intent: Intent): Omit<Question, 'detail'> {
  const id = plan.theirs.ghsaId;
  switch (intent.kind) {
    case 'document':
      return {
        message: `Send ${plan.changes.length === 1 ? 'this change' : `these ${plan.changes.length} changes`} of ${id} to GitHub?`,
        verb: 'Send',
      };
    case 'claim':
      return { message: `Claim ${id} as coordinator?`, verb: 'Claim' };
    case 'release':
      return { message: `Give up coordinating ${id}?`, verb: 'Release' };
    case 'hand-over':
      return { message: `Hand ${id} over to ${intent.to}?`, verb: 'Hand Over' };
    case 'accept':
      return { message: `Accept ${id}? ${intent.direct ? 'It becomes a draft at once.' : intent.words}`, verb: 'Accept' };
    case 'reject':
      return { message: `Reject ${id}? ${intent.direct ? 'It is closed at once.' : intent.words}`, verb: 'Reject' };
    case 'restore':
      return { message: `Put back what was overwritten in ${id}?`, verb: 'Restore' };
  }
}
