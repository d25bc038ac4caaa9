import { readRange } from '../../advisory/ranges/parse.ts';
import { boundsOf, contains, isEmpty, type Bounds, type VersionRange } from '../../advisory/ranges/range.ts';
import { compareVersions, isVersion, leadingNumbers, type VersionScheme } from '../../advisory/ranges/versions.ts';
import { supportedBranches } from '../../process/process.ts';
import type { ValueRequest } from '../complete/offer.ts';
import { repositoryOf } from '../complete/packages.ts';
import { textOf } from '../front/tree.ts';
import { isTheProduct, schemeOf } from '../product.ts';
import { count, paragraphs, plain } from '../words/markdown.ts';

interface Versions {
  readonly scheme: VersionScheme;
  /** Versions of the product's releases, oldest first; undefined where they are not known. */
  readonly releases: readonly string[] | undefined;
  readonly isProduct: boolean;
}

function versionsOf({ place, outline, context }: ValueRequest): Versions {
  const name = textOf(place.map, 'package');
  const repository = repositoryOf(outline, context) ?? context.process.code?.repository;
  const scheme = schemeOf(name, repository, context.process);
  const isProduct = isTheProduct(name, repository, context.process);
  const releases = isProduct ? context.releases?.filter((release) => isVersion(release, scheme)) : undefined;
  return { scheme, isProduct, releases: releases && [...releases].sort((a, b) => compareVersions(a, b, scheme)) };
}

/** A range in words, with the releases and the supported lines that lie in it. */
export function rangeMarkdown(text: string, request: ValueRequest): string {
  const versions = versionsOf(request);
  const range = readRange(text, versions.scheme);
  if (!range.ok) return plain(range.failure.words);
  if (isEmpty(range.value, versions.scheme)) return 'No version lies in it: its bounds contradict each other.';
  const words = boundsWords(boundsOf(range.value, versions.scheme));
  const number = releasesIn(range.value, versions);
  return paragraphs(`**${plain(words)}**${number === undefined ? '' : `: ${number}`}`, linesIn(range.value, versions, request));
}

/** `From 3.12.0 up to but not 3.12.9`. */
function boundsWords({ lower, upper }: Bounds): string {
  if (lower?.version !== undefined && lower.version === upper?.version) return `Only ${lower.version}`;
  const to = upper && `${upper.inclusive ? 'up to and with' : 'up to but not'} ${upper.version}`;
  if (!lower) return to === undefined ? 'Every version' : `Everything ${to}`;
  const from = lower.inclusive ? `From ${lower.version}` : `Everything after ${lower.version}`;
  return to === undefined ? (lower.inclusive ? `${from} on` : from) : `${from} ${to}`;
}

function releasesIn(range: VersionRange, { releases, scheme }: Versions): string | undefined {
  if (releases === undefined) return undefined;
  const inside = releases.filter((release) => contains(range, release, scheme));
  const finals = inside.filter((release) => /^[\d.]+$/.test(release));
  const others = inside.length - finals.length;
  const ends = finals.length > 1 ? ` (${plain(finals[0] ?? '')} to ${plain(finals.at(-1) ?? '')})` : '';
  return `${count(finals.length, 'release')}${ends}${others > 0 ? ` and ${count(others, 'pre-release')}` : ''}`;
}

/** The supported lines of which a release lies in the range. Without releases, their first version stands for them. */
function linesIn(range: VersionRange, { releases, scheme, isProduct }: Versions, { context }: ValueRequest): string | undefined {
  const branches = isProduct ? supportedBranches(context.process, context.now) : [];
  if (branches.length === 0) return undefined;
  const inside = branches.filter(({ version, status }) => {
    if (status === 'feature') return false;
    const own = releases?.filter((release) => leadingNumbers(release).slice(0, 2).join('.') === version) ?? [`${version}.0`];
    return own.some((release) => contains(range, release, scheme));
  });
  if (inside.length === 0) return 'No supported line has a release in it.';
  return `Supported lines: ${inside.map(({ version, status }) => `${plain(version)} (${status})`).join(', ')}.`;
}

/** Whether a patched version has been released. */
export function patchedMarkdown(text: string, request: ValueRequest): string | undefined {
  const { scheme, releases } = versionsOf(request);
  if (releases === undefined || !isVersion(text, scheme)) return undefined;
  const isOut = releases.some((release) => compareVersions(release, text, scheme) === 0);
  return `**${plain(text)}** ${isOut ? 'has been released.' : 'is no release that the clone knows: it is still to come, or the clone is older.'}`;
}
