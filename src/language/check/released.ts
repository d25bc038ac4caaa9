import type { AffectedItem, Span } from '../../advisory/document/document.ts';
import { releaseState, type ReleaseState } from '../../advisory/ranges/releases.ts';
import { leadingNumbers, type VersionScheme } from '../../advisory/ranges/versions.ts';
import { shown, type Checked } from './findings.ts';
import { isTheProduct } from './versions.ts';

/** A text that names more versions than any advisory does is not compared with hundreds of tags to its end. */
const MOST_VERSIONS = 500;

/** The releases that the tags of a clone name. Each version is looked up once. */
export class Releases {
  readonly #all: readonly string[];
  readonly #byLine = new Map<string, string[]>();
  readonly #known = new Map<string, ReleaseState>();

  constructor(releases: readonly string[] | undefined) {
    this.#all = releases ?? [];
    for (const release of this.#all) {
      const line = lineOf(release.replace(/^v(?=\d)/i, ''));
      const same = this.#byLine.get(line);
      if (same) same.push(release);
      else this.#byLine.set(line, [release]);
    }
  }

  stateOf(version: string, scheme: VersionScheme): ReleaseState {
    if (this.#all.length === 0) return 'unknown';
    const key = `${scheme} ${version}`;
    const known = this.#known.get(key) ?? (this.#known.size < MOST_VERSIONS ? this.#look(version, scheme) : 'unknown');
    if (this.#known.size < MOST_VERSIONS) this.#known.set(key, known);
    return known;
  }

  /** Its own line tells enough; without one all releases do. */
  #look(version: string, scheme: VersionScheme): ReleaseState {
    return releaseState(version, this.#byLine.get(lineOf(version)) ?? this.#all, scheme);
  }
}

function lineOf(version: string): string {
  const [major = '0', minor = '0'] = leadingNumbers(version);
  return `${major}.${minor}`;
}

/** Versions against the tags of the clone. Without one nothing is known. */
export function checkReleased(
  checked: Checked,
  item: AffectedItem,
  versions: readonly { readonly version: string; readonly span: Span }[],
  scheme: VersionScheme,
  releases: Releases,
): void {
  const { findings } = checked;
  if (!isTheProduct(item, checked)) return;
  for (const { version, span } of versions) {
    const state = releases.stateOf(version, scheme);
    if (state === 'never')
      findings.add('version-never-released', 'warning', span, `There never was a version ${shown(version)}: no tag names it.`);
    else if (state === 'not-yet')
      findings.add('version-not-yet-released', 'hint', span, `${shown(version)} is not released yet, as far as the clone knows.`);
  }
}
