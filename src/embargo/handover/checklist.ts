import type { HandoverFact, HandoverStep, Process } from '../../process/process.ts';

/** What is known about a branch that was or will be handed over. */
export interface BranchFacts {
  readonly name: string;
  readonly publicBranch?: string;
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
  const [first, ...others] = facts.branches;
  const handover = process.handover;
  const expand = (labels: readonly string[], branches = others) =>
    labels.flatMap((label) =>
      label.includes('{branches}') ? branches.map(({ name }) => label.replace('{branches}', name)) : [label],
    );
  // A bot takes the label that asked for a backport off again when it has made it.
  const waiting = others.filter(({ pullRequest }) => pullRequest === undefined || pullRequest === 'none');
  const due = { first: expand(handover?.labels?.first ?? [], waiting), other: expand(handover?.labels?.other ?? []) };
  const labels = { first: expand(handover?.labels?.first ?? []), other: expand(handover?.labels?.other ?? []) };
  const item = (step: HandoverStep, branch?: BranchFacts): ChecklistItem[] => {
    const wanted = step.for === 'once' ? [] : labels[step.for];
    if (step.fact === 'labels' && wanted.length === 0) return [];
    const outstanding = step.for === 'once' ? [] : due[step.for];
    const found = foundFor(step.fact, outstanding, branch);
    return [
      {
        ...(branch ? { branch: branch.name } : {}),
        words: fill(step.words, facts, wanted, branch),
        state: stateOf(step.fact, facts, outstanding, branch),
        ...(found === undefined ? {} : { found }),
      },
    ];
  };
  return inOrder(handover?.steps ?? PLAIN).flatMap((steps) =>
    steps[0]?.for === 'other'
      ? others.flatMap((branch) => steps.flatMap((step) => item(step, branch)))
      : steps.flatMap((step) => (step.for === 'once' ? item(step) : first ? item(step, first) : [])),
  );
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
  if (fact === 'pull-request') return `#${pull.number}`;
  const lacking = wanted.filter((label) => !hasAll(pull.labels, [label]));
  return fact === 'labels' && lacking.length > 0 ? `#${pull.number} lacks ${lacking.join(', ')}` : undefined;
}

/** GitHub tells labels apart without regard to case. */
function hasAll(labels: readonly string[], wanted: readonly string[]): boolean {
  const there = new Set(labels.map((label) => label.toLowerCase()));
  return wanted.every((label) => there.has(label.toLowerCase()));
}
