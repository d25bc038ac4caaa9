import { join } from 'node:path';
import { workText, type WorkFailure, type WorkOptions } from '../../git/workbench.ts';
import type { Result } from '../../common/result.ts';
import { folded } from './disguise.ts';
import { Names } from './names.ts';
import type { PrivateCommit } from './private-commits.ts';
import type { Side } from './side.ts';

/**
 * Who stands as the author: whoever wrote all private commits, unless that is somebody who reported it; else the person.
 * @param person name and mail address of whoever hands over
 */
export function authorOf(commits: readonly PrivateCommit[], person: string, reporters: readonly string[]): string {
  const [author, ...others] = new Set(commits.map((commit) => commit.author));
  if (author === undefined || others.length > 0) return person;
  const names = new Names(reporters.map((words) => ({ kind: 'reporter', words })));
  return names.in(folded(author)).length > 0 ? person : author;
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
