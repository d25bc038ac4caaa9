import type { Advisory, Credit, Cvss, PrivateFork, RepositoryName } from '../model.ts';
import { parseRepositoryName } from '../model.ts';
import { documentContent, recordIn } from './content.ts';
import type { AdvisoryDocument } from './document.ts';
import { partsOf } from './front-matter.ts';

/** The repository of a document that names none. */
export const NO_REPOSITORY: RepositoryName = 'unknown/unknown';

/**
 * The advisory that a document describes: its fields, and of what GitHub keeps what stands in it.
 * @param held what GitHub holds of it; tells what the document does not say (names of CWEs), and whose it is
 * @returns for a draft an empty `ghsaId`
 */
export function advisoryOf(document: AdvisoryDocument, held?: Advisory): Advisory {
  const content = documentContent(document);
  const facts = new Map(
    document.entries.map(({ key, value }) => [key.value, typeof value.value === 'string' ? value.value : null]),
  );
  const fact = (key: string): string | null => facts.get(key) ?? null;
  const { hasBody } = partsOf(document.text);
  const comments = numberIn(fact('comments'));
  const extra = recordIn(fact('more') ?? '');
  return {
    repository: parseRepositoryName(fact('repository') ?? '') ?? held?.repository ?? NO_REPOSITORY,
    ghsaId: fact('id') ?? held?.ghsaId ?? '',
    cveId: content.cveId,
    htmlUrl: fact('url'),
    title: content.title,
    description: hasBody ? content.description : null,
    state: fact('state') ?? held?.state ?? 'draft',
    severity: content.severity,
    ...scores(content.cvss, fact),
    cwes: content.cwes.map((id) => ({ id, name: held?.cwes.find((one) => one.id === id)?.name ?? null })),
    author: fact('reporter'),
    publisher: fact('publisher'),
    createdAt: timeIn(fact('created')),
    updatedAt: timeIn(fact('updated')),
    publishedAt: timeIn(fact('published')),
    closedAt: timeIn(fact('closed')),
    withdrawnAt: timeIn(fact('withdrawn')),
    submissionAccepted: fact('submission') === null ? null : fact('submission') === 'accepted',
    vulnerabilities: content.affected,
    credits: creditsOf(document),
    collaboratingUsers: content.users,
    collaboratingTeams: content.teams,
    privateFork: forkIn(fact('fork')),
    comments,
    ...(extra ? { extra } : {}),
  };
}

/** A score is GitHub's for the vector that it holds; one that was edited since has none. */
function scores(vector: string | null, fact: (key: string) => string | null): Pick<Advisory, 'cvss3' | 'cvss4'> {
  const shown: Cvss | null = vector === null ? null : { vector, score: numberIn(fact('score')) };
  const older = fact('cvss3');
  const third: Cvss | null = older === null ? null : { vector: older, score: numberIn(fact('score3')) };
  if (shown === null) return { cvss4: null, cvss3: third };
  const slot = fact('slot') ?? (shown.vector.startsWith('CVSS:4') ? 'cvss_v4' : 'cvss_v3');
  return slot === 'cvss_v4' ? { cvss4: shown, cvss3: third } : { cvss4: null, cvss3: shown };
}

function creditsOf({ fields }: AdvisoryDocument): Credit[] {
  return fields.credits.flatMap(({ login, type, state }) =>
    login ? [{ login: login.value, type: type?.value ?? 'other', state: state?.value ?? null }] : [],
  );
}

function forkIn(words: string | null): PrivateFork | null {
  if (words === null) return null;
  const cut = words.lastIndexOf(' ');
  if (cut < 0) return { fullName: words, htmlUrl: `https://github.com/${words}` };
  return { fullName: words.slice(0, cut), htmlUrl: words.slice(cut + 1) || null };
}

function timeIn(words: string | null): number | null {
  const time = Date.parse(words ?? '');
  return Number.isNaN(time) ? null : time;
}

function numberIn(words: string | null): number | null {
  const value = words === null || words.trim() === '' ? Number.NaN : Number(words);
  return Number.isFinite(value) ? value : null;
}
