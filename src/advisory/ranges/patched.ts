import { fail, ok, type Result } from '../../common/result.ts';
import { unreadable, type RangeFailure } from './failure.ts';
import { operatorOf, tokensOf, type Token } from './tokens.ts';
import type { VersionScheme } from './versions.ts';

/** A version of `patched_versions`, without a `v` before it, and where it stands in the text. */
export interface PatchedVersion {
  readonly version: string;
  readonly start: number;
  readonly end: number;
}

/** Words between versions that say nothing of their own. */
const FILLERS = /^(?:versions?|\+|in)$/i;

/**
 * Reads GitHub's `patched_versions`, a free text that mostly holds one version and sometimes a list: `3.11.12, 3.12.9`,
 * `3.11.12 and 3.12.9`, `v3.12.9`, `>= 3.12.9`, `3.12.9+`. Not understood are upper bounds and words (`none`, a commit).
 * @returns at least one version, in the order of the text
 */
export function parsePatched(text: string, scheme: VersionScheme): Result<readonly PatchedVersion[], RangeFailure> {
  const bad = unreadable(text);
  if (bad) return fail(bad);
  const found: PatchedVersion[] = [];
  for (const token of tokensOf(text, scheme)) {
    const version = versionOf(token, scheme);
    const fault = version ? undefined : faultOf(token);
    if (fault) return fail({ kind: 'bad-range', start: token.start, end: token.end, ...fault });
    if (version) found.push(version);
  }
  if (found.length > 0) return ok(found);
  return fail({ kind: 'bad-range', what: 'version', start: 0, end: text.length, words: 'No version stands here.' });
}

function versionOf(token: Token, scheme: VersionScheme): PatchedVersion | undefined {
  const { kind, text, version, start, end } = token;
  const at = start + text.length - version.length;
  if (kind === 'version') return { version, start: at, end };
  // `3.12.9+`: this one and what comes after it.
  const [bare] = text.endsWith('+') ? tokensOf(text.slice(0, -1), scheme) : [];
  return bare?.kind === 'version' ? { version: bare.version, start: at, end: end - 1 } : undefined;
}

function faultOf({ kind, text }: Token): Pick<RangeFailure, 'what' | 'words'> | undefined {
  if (kind === 'operator') {
    const operator = operatorOf(text);
    if (operator === '=' || operator === '>=') return undefined;
    return { what: 'operator', words: 'The patched versions are wanted here, not a bound.' };
  }
  if (kind === 'dash') return { what: 'separator', words: 'The patched versions are wanted here, not a range.' };
  if (kind !== 'word' || FILLERS.test(text)) return undefined;
  if (/^v?\d/i.test(text)) return { what: 'version', words: 'This is not a version.' };
  return { what: 'prose', words: 'Versions are wanted here, such as 3.11.12, 3.12.9. Leave it out where there is none yet.' };
}
