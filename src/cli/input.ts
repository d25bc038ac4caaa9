import { advisoryOf, NO_REPOSITORY } from '../advisory/document/advisory.ts';
import type { AdvisoryDocument } from '../advisory/document/document.ts';
import { parseDocument } from '../advisory/document/parse.ts';
import { parseRepositoryName, type Advisory, type RepositoryName } from '../advisory/model.ts';
import { readAdvisory } from '../advisory/read.ts';
import { fail, ok, type Result } from '../common/result.ts';
import { refuse, shown, type Refusal } from './refusal.ts';
import { readText, type Files } from './text-file.ts';

/** An advisory that stood in a file. */
export interface AdvisoryFile {
  readonly advisory: Advisory;
  /** The file as a document; undefined where it is GitHub's own JSON. */
  readonly document?: AdvisoryDocument;
  /** What stood in the file, without a byte order mark. */
  readonly text: string;
}

/**
 * Reads an advisory from a file: an advisory document, or GitHub's own JSON, either as GitHub sends an advisory (also a
 * list of one) or as it takes one to be created. What begins with a brace or a bracket is JSON.
 * @returns the advisory, of a draft with an empty `ghsaId`; or why there is none, in one line that quotes nothing of it
 */
export async function readAdvisoryFile(path: string, files: Files): Promise<Result<AdvisoryFile, Refusal>> {
  const read = await readText(path, files);
  if (!read.ok) return read;
  const text = read.value.replace(/^\ufeff/, '');
  if (!/^\s*[{[]/.test(text)) {
    const document = parseDocument(text);
    return ok({ advisory: advisoryOf(document), document, text });
  }
  const json = parseJson(text);
  if (!json.ok) return refuse(`${shown(path)} begins as JSON and is none.`);
  const one: unknown = Array.isArray(json.value) && json.value.length === 1 ? json.value[0] : json.value;
  if (Array.isArray(one)) return refuse(`${shown(path)} holds a list: give one advisory.`);
  const advisory = advisoryIn(one);
  return advisory ? ok({ advisory, text }) : refuse(`${shown(path)} is JSON, but no advisory of GitHub's.`);
}

function parseJson(text: string): Result<unknown, undefined> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    return fail(undefined);
  }
}

/** Any id: what is read with it loses it again. */
const STAND_IN = 'GHSA-2222-2222-2222';

/** An advisory as GitHub sends it, or as GitHub takes it (without an id, with the vector in a field of its own). */
function advisoryIn(json: unknown): Advisory | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const it = json as Readonly<Record<string, unknown>>;
  const sent = readAdvisory(it, repositoryIn(it));
  if (sent) return sent;
  if (typeof it.summary !== 'string' || !Array.isArray(it.vulnerabilities)) return undefined;
  const { cvss_vector_string: vector, ...rest } = it;
  const slot = typeof vector === 'string' && vector.startsWith('CVSS:4') ? 'cvss_v4' : 'cvss_v3';
  const severities = typeof vector === 'string' ? { cvss_severities: { [slot]: { vector_string: vector } } } : {};
  const taken = readAdvisory({ ...rest, ...severities, ghsa_id: STAND_IN }, NO_REPOSITORY);
  return taken && { ...taken, ghsaId: '', state: 'draft' };
}

/** The repository in an advisory's addresses, on whatever host. */
function repositoryIn({ html_url: page, url }: Readonly<Record<string, unknown>>): RepositoryName {
  for (const address of [page, url]) {
    const path = typeof address === 'string' && URL.canParse(address) ? new URL(address).pathname.split('/') : [];
    const [owner, name] = path.includes('repos') ? path.slice(path.indexOf('repos') + 1) : path.slice(1);
    const repository = parseRepositoryName(`${owner ?? ''}/${name ?? ''}`);
    if (repository) return repository;
  }
  return NO_REPOSITORY;
}
