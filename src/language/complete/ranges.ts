import { readRange } from '../../advisory/ranges/parse.ts';
import { boundsOf, contains } from '../../advisory/ranges/range.ts';
import { isVersion, leadingNumbers, type VersionScheme } from '../../advisory/ranges/versions.ts';
import { branchStatus } from '../../process/process.ts';
import { mapsOf, pairOf, textOf } from '../front/tree.ts';
import { fill, type Slot } from '../front/slot.ts';
import { isTheProduct, releaseLines, schemeOf, type ReleaseLine } from '../product.ts';
import { literal } from '../words/snippet.ts';
import { distinct, offer, sortOf, type Completion, type ValueRequest } from './offer.ts';
import { repositoryOf } from './packages.ts';

/** What the versions of an entry are worked out from. */
interface Versions {
  readonly scheme: VersionScheme;
  /** Lines of releases; empty where the entry is no product of the process. */
  readonly lines: readonly ReleaseLine[];
  /** Versions of lines of which another entry speaks. */
  readonly told: ReadonlySet<string>;
}

function versionsOf({ place, outline, context }: ValueRequest): Versions {
  const name = textOf(place.map, 'package');
  const repository = repositoryOf(outline, context) ?? context.process.code?.repository;
  const scheme = schemeOf(name, repository, context.process);
  const lines = isTheProduct(name, repository, context.process) ? releaseLines(context, scheme) : [];
  const others = mapsOf(pairOf(outline, 'affected')?.node)
    .filter((item) => item !== place.map)
    .slice(0, 100);
  const ranges = others.flatMap((item) => {
    const range = readRange(textOf(item, 'range') ?? '', scheme);
    return range.ok ? [range.value] : [];
  });
  const told = lines.filter(({ version, first, newest }) =>
    ranges.some((range) => [newest, first, version].some((one) => one !== undefined && contains(range, one, scheme))),
  );
  return { scheme, lines, told: new Set(told.map(({ version }) => version)) };
}

/** Ranges: for each supported line what is affected of it up to the next release, in the form that was begun. */
export function completeRange(request: ValueRequest): readonly Completion[] {
  const { slot, map } = request.place;
  const versions = versionsOf(request);
  const begun = /^\s*(=|<=?|)/.exec(slot.typed)?.[1] ?? '';
  const own = begun === '=' ? [] : ofPatched(textOf(map, 'patched'), versions, begun);
  const lines = versions.lines.flatMap((line) => rangesOf(line, begun).map((one) => ({ ...one, line })));
  const known = new Set<string>();
  const whole = [...own, ...lines]
    .filter(({ text }) => !known.has(text) && known.add(text))
    .map(({ text, detail, line }, order) => {
      const isTold = line !== undefined && versions.told.has(line.version);
      const rank = (isTold ? 200 : 0) + (line?.isPrerelease === true ? 400 : 0) + order;
      return offer(slot, text, rank, {
        kind: 'version',
        detail: isTold ? `${detail}; another entry speaks of ${line.version}` : detail,
      });
    });
  return [...whole, ...(request.context.releases === undefined ? openRanges(request, versions) : []), ...forms(slot, begun)];
}

interface Proposed {
  readonly text: string;
  readonly detail: string;
  readonly line?: ReleaseLine;
}

/** The range that ends where the patched version begins. */
function ofPatched(patched: string | undefined, { lines, scheme }: Versions, begun: string): readonly Proposed[] {
  if (patched === undefined || !isVersion(patched, scheme)) return [];
  const line = lineOf(patched, lines);
  const all = { text: `< ${patched}`, detail: 'Everything before the patched version' };
  if (begun.startsWith('<') || line?.first === undefined) return [all];
  return [{ text: `>= ${line.first}, < ${patched}`, detail: `${line.version} before the patched version`, line }, all];
}

