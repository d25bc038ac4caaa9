import { stringify } from 'yaml';
import type { Comment } from './comments.ts';
import type { Advisory } from './model.ts';
import { scoreOf } from './severity.ts';

export interface ReportText {
  readonly text: string;
  /** Where the description starts in `text`, in UTF-16 units. */
  readonly bodyStart: number;
}

/**
 * An advisory as a document to read: YAML front matter with what GitHub holds, then the description as it was written.
 * @param blurred leave out the title
 */
export function reportText(advisory: Advisory, blurred = false): ReportText {
  const date = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  const score = scoreOf(advisory);
  const front = stringify(
    filled({
      id: advisory.ghsaId,
      repository: advisory.repository,
      state: advisory.state,
      title: blurred ? '(blurred)' : advisory.title,
      cve: advisory.cveId,
      severity: advisory.severity,
      cvss: score ? { vector: score.vector, score: score.score } : null,
      cwe: advisory.cwes.map(({ id }) => id),
      affected: advisory.vulnerabilities.map(({ ecosystem, name, range, patched, functions }) => ({
        package: [ecosystem, name].filter((part) => part !== null).join('/'),
        ...filled({ range, patched, functions }),
      })),
      credits: advisory.credits.map(({ login, type, state }) => ({ login, type, ...(state === null ? {} : { state }) })),
      reporter: advisory.author,
      collaborators: [...advisory.collaboratingUsers, ...advisory.collaboratingTeams.map((team) => `team ${team}`)],
      fork: advisory.privateFork?.fullName ?? null,
      created: date(advisory.createdAt),
      updated: date(advisory.updatedAt),
      published: date(advisory.publishedAt),
      closed: date(advisory.closedAt),
    }),
    { lineWidth: 0 },
  );
  const head = `---\n${front}---\n\n`;
  return { text: `${head}${advisory.description ?? ''}\n`, bodyStart: head.length };
}

/** Without what is empty: the reporter's own words should not start below a page of nothing. */
function filled<T extends object>(fields: T): Partial<T> {
  const there = Object.entries(fields).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0));
  return Object.fromEntries(there) as Partial<T>;
}

/**
 * The non-confidential part of a conversation as a document.
 * @param trouble why it could not be read this time, in words
 * @param readAt when the comments were read, in milliseconds since the epoch; null when never
 */
export function conversationText(
  ghsaId: string,
  comments: readonly Comment[],
  readAt: number | null,
  trouble: string | undefined,
): string {
  const parts = comments.map(({ author, createdAt, updatedAt, body }) => {
    const when = createdAt === null ? 'at an unknown time' : minute(createdAt);
    const edited = updatedAt !== null && createdAt !== null && updatedAt > createdAt ? ', edited' : '';
    return `## ${author ?? 'somebody'}, ${when}${edited}\n\n${body}\n`;
  });
  const head = `# Conversation of ${ghsaId} (times in UTC)`;
  const note = 'This is the part of the conversation that GitHub gives out: confidential comments are never in it.';
  const missing =
    trouble === undefined
      ? []
      : [`It could not be read now: ${trouble}.${readAt === null ? '' : ` What follows was read at ${minute(readAt)} (UTC).`}`];
  const empty = readAt !== null && parts.length === 0 ? ['There is no comment in it.\n'] : [];
  return [head, note, ...missing, ...empty, ...parts].join('\n\n');
}

/** `2026-11-22 14:03`, in UTC. */
function minute(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}
