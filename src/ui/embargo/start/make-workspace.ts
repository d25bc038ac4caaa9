import * as vscode from 'vscode';
import { keyOf, type Advisory } from '../../../advisory/model.ts';
import type { Result } from '../../../common/result.ts';
import type { EmbargoFailure } from '../../../embargo/failure.ts';
import type { Source } from '../../../embargo/source.ts';
import {
  planStart,
  PRIVATE_BRANCH,
  type StartOptions,
  type StartPlan,
  type StartRequest,
  type StartStep,
} from '../../../embargo/start/plan.ts';
import { start, type Started } from '../../../embargo/start/start.ts';
import { builtIn } from '../../../process/book.ts';
import type { Process } from '../../../process/process.ts';
import { reportUri } from '../../documents/report-uri.ts';
import { openWindow } from '../open-window.ts';
import { count } from '../matrix/words.ts';
import { workOptions, type EmbargoParts } from '../parts.ts';
import { working } from '../working.ts';
import type { ChosenBranch } from './choose-branches.ts';
import { remedied } from './remedy.ts';

/** Everything that a person has said about a workspace. */
export interface Wanted {
  readonly advisory: Advisory;
  readonly source: Source;
  readonly branches: readonly ChosenBranch[];
  readonly root: string;
  readonly fork: string;
  readonly process: Process;
}

const OPEN = 'Open Workspace';

/** Finds fault with what is wanted, shows what will be made, makes it, and offers to open it. */
export async function makeWorkspace(wanted: Wanted, parts: EmbargoParts): Promise<void> {
  const { ghsaId } = wanted.advisory;
  let now: Wanted | undefined = wanted;
  while (now) {
    const made = await attempt(now, parts);
    if (made === 'unwanted') return;
    if (made.ok) return tellMade(made.value, parts);
    now = await remedied(now, made.failure, (words, ...buttons) => parts.ask.problem(`${ghsaId}: ${words}`, ...buttons), parts);
  }
}

async function attempt(wanted: Wanted, parts: EmbargoParts): Promise<Result<Started, EmbargoFailure> | 'unwanted'> {
  const { ghsaId } = wanted.advisory;
  const request = await requestFor(wanted);
  const plan = await making(ghsaId, parts, (options) => planStart(request, options));
  if (!plan.ok) return plan;
  if (!(await isWanted(plan.value, parts))) return 'unwanted';
  return making(ghsaId, parts, (options) => start(plan.value, options));
}

async function requestFor({ advisory, source, branches, root, fork, process }: Wanted): Promise<StartRequest> {
  // As the editor has it, also what is not sent.
  const document = await vscode.workspace.openTextDocument(reportUri(keyOf(advisory)));
  return {
    advisory: advisory.ghsaId,
    repository: advisory.repository,
    ...(Object.hasOwn(builtIn, process.name) ? { process: process.name } : {}),
    fork,
    branches,
    privateBranch: process.branches?.fixBranch ?? PRIVATE_BRANCH,
    root,
    repo: source.folder,
    document: document.getText(),
  };
}

/** Says what will be made, where pushes can go, and that VS Code will ask for trust. */
function isWanted({ id, folder, fork, branches, upstreamHeads }: StartPlan, { ask }: EmbargoParts): Promise<boolean> {
  const sentences = [
    `${folder} gets a clone of its own with a worktree for ${branches.map(({ name }) => name).join(', ')}. Your clone is only read.`,
    `Pushes from there can reach ${fork.url} and nothing else.`,
    ...(upstreamHeads ? [] : ['The public remote does not answer, so what your clone has counts as newest.']),
    'The first time it is opened, VS Code asks whether you trust the new folder: programs of the project run in it, such as builds and tests.',
  ];
  return ask.confirm({ message: `Make an embargo workspace for ${id}?`, detail: sentences.join('\n\n'), verb: 'Start Fix' });
}

/** Does a part of the making with its progress in words. */
export async function making<T>(
  id: string,
  parts: EmbargoParts,
  work: (options: StartOptions) => Promise<Result<T, EmbargoFailure>>,
): Promise<Result<T, EmbargoFailure>> {
  const done = await working(`Embargo workspace of ${id}`, (signal, say) =>
    work({
      ...workOptions(parts, signal),
      onStep: (step) => {
        say(stepWords(step));
      },
    }),
  );
  parts.changed();
  return done;
}

function stepWords(step: StartStep): string {
  switch (step.kind) {
    case 'checking':
      return 'looking at the clone, the public remote and the private fork';
    case 'objects':
      return 'taking over what the clone has';
    case 'fetching':
      return 'fetching what is newer';
    case 'worktrees':
      return `${step.done} of ${count(step.of, 'worktree')}`;
    case 'papers':
      return 'putting the advisory beside the code';
  }
}

/** Says what was made and how old the clone was, and opens it when that is wanted. */
export async function tellMade({ folder, manifest, offline }: Started, parts: EmbargoParts): Promise<void> {
  const late = manifest.branches.flatMap(({ name, lag }) =>
    lag && lag.commits > 0 ? [`${name} ${count(lag.commits, 'commit')}`] : [],
  );
  const continued = manifest.branches.filter((branch) => branch.continued === true).map(({ name }) => name);
  const words = [
    `The embargo workspace of ${manifest.advisory} is there.`,
    ...(late.length > 0 ? [`Newer than your clone: ${late.join(', ')}.`] : []),
    ...(continued.length > 0 ? [`It goes on with what the fork has of ${continued.join(', ')}.`] : []),
    ...(offline ? ['The public remote did not answer: what your clone has counts as newest.'] : []),
  ];
  if ((await parts.ask.notice(words.join(' '), OPEN)) === OPEN) await openWindow(folder, parts);
}
