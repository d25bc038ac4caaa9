import * as vscode from 'vscode';
import type { Advisory } from '../../../advisory/model.ts';
import type { Source } from '../../../embargo/source.ts';
import type { BranchRow } from '../../../places/service.ts';
import { supportedBranches, type Process } from '../../../process/process.ts';
import type { Choice } from '../../ask.ts';
import type { EmbargoParts } from '../parts.ts';

/** The process with the branches of today, and of what day they are. */
export interface BranchesNow {
  readonly process: Process;
  readonly words: string;
}

/** A branch to fix. */
export interface ChosenBranch {
  readonly name: string;
  /** What the places said; absent where they said nothing clear. */
  readonly affected?: boolean;
}

const MOST_NAMES = 300;

/** Asks which branches get a worktree. Those that the places found affected are ticked; each says why. */
export async function chooseBranches(
  advisory: Advisory,
  source: Source,
  { process, words }: BranchesNow,
  parts: EmbargoParts,
): Promise<readonly ChosenBranch[] | undefined> {
  const { ask } = parts;
  const answers = await answersFor(advisory, parts);
  const choices = choicesOf(process, source, answers, parts.clock());
  if (choices.length === 0) {
    await ask.notice(`The clone knows no branch of ${advisory.repository}. Fetch there, then start again.`);
    return undefined;
  }
  const chosen = await ask.pickMany(
    `Fix ${advisory.ghsaId} on which branches?`,
    choices,
    `${words}. Each gets a worktree of its own.`,
  );
  if (chosen?.length === 0) await ask.notice('No branch was chosen, so nothing was made.');
  return chosen && chosen.length > 0 ? chosen : undefined;
}

/** What the places say of each branch; none where they could not be looked up. */
async function answersFor(advisory: Advisory, { places }: EmbargoParts): Promise<ReadonlyMap<string, BranchRow['answer']>> {
  const table = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Looking at the branches' },
    () => places.branches(advisory),
  );
  return new Map(table?.rows.map(({ branch, answer }) => [branch.name, answer]));
}

function choicesOf(
  process: Process,
  source: Source,
  answers: ReadonlyMap<string, BranchRow['answer']>,
  now: number,
): readonly Choice<ChosenBranch>[] {
  const there = remoteBranches(source);
  const supported = supportedBranches(process, now);
  // A process that names none leaves all that the public remote has.
  const names = supported.length > 0 ? supported : there.map((name) => ({ name, status: undefined }));
  return names.slice(0, MOST_NAMES).map(({ name, status }) => {
    const answer = answers.get(name);
    const parts = [status, answerWords(answer), there.includes(name) ? undefined : 'not in the clone'];
    const affected = answer?.answer === 'affected' ? true : answer?.answer === 'not-affected' ? false : undefined;
    return {
      label: name,
      description: parts.filter((part) => part !== undefined).join(' · '),
      value: { name, ...(affected === undefined ? {} : { affected }) },
      picked: affected === true,
    };
  });
}

function answerWords(answer: BranchRow['answer'] | undefined): string {
  if (!answer) return 'not looked up';
  const reason = answer.reasons[0];
  switch (answer.answer) {
    case 'affected':
      return 'affected: the code is there';
    case 'not-affected':
      return 'not affected: the code is not there';
    case 'unclear':
      return reason === undefined ? 'to check' : `to check: ${reason}`;
  }
}

/** The public remote's branches as the clone knows them, the likely default first. */
function remoteBranches({ refs, upstream }: Source): readonly string[] {
  const prefix = upstream ? `refs/remotes/${upstream.name}/` : 'refs/heads/';
  const names = [...refs.keys()].flatMap((ref) => {
    const name = ref.startsWith(prefix) ? ref.slice(prefix.length) : 'HEAD';
    return name === 'HEAD' ? [] : [name];
  });
  const rank = (name: string) => (name === 'main' ? 0 : name === 'master' ? 1 : 2);
  return names.sort((a, b) => rank(a) - rank(b) || b.localeCompare(a, undefined, { numeric: true }));
}
