import type { HandoverFact, HandoverStep, Process } from '../../process/process.ts';

/** What is known about a branch that was or will be handed over. */
export interface BranchFacts {
  readonly name: string;
  readonly publicBranch?: string;
  /** Its fix differs from that of the branch that goes first, so whoever picks that one makes the wrong backport. */
  readonly own?: boolean;
  /** False: it has no fix and wants none, as far as is known. */
  readonly wanted?: boolean;
  /** Absent: nobody has looked. */
  readonly pullRequest?: { readonly number: number; readonly merged: boolean; readonly labels: readonly string[] } | 'none';
}

/** What is known; what is absent is not. */
export interface HandoverFacts {
  readonly issue?: number;
  readonly cve?: string;
  /** The branch that goes first comes first. */
  readonly branches: readonly BranchFacts[];
  readonly mail?: string;
  readonly announced?: boolean;
  readonly cvePublic?: boolean;
  readonly finished?: boolean;
}

/** One thing that is left to do, or was. */
export interface ChecklistItem {
  /** Absent: it is about the advisory as a whole. */
  readonly branch?: string;
  readonly words: string;
  readonly state: 'done' | 'open' | 'unknown';
  /** What was found: the pull request's number, or the labels that it lacks. */
  readonly found?: string;
}

const PLAIN: readonly HandoverStep[] = [
  { for: 'first', words: 'Push {publicBranch} yourself and open its pull request.', fact: 'pull-request' },
  { for: 'first', words: 'Have it merged to {branch}.', fact: 'merged' },
  { for: 'other', words: 'See that there is a pull request for {branch}.', fact: 'pull-request' },
  { for: 'other', words: 'Have it merged to {branch}.', fact: 'merged' },
  { for: 'once', words: 'Announce it.', fact: 'announced' },
];

/** What is left to do after a hand-over, in the process's order; the steps for other branches once for each of them. */
export function checklist(process: Process, facts: HandoverFacts): readonly ChecklistItem[] {
  const [first, ...followers] = facts.branches;
  const others = followers.filter(isWanted);
  const handover = process.handover;
  const isHere = (branch: BranchFacts) => handover?.backports?.by === 'bot' && isMadeHere(branch);
  // A label asks the bot for a backport: none for a branch that is handed over here.
  const asked = others.filter((branch) => !isHere(branch));
  const expand = (labels: readonly string[], branches = asked) =>
    labels.flatMap((label) =>
      label.includes('{branches}') ? branches.map(({ name }) => label.replace('{branches}', name)) : [label],
    );
  // A bot takes the label that asked for a backport off again when it has made it.
  const waiting = asked.filter(({ pullRequest }) => pullRequest === undefined || pullRequest === 'none');
  const due = { first: expand(handover?.labels?.first ?? [], waiting), other: expand(handover?.labels?.other ?? []) };
  const labels = { first: expand(handover?.labels?.first ?? []), other: expand(handover?.labels?.other ?? []) };
  const item = (step: HandoverStep, branch?: BranchFacts): ChecklistItem[] => {
    const wanted = step.for === 'once' ? [] : labels[step.for];
    if (step.fact === 'labels' && wanted.length === 0) return [];
    const outstanding = step.for === 'once' ? [] : due[step.for];
    const known = step.fact === 'pull-request' && branch && isHere(branch) && isNotMade(branch) ? withoutPull(branch) : branch;
    const found = foundFor(step.fact, outstanding, known);
    return [
      {
        ...(branch ? { branch: branch.name } : {}),
        words: fill(step.words, facts, wanted, branch),
        state: stateOf(step.fact, facts, outstanding, known),
        ...(found === undefined ? {} : { found }),
      },
    ];
  };
  const groups = inOrder(handover?.steps ?? PLAIN);
  const begins = groups.find(([step]) => step?.for === 'other');
  const stepsOf = (steps: readonly HandoverStep[], branch: BranchFacts) =>
    isHere(branch) ? [...(steps === begins ? stepsHere(branch, first) : []), ...steps.filter(isNoPull)] : steps;
  return groups.flatMap((steps) =>
    steps[0]?.for === 'other'
      ? others.flatMap((branch) => stepsOf(steps, branch).flatMap((step) => item(step, branch)))
      : steps.flatMap((step) => (step.for === 'once' ? item(step) : first ? item(step, first) : [])),
  );
}

