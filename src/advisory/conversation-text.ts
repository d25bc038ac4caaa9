import type { Comment } from './comments.ts';

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
