import { kindWords } from '../../../embargo/handover/failure.ts';
import { handoverWords, type HandoverFailure, type HandoverPlan } from '../../../embargo/handover/handover.ts';

/** A failure as a person in VS Code reads it: without the options of the command line. */
export function handoverFailureWords(failure: HandoverFailure): string {
  switch (failure.kind) {
    case 'bot-makes-it':
      return `The branch for ${failure.branch} is not made here: ${failure.words}`;
    case 'first-branch-first':
      return `Hand over ${failure.first} first; ${failure.branch} follows with the number of its public pull request and its commit.`;
    case 'pull-request-wanted':
      return `For ${failure.branch} the public pull request and the full id of its commit are wanted.`;
    case 'not-accepted':
      return 'There are marked lines that nobody has accepted. Rewrite them, or accept them.';
    default:
      return handoverWords(failure);
  }
}

type PlanLine = HandoverPlan['lines'][number];
type Mark = PlanLine['marks'][number];

const MARKS: Readonly<Record<Mark, string>> = {
  'shared-words': 'five words or more stand so in what only few have read',
  scrubbed: 'something was taken out of this line',
  name: 'it names somebody, or says who found it',
  'mail-address': 'a mail address',
  reference: 'the number of another issue or pull request: it may be the private fork’s',
};

/** Why a line has to be looked at, in words. */
export function markWords({ marks, kinds = [] }: Pick<PlanLine, 'marks' | 'kinds'>): string {
  // What a line leads to says more than that it leads somewhere.
  const known = kinds.length > 0 ? marks.filter((mark) => mark !== 'reference') : marks;
  return [...known.map((mark) => MARKS[mark]), ...kinds.map((kind) => `it may be ${kindWords(kind)}`)].join('; ');
}