/** What there is already counts, whatever is known of the fix. */
function isWanted({ wanted, publicBranch, pullRequest }: BranchFacts): boolean {
  return wanted !== false || publicBranch !== undefined || (pullRequest !== undefined && pullRequest !== 'none');
}

function isMadeHere({ own, publicBranch }: BranchFacts): boolean {
  return own === true || publicBranch !== undefined;
}

/** The first steps of a branch that is handed over here although a bot makes the others: its pull request is a person's. */
function stepsHere({ own, name }: BranchFacts, first: BranchFacts | undefined): readonly HandoverStep[] {
  const words = `{branch} has a fix of its own: hand it over from here; the bot would pick ${first?.name ?? name}’s.`;
  return [
    ...(own === true ? [{ for: 'other', words, fact: 'branch-made' } as const] : []),
    { for: 'other', words: 'Push {publicBranch} yourself and open its pull request for {branch}.', fact: 'pull-request' },
  ];
}

function isNoPull({ fact }: HandoverStep): boolean {
  return fact !== 'pull-request';
}

/** Its own fix is to be handed over, and was not: a pull request that is there is another's. */
function isNotMade({ own, publicBranch }: BranchFacts): boolean {
  return own === true && publicBranch === undefined;
}

function withoutPull({ pullRequest, ...branch }: BranchFacts): BranchFacts {
  return pullRequest === undefined ? branch : { ...branch, pullRequest: 'none' };
}

/** Steps of the same kind that follow one another go together, so that a branch's steps do. */
function inOrder(steps: readonly HandoverStep[]): readonly (readonly HandoverStep[])[] {
  const groups: HandoverStep[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.[0]?.for === step.for) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

function fill(words: string, facts: HandoverFacts, labels: readonly string[], branch: BranchFacts | undefined): string {
  const values: Readonly<Record<string, string>> = {
    labels: labels.join(', '),
    branch: branch?.name ?? '',
    publicBranch: branch?.publicBranch ?? 'the public branch',
    issue: facts.issue === undefined ? 'N' : String(facts.issue),
    cve: facts.cve ?? 'the CVE',
    mail: facts.mail ?? 'the mailing list',
  };
  return words.replace(/\{([a-zA-Z]+)\}/g, (whole, key: string) => (Object.hasOwn(values, key) ? (values[key] ?? '') : whole));
}

function stateOf(
  fact: HandoverFact | undefined,
  facts: HandoverFacts,
  labels: readonly string[],
  branch: BranchFacts | undefined,
): ChecklistItem['state'] {
  const known = (done: boolean | undefined) => (done === undefined ? 'unknown' : done ? 'done' : 'open');
  const pull = branch?.pullRequest;
  const looked = pull === undefined ? undefined : pull !== 'none';
  switch (fact) {
    case undefined:
      return 'unknown';
    case 'branch-made':
      return branch?.publicBranch === undefined ? 'open' : 'done';
    case 'pull-request':
      return known(looked);
    case 'labels':
      return known(looked === undefined || pull === undefined || pull === 'none' ? looked : hasAll(pull.labels, labels));
    case 'merged':
      return known(looked === undefined || pull === undefined || pull === 'none' ? looked : pull.merged);
    case 'announced':
      return known(facts.announced);
    case 'cve-public':
      return known(facts.cvePublic);
    case 'finished':
      return known(facts.finished);
  }
}

function foundFor(
  fact: HandoverFact | undefined,
  wanted: readonly string[],
  branch: BranchFacts | undefined,
): string | undefined {
  const pull = branch?.pullRequest;
  if (pull === undefined || pull === 'none') return undefined;
  if (fact === 'branch-made' && branch && isNotMade(branch)) return `#${pull.number} is there: see whose fix it has`;
  if (fact === 'pull-request') return `#${pull.number}`;
  const lacking = wanted.filter((label) => !hasAll(pull.labels, [label]));
  return fact === 'labels' && lacking.length > 0 ? `#${pull.number} lacks ${lacking.join(', ')}` : undefined;
}

/** GitHub tells labels apart without regard to case. */
function hasAll(labels: readonly string[], wanted: readonly string[]): boolean {
  const there = new Set(labels.map((label) => label.toLowerCase()));
  return wanted.every((label) => there.has(label.toLowerCase()));
}
