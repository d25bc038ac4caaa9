/** What the calculator's page and the extension host tell each other. Both sides read tolerantly: what is not one of these is nothing. */

/** The versions that can be chosen in. */
export type Version = '4.0' | '3.1';

/** A vector that GitHub holds, and the score that GitHub gives for it. */
export interface HeldScore {
  readonly vector: string;
  /** 0 to 10; null where GitHub gives none. */
  readonly score: number | null;
}

/** The advisory under the cursor, as far as the calculator looks at it. */
export interface Subject {
  /** The id by which it is called; never its title. */
  readonly name: string;
  /** The vector as it stands in the document, '' where there is none. It may be malformed. */
  readonly text: string;
  /** The version that the process asks for. */
  readonly wanted: Version;
  readonly held?: HeldScore;
}

export type ToPage =
  | ({ readonly kind: 'vector' } & Subject)
  /** No advisory is under the cursor. */
  | { readonly kind: 'nothing' }
  /** Whether choices are written to the document as they are made. */
  | { readonly kind: 'live'; readonly on: boolean }
  /** Somebody asked for this version. */
  | { readonly kind: 'version'; readonly version: Version }
  /** What became of a vector that was to be written. */
  | { readonly kind: 'written'; readonly name: string; readonly vector: string; readonly ok: boolean }
  | { readonly kind: 'copied' };

export type FromPage =
  /** The page listens; it is told everything anew. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'live'; readonly on: boolean }
  /** A person's choice has made this vector for the advisory `name`. It is complete. */
  | { readonly kind: 'changed'; readonly name: string; readonly vector: string }
  /** The person wants this vector in the document now. */
  | { readonly kind: 'apply'; readonly name: string; readonly vector: string }
  | { readonly kind: 'copy'; readonly vector: string };

/** Reads what came from the page; undefined for anything else than a message. */
export function fromPage(it: unknown): FromPage | undefined {
  if (!isRecord(it)) return undefined;
  const { kind, name, vector, on } = it;
  switch (kind) {
    case 'ready':
      return { kind };
    case 'live':
      return typeof on === 'boolean' ? { kind, on } : undefined;
    case 'changed':
    case 'apply':
      return typeof name === 'string' && typeof vector === 'string' ? { kind, name, vector } : undefined;
    case 'copy':
      return typeof vector === 'string' ? { kind, vector } : undefined;
    default:
      return undefined;
  }
}

/** Reads what came from the host; undefined for anything else than a message. */
export function toPage(it: unknown): ToPage | undefined {
  if (!isRecord(it)) return undefined;
  const { kind, name, vector, ok, on, version } = it;
  switch (kind) {
    case 'nothing':
    case 'copied':
      return { kind };
    case 'live':
      return typeof on === 'boolean' ? { kind, on } : undefined;
    case 'version':
      return isVersion(version) ? { kind, version } : undefined;
    case 'written':
      return typeof name === 'string' && typeof vector === 'string' && typeof ok === 'boolean'
        ? { kind, name, vector, ok }
        : undefined;
    case 'vector': {
      const subject = subjectOf(it);
      return subject && { kind, ...subject };
    }
    default:
      return undefined;
  }
}

/** Reads an advisory as the page keeps it; undefined where it is none. */
export function subjectOf(it: unknown): Subject | undefined {
  if (!isRecord(it)) return undefined;
  const { name, text, wanted, held } = it;
  if (typeof name !== 'string' || typeof text !== 'string' || !isVersion(wanted)) return undefined;
  if (!isRecord(held) || typeof held.vector !== 'string') return { name, text, wanted };
  const score = typeof held.score === 'number' && held.score >= 0 && held.score <= 10 ? held.score : null;
  return { name, text, wanted, held: { vector: held.vector, score } };
}

export function isVersion(it: unknown): it is Version {
  return it === '4.0' || it === '3.1';
}

export function isRecord(it: unknown): it is Readonly<Record<string, unknown>> {
  return typeof it === 'object' && it !== null && !Array.isArray(it);
}
