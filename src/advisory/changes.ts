import type { AdvisoryContent, ContentField, CreditLine } from './content.ts';
import { changedParts, itemName } from './merge/affected.ts';
import { pairItems } from './merge/match.ts';
import { changedFields, sameItem, setKey } from './merge/same.ts';
import { textChanges } from './merge/text.ts';
import type { Vulnerability } from './model.ts';

/** One field's change, as it is shown before it is sent. Nothing is cut. */
export interface Change {
  readonly field: ContentField | 'state';
  /** One line: `credits: + cole (coordinator), − rita (reporter)`. */
  readonly words: string;
  /** Of the description, the lines themselves. */
  readonly lines?: readonly { readonly removed: readonly string[]; readonly added: readonly string[] }[];
}

const LABELS: Readonly<Record<ContentField | 'state', string>> = {
  title: 'title',
  cveId: 'CVE id',
  severity: 'severity',
  cvss: 'CVSS',
  cwes: 'CWE',
  affected: 'affected',
  credits: 'credits',
  users: 'collaborators',
  teams: 'teams',
  description: 'description',
  state: 'state',
};

/** How a field is called before a person. */
export function labelOf(field: ContentField | 'state'): string {
  return LABELS[field];
}

/**
 * What turns `from` into `to`, a line for each field, in the order of the fields. Words come from the advisory: they are
 * for the person's eyes before a request, not for a log.
 */
export function changesOf(from: AdvisoryContent, to: AdvisoryContent): readonly Change[] {
  return changedFields(from, to).map((field) => {
    const line = (words: string): Change => ({ field, words: `${LABELS[field]}: ${words}` });
    switch (field) {
      case 'title':
        return line(`${quoted(from.title)} → ${quoted(to.title)}`);
      case 'cveId':
      case 'severity':
      case 'cvss':
        return line(`${named(from[field])} → ${named(to[field])}`);
      case 'cwes':
      case 'users':
      case 'teams':
        return line(setChange(from[field], to[field]));
      case 'credits':
        return line(creditChange(from.credits, to.credits));
      case 'affected':
        return line(affectedChange(from.affected, to.affected));
      case 'description': {
        const lines = textChanges(from.description, to.description);
        return { ...line(textChange(lines)), lines };
      }
    }
  });
}

function setChange(from: readonly string[], to: readonly string[]): string {
  const [old, fresh] = [new Set(from.map(setKey)), new Set(to.map(setKey))];
  return joined([
    ...to.filter((item) => !old.has(setKey(item))).map((item) => `+ ${visible(item)}`),
    ...from.filter((item) => !fresh.has(setKey(item))).map((item) => `− ${visible(item)}`),
  ]);
}

function creditChange(from: readonly CreditLine[], to: readonly CreditLine[]): string {
  const types = (list: readonly CreditLine[]) => {
    const found = new Map<string, CreditLine>();
    for (const { login, type } of list) {
      const known = found.get(setKey(login));
      found.set(setKey(login), { login, type: known ? `${known.type} and ${type}` : type });
    }
    return found;
  };
  const [old, fresh] = [types(from), types(to)];
  const parts = [...fresh].flatMap(([key, { login, type }]) => {
    const before = old.get(key)?.type;
    if (before === type) return [];
    return [
      before === undefined
        ? `+ ${visible(login)} (${visible(type)})`
        : `${visible(login)}: ${visible(before)} → ${visible(type)}`,
    ];
  });
  const gone = [...old].flatMap(([key, { login, type }]) => (fresh.has(key) ? [] : [`− ${visible(login)} (${visible(type)})`]));
  return joined([...parts, ...gone]);
}

function affectedChange(from: readonly Vulnerability[], to: readonly Vulnerability[]): string {
  const matches = pairItems(from, to);
  const [old, fresh] = [new Set(matches.map((one) => one.from)), new Set(matches.map((one) => one.to))];
  const changed = matches.flatMap((match) => {
    const [before, after] = [from[match.from], to[match.to]];
    return before && after && !sameItem(before, after) ? [itemChange(before, after)] : [];
  });
  return joined([
    ...changed,
    ...to.flatMap((item, at) => (fresh.has(at) ? [] : [`+ ${itemWords(item)}`])),
    ...from.flatMap((item, at) => (old.has(at) ? [] : [`− ${itemWords(item)}`])),
  ]);
}

function itemChange(from: Vulnerability, to: Vulnerability): string {
  const parts = changedParts(from, to).map((part) =>
    part === 'functions'
      ? `functions ${functionChange(from.functions, to.functions)}`
      : `${part} ${named(from[part])} → ${named(to[part])}`,
  );
  return `${visible(itemName(from))}: ${parts.join(', ')}`;
}

function functionChange(from: readonly string[], to: readonly string[]): string {
  const [old, fresh] = [new Set(from), new Set(to)];
  return joined([
    ...to.filter((name) => !old.has(name)).map((name) => `+ ${visible(name)}`),
    ...from.filter((name) => !fresh.has(name)).map((name) => `− ${visible(name)}`),
  ]);
}

function itemWords(item: Vulnerability): string {
  const patched = item.patched === null || item.patched === '' ? 'not patched' : `patched ${item.patched}`;
  const functions = item.functions.length === 0 ? '' : `, functions ${item.functions.join(', ')}`;
  return visible(`${itemName(item)} (${patched}${functions})`);
}

function textChange(lines: ReturnType<typeof textChanges>): string {
  let [changed, added, removed] = [0, 0, 0];
  for (const hunk of lines) {
    const both = Math.min(hunk.added.length, hunk.removed.length);
    changed += both;
    added += hunk.added.length - both;
    removed += hunk.removed.length - both;
  }
  const parts = [
    [changed, 'changed'],
    [added, 'added'],
    [removed, 'removed'],
  ] as const;
  const told = parts.filter(([count]) => count > 0);
  return told
    .map(([count, word], at) => (at === 0 ? `${count} ${count === 1 ? 'line' : 'lines'} ${word}` : `${count} ${word}`))
    .join(', ');
}

/** Nothing came and nothing went: then it is the order. */
function joined(parts: readonly string[]): string {
  return parts.length === 0 ? 'another order' : parts.join(', ');
}

function quoted(text: string): string {
  return text === '' ? 'none' : `“${visible(text)}”`;
}

function named(value: string | null): string {
  return value === null || value === '' ? 'none' : visible(value);
}

/** What cannot be seen, or turns a line round, is written out: else two texts that differ look alike. */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu,
    (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
