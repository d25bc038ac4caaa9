import { join } from 'node:path';
import { workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
import type { Result } from '../../common/result.ts';
import { bare, folded } from './disguise.ts';
import { Names } from './names.ts';
import { digest } from './plan-line.ts';
import type { PrivateCommit } from './private-commits.ts';
import type { Side } from './side.ts';

/** Who may stand as the author of a public commit. */
export interface Authors {
  readonly author: string;
  readonly writer?: { readonly author: string; readonly id: string };
}

/**
 * Who stands as the author: the person; somebody else who wrote all private commits only where the person has accepted
 * them, and never somebody who reported it. A login says nothing of the name in a commit, so it must be looked at.
 * @param person name and mail address of whoever hands over
 * @param accepted ids of what they have accepted
 */
export function authorsOf(
  commits: readonly PrivateCommit[],
  person: string,
  reporters: readonly string[],
  accepted: readonly string[] = [],
): Authors {
  const [author, ...others] = new Set(commits.map((commit) => commit.author));
  if (author === undefined || others.length > 0 || author === person) return { author: person };
  if (isAmong(author, reporters)) return { author: person };
  const id = `author:${digest(author)}`;
  return { author: accepted.includes(id) ? author : person, writer: { author, id } };
}

/** Whether an author's name or address has a reporter's name or login in it, or is it when glued together. */
function isAmong(author: string, reporters: readonly string[]): boolean {
  const names = new Names(reporters.map((words) => ({ kind: 'reporter', words })));
  if (names.in(folded(author)).length > 0) return true;
  const own = author.split(/[<@]/).map((part) => bare(folded(part)));
  return reporters.map((one) => bare(folded(one))).some((one) => one !== '' && own.slice(0, 2).includes(one));
}

export interface PublicCommit {
  readonly tree: string;
  readonly base: string;
  readonly message: string;
  /** `Name <mail>` */
  readonly author: string;
  readonly isSigned: boolean;
  /** Milliseconds since the epoch: the times of the private commits are nobody's business. */
  readonly now: number;
}

/**
 * Makes the public commit, as git in the person's clone would (identity, signing), with its object in our own repository.
 * @returns its id
 */
export function makeCommit(
  side: Side,
  repo: string,
  commit: PublicCommit,
  options: WorkOptions,
): Promise<Result<string, WorkFailure>> {
  const [, name = '', mail = ''] = /^(.*) <([^<>]*)>$/.exec(commit.author) ?? [];
  const date = `@${Math.floor(commit.now / 1000)} +0000`;
  const sign = commit.isSigned ? ['-S'] : ['--no-gpg-sign'];
  return workText(repo, ['commit-tree', commit.tree, '-p', commit.base, ...sign, '-F', '-'], {
    ...options,
    settings: [['i18n.commitEncoding', 'UTF-8']],
    variables: {
      GIT_OBJECT_DIRECTORY: join(side.git, 'objects'),
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: mail,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    },
    input: `${commit.message}\n`,
  });
}
