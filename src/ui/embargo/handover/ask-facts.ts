import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { parseRepositoryName } from '../../../advisory/model.ts';
import { branchKinds } from '../../../embargo/handover/branch-kinds.ts';
import { publicBranchName } from '../../../embargo/handover/message.ts';
import type { HandoverRequest } from '../../../embargo/handover/handover.ts';
import { checkRole, ownFixWords, roleOf, withKind } from '../../../embargo/handover/role.ts';
import type { Manifest, WorkBranch } from '../../../embargo/manifest.ts';
import type { Process } from '../../../process/process.ts';
import { workOptions, type EmbargoParts } from '../parts.ts';
import { handoverFailureWords } from './words.ts';

const NUMBER = 'Enter the Number…';
const TEXT = 'Write the Issue’s Text…';
const ANYWAY = 'Make It All the Same';
const ANOTHER = 'Enter Another…';
const TAKE_IT = 'Take It All the Same';

/** Of a branch that follows: what its message leads back to. Empty for one that goes first. */
export type Lead = Pick<HandoverRequest, 'pr' | 'commit' | 'anyway'>;

/**
 * Asks for what a branch that follows another needs, after it was said where nobody makes it here.
 * @returns undefined where the person gave up, or where it is not its turn
 */
export async function askForLead(
  manifest: Manifest,
  branch: WorkBranch,
  request: Omit<HandoverRequest, 'issue'>,
  parts: EmbargoParts,
): Promise<Lead | undefined> {
  const { ask } = parts;
  const assigned = roleOf(manifest, branch, { ...request, issue: 0 });
  const { first } = assigned;
  const kinds = await branchKinds({ folder: request.workspace, manifest }, first.name, workOptions(parts));
  const role = withKind(assigned, kinds.get(branch.name));
  const why = role.own === true ? `${ownFixWords(branch.name, first.name)} ` : '';
  let lead: Lead = {};
  for (;;) {
    const refused = checkRole(role, branch, { ...request, ...lead, issue: 0 });
    if (!refused) return lead;
    if (refused.kind === 'bot-makes-it') {
      const detail = `${refused.words} Make it here only where the bot could not.`;
      const verb = await ask.decide({ message: `The branch for ${branch.name} is not made here.`, detail, verbs: [ANYWAY] });
      if (verb === undefined) return undefined;
      lead = { ...lead, anyway: true };
    } else if (refused.kind === 'pull-request-wanted') {
      const pull = await askForPull(branch.name, first.name, why, { ask });
      if (!pull) return undefined;
      lead = { ...lead, ...pull };
    } else {
      await ask.notice(handoverFailureWords(refused));
      return undefined;
    }
  }
}

async function askForPull(
  branch: string,
  first: string,
  why: string,
  { ask }: Pick<EmbargoParts, 'ask'>,
): Promise<Required<Pick<Lead, 'pr' | 'commit'>> | undefined> {
  const pr = await ask.input({
    title: `Public pull request that brought the fix to ${first}`,
    prompt: `${why}Its number; the message for ${branch} names it.`,
    placeHolder: '12345',
    check: (text) => (numberIn(text) === undefined ? 'Write the number alone, such as 12345.' : undefined),
  });
  const number = pr === undefined ? undefined : numberIn(pr);
  if (number === undefined) return undefined;
  const commit = await ask.input({
    title: `Public commit on ${first}`,
    prompt: 'Its full id, as it stands on the public branch.',
    placeHolder: '40 hexadecimal digits',
    check: (text) =>
      /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text.trim()) ? undefined : 'Write the full id: 40 hexadecimal digits.',
  });
  return commit === undefined ? undefined : { pr: number, commit: commit.trim().toLowerCase() };
}

/**
 * Asks for the number of the public issue.
 * @returns `text` where there is none yet and its text is wanted; undefined where the person gave up
 */
export async function askForIssue(
  manifest: Manifest,
  process: Process,
  { ask, inbox }: EmbargoParts,
): Promise<number | 'text' | undefined> {
  const known = knownIssue(manifest, process);
  if (known === undefined) {
    const choices = [
      { label: `$(edit) ${NUMBER}`, description: 'there is one', value: 'number' as const },
      {
        label: `$(export) ${TEXT}`,
        description: 'without reporter, credits and private links',
        detail: 'You open it on GitHub yourself, when it is time, and come back with its number',
        value: 'text' as const,
      },
    ];
    const chosen = await ask.pick(
      `Public issue of ${manifest.advisory}`,
      choices,
      'The public branch and its message name an issue',
    );
    if (chosen !== 'number') return chosen;
  }
  let value = known;
  for (;;) {
    const number = await enterIssue(manifest, value, ask);
    if (number === undefined) return undefined;
    const doubt = await doubtAbout(number, manifest, inbox);
    if (doubt === undefined) return number;
    const detail = 'It becomes part of the public branch’s name and message, where a wrong number stays.';
    const verb = await ask.decide({ message: doubt, detail, verbs: [ANOTHER, TAKE_IT] });
    if (verb === TAKE_IT) return number;
    if (verb === undefined) return undefined;
    value = number;
  }
}

async function enterIssue(
  { advisory }: Manifest,
  value: number | undefined,
  ask: EmbargoParts['ask'],
): Promise<number | undefined> {
  const entered = await ask.input({
    title: `Public issue of ${advisory}`,
    prompt: 'Its number. It becomes part of the public branch’s name and message.',
    placeHolder: '12345',
    ...(value === undefined ? {} : { value: String(value) }),
    check: (text) => (numberIn(text) === undefined ? 'Write the number alone, such as 12345.' : undefined),
  });
  return entered === undefined ? undefined : numberIn(entered);
}

/** What speaks against a number, by GitHub; undefined where nothing does, or where GitHub cannot be asked. */
async function doubtAbout(number: number, { repository }: Manifest, inbox: EmbargoParts['inbox']): Promise<string | undefined> {
  await inbox.look();
  const gateway = inbox.state.session?.gateway;
  const name = parseRepositoryName(repository ?? '');
  if (!gateway || !name) return undefined;
  const issue = await gateway.issue(name, number);
  if (issue.ok) return issue.value.isPullRequest ? `#${number} of ${name} is a pull request, not an issue.` : undefined;
  return issue.failure.kind === 'not-found' ? `GitHub knows no issue #${number} of ${name}.` : undefined;
}

/** The issue by which a branch was handed over before: its name tells it. */
export function knownIssue({ branches }: Manifest, process: Process): number | undefined {
  for (const { name, public: made } of branches)
    for (const [digits] of made?.branch.matchAll(/\d{1,15}/g) ?? []) {
      const issue = Number(digits);
      if (issue > 0 && publicBranchName(process.handover, { issue, branch: name }) === made?.branch) return issue;
    }
  return undefined;
}

/** `12345`, `#12345`, `gh-12345`. */
function numberIn(text: string): number | undefined {
  const digits = /^\s*(?:#|gh-)?([1-9][0-9]{0,14})\s*$/i.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The person's clone: the one that the workspace was made from, else the folder that is named now. */
export async function askForClone({ source, repository }: Manifest, { ask }: EmbargoParts): Promise<string | undefined> {
  if (source !== undefined && isAbsolute(source) && (await isThere(source))) return source;
  const folder = await ask.folder({
    title: `Where is your clone of ${repository ?? 'the product'}? It gets the public branch.`,
    verb: 'Take This Clone',
  });
  return folder?.fsPath;
}

function isThere(folder: string): Thenable<boolean> {
  return vscode.workspace.fs.stat(vscode.Uri.file(folder)).then(
    () => true,
    () => false,
  );
}
