import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { advisoryOf, NO_REPOSITORY } from '../../advisory/document/advisory.ts';
import { parseDocument } from '../../advisory/document/parse.ts';
import { parseRepositoryName, type Advisory } from '../../advisory/model.ts';
import { parseRemoteUrl } from '../../git/remote-url.ts';
import type { Process } from '../../process/process.ts';
import { layoutOf } from '../layout.ts';
import type { Manifest } from '../manifest.ts';
import type { Private } from './lint.ts';
import type { HandoverReport } from './request.ts';

const FOUND_IT = new Set(['reporter', 'finder', 'analyst', 'tool']);

/** What an advisory tells of who and what is private. */
export function reportOf(advisory: Advisory): HandoverReport & { readonly advisory: Advisory } {
  const logins = [
    advisory.author,
    advisory.publisher,
    ...advisory.credits.map(({ login }) => login),
    ...advisory.collaboratingUsers,
  ];
  const found = advisory.credits.filter(({ type }) => FOUND_IT.has(type)).map(({ login }) => login);
  return {
    texts: [advisory.title, advisory.description ?? ''],
    people: unique(logins),
    reporters: unique([advisory.author, ...found]),
    ...(advisory.cveId === null ? {} : { cve: advisory.cveId }),
    advisory,
  };
}

function unique(words: readonly (string | null)[]): readonly string[] {
  return [...new Set(words.filter((word) => word !== null).map((word) => word.trim()))].filter((word) => word !== '');
}

/** What the document in the workspace tells; undefined where there is none. */
export async function reportIn(workspace: string): Promise<HandoverReport | undefined> {
  const { papers } = layoutOf(workspace);
  const names = await readdir(papers).catch(() => []);
  const name = names.find((one) => one.endsWith('.advisory.md') || one.endsWith('.advisory'));
  const text = name === undefined ? undefined : await readFile(join(papers, name), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : reportOf(advisoryOf(parseDocument(text)));
}

/**
 * The advisory that texts are made of: what the report knows, and the workspace's own id, fork and repository; where nobody
 * knows it, one of nothing but these.
 */
export function advisoryFor(manifest: Manifest, report: HandoverReport, title: string): Advisory {
  const repository = parseRepositoryName(manifest.repository ?? '') ?? parseRemoteUrl(manifest.upstream ?? '')?.repository;
  const fork = parseRemoteUrl(manifest.fork)?.repository;
  const known = report.advisory ?? { ...NOTHING, title };
  return {
    ...known,
    title: known.title.trim() === '' ? title : known.title,
    repository: repository ?? known.repository,
    ghsaId: manifest.advisory,
    cveId: report.cve ?? known.cveId,
    privateFork: fork === undefined ? known.privateFork : { fullName: fork, htmlUrl: null },
  };
}

const NOTHING: Advisory = {
  ...{ repository: NO_REPOSITORY, ghsaId: '', cveId: null, htmlUrl: null, title: '', description: null, state: 'draft' },
  ...{ severity: null, cvss3: null, cvss4: null, cwes: [], author: null, publisher: null, submissionAccepted: null },
  ...{ createdAt: null, updatedAt: null, publishedAt: null, closedAt: null, withdrawnAt: null, comments: null },
  ...{ vulnerabilities: [], credits: [], collaboratingUsers: [], collaboratingTeams: [], privateFork: null },
};

/**
 * All that must not be left in what goes public.
 * @param commits ids of private commits
 * @param ordinary names that are ordinary words, too
 */
export function privateOf(
  manifest: Manifest,
  report: HandoverReport,
  process: Process,
  commits: readonly string[],
  ordinary: readonly string[],
): Private {
  const known = new Set(ordinary.map((word) => word.toLowerCase()));
  const people = report.people.filter((word) => !known.has(word.toLowerCase()));
  const fork = parseRemoteUrl(manifest.fork)?.repository;
  const name = fork?.slice(fork.indexOf('/') + 1);
  const own = (manifest.repository ?? parseRemoteUrl(manifest.upstream ?? '')?.repository ?? '').split('/')[1];
  const isOther = name !== undefined && name.toLowerCase() !== own?.toLowerCase();
  return {
    advisory: manifest.advisory,
    ...(report.cve === undefined ? {} : { cve: report.cve }),
    fork: [manifest.fork.replace(/\.git$/, ''), ...(fork === undefined ? [] : [fork]), ...(isOther ? [name] : [])],
    branches: privateNames(manifest),
    commits,
    people,
    reporters: (report.reporters ?? report.people).filter((word) => !known.has(word.toLowerCase())),
    internal: process.writing?.internal ?? [],
  };
}

const SHORTEST_STEM = 6;

/** The private branches, and what is left of their names without the branches that they are for: `advisory-fix-1`. */
function privateNames({ branches }: Manifest): readonly string[] {
  const stems = branches.flatMap(({ name, private: own }) => {
    const at = own.lastIndexOf(name);
    const stem = at < 0 ? own : own.slice(0, at) + own.slice(at + name.length);
    return stem.replace(/^[-_./]+|[-_./]+$/g, '');
  });
  return unique([...branches.map((branch) => branch.private), ...stems.filter((stem) => stem.length >= SHORTEST_STEM)]);
}
