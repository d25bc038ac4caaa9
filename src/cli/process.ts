import type { RepositoryName } from '../advisory/model.ts';
import { ok, type Result } from '../common/result.ts';
import { productFor } from '../process/products.ts';
import { builtIn, plainProcess } from '../process/book.ts';
import type { Process } from '../process/process.ts';
import { readProcess } from '../process/read.ts';
import type { Repository } from '../git/repository.ts';
import { refuse, type Refusal } from './refusal.ts';
import { readText, type Files } from './text-file.ts';

/**
 * The process by which an advisory is looked at.
 * @param named a built-in process by its name, or the path of a process file; absent: the built-in one that knows the product
 */
export async function processFor(
  named: string | undefined,
  repository: RepositoryName,
  files: Files,
): Promise<Result<Process, Refusal>> {
  if (named === undefined) return ok(Object.values(builtIn).find((one) => productFor(one, repository)) ?? plainProcess);
  const known = Object.hasOwn(builtIn, named) ? builtIn[named] : undefined;
  if (known) return ok(known);
  const text = await readText(named, files);
  if (!text.ok) return refuse(`A process is one of ${Object.keys(builtIn).join(', ')}, or a file. ${text.failure.words}`);
  const process = readProcess(text.value);
  return process.ok ? process : refuse(`The process file cannot be used: ${process.failure.findings.slice(0, 3).join('; ')}.`);
}

/** The built-in process that knows such a tree by its files; GitHub's own way where none does. */
export async function processOf(repository: Repository, refs: ReadonlyMap<string, string>): Promise<Process> {
  const head = (await repository.commit('HEAD')).ok ? await repository.commit('HEAD') : undefined;
  const [any] = refs.values();
  const revision = head?.ok ? head.value : any;
  const tree = revision === undefined ? undefined : await repository.tree(revision);
  if (!tree?.ok) return plainProcess;
  const { files } = tree.value;
  return Object.values(builtIn).find(({ code }) => code?.signs?.every((path) => files.has(path))) ?? plainProcess;
}