function lineOf(version: string, lines: readonly ReleaseLine[]): ReleaseLine | undefined {
  const series = leadingNumbers(version).slice(0, 2).join('.');
  return lines.find((line) => line.version === series);
}

function rangesOf({ version, first, newest, next, isPrerelease }: ReleaseLine, begun: string): readonly Proposed[] {
  if (first === undefined || newest === undefined || next === undefined) return [];
  switch (begun) {
    case '=':
      return [{ text: `= ${newest}`, detail: `The newest release of ${version}` }];
    case '<':
      return [{ text: `< ${next}`, detail: `Every release up to ${newest}` }];
    case '<=':
      return [{ text: `<= ${newest}`, detail: `Every release up to ${newest}` }];
    default:
      return [
        {
          text: `>= ${first}, < ${next}`,
          detail: isPrerelease ? `All pre-releases of ${version}` : `All releases of ${version}`,
        },
      ];
  }
}

/** Without a clone only the lower bound of a line is known; the upper one is left to be typed. */
function openRanges({ place: { slot }, context }: ValueRequest, { lines, told }: Versions): readonly Completion[] {
  const { process, now } = context;
  const released = (process.branches?.list ?? []).filter((branch) => ['bugfix', 'security'].includes(branchStatus(branch, now)));
  return lines
    .filter(({ version }) => released.some((branch) => branch.version === version))
    .map(({ version }, order) =>
      snippet(
        slot,
        [`>= ${version}.0, < `],
        (told.has(version) ? 200 : 100) + order,
        `>= ${version}.0, < …`,
        `Releases of ${version}`,
      ),
    );
}

/** The forms that GitHub knows, for versions that are typed. */
function forms(slot: Slot, begun: string): readonly Completion[] {
  if (begun === '=') return [snippet(slot, ['= '], 900, '= …', 'One version')];
  const before = snippet(slot, ['< '], 901, '< …', 'Everything before a version');
  const until = snippet(slot, ['<= '], 902, '<= …', 'Everything up to a version, and that');
  if (begun !== '') return [before, until];
  return [
    snippet(slot, ['>= ', ', < '], 900, '>= …, < …', 'From a version up to but not another'),
    before,
    until,
    snippet(slot, ['>= '], 903, '>= …', 'From a version on'),
    snippet(slot, ['= '], 904, '= …', 'One version'),
  ];
}

/** A mark that needs no escape anywhere. */
const MARK = 'VERSION';

/** @param parts what stands before each version that is typed */
function snippet(slot: Slot, parts: readonly string[], order: number, label: string, detail: string): Completion {
  const edit = fill(slot, parts.map((part) => part + MARK).join(''));
  let number = 0;
  const text = literal(edit.text).replaceAll(MARK, () => (++number === parts.length ? '$0' : `$${number}`));
  return { label, detail, edit: { ...edit, text }, sort: sortOf(order), kind: 'version', snippet: true };
}

/** The first version with the fix: where the range ends, or the next release of a line. */
export function completePatched(request: ValueRequest): readonly Completion[] {
  const { slot, map } = request.place;
  const { scheme, lines, told } = versionsOf(request);
  const range = readRange(textOf(map, 'range') ?? '', scheme);
  const upper = range.ok ? boundsOf(range.value, scheme).upper : undefined;
  const end = upper && !upper.inclusive ? upper.version : undefined;
  const series = end ?? (range.ok ? boundsOf(range.value, scheme).lower?.version : undefined);
  const own = series === undefined ? undefined : lineOf(series, lines);
  const next = lines.filter(({ isPrerelease }) => !isPrerelease).map((line) => line.next);
  return distinct([end, own?.next, ...next], [slot.text]).map((version, order) => {
    const line = lines.find((one) => one.next === version);
    const detail = version === end ? 'Where the range ends' : `The next release of ${line?.version ?? ''}`;
    return offer(slot, version, order + (line && told.has(line.version) && version !== end ? 200 : 0), {
      kind: 'version',
      detail,
    });
  });
}
