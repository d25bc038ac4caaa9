import { isWhole, MOST_TITLE, type Located } from '../../advisory/document/document.ts';
import { awaitedFromBot, cleanTitle, oneLine, tagsIn } from '../../advisory/title.ts';
import type { Fix } from '../finding.ts';
import { partOf, replaceValue } from './edits.ts';
import { keyOrFirstLine, type Checked } from './findings.ts';
import { characters } from './text.ts';
import { checkTokens } from './tokens.ts';

const UNSEEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/u;

/** The title: what GitHub and the bot make of it, and how it reads in a list. */
export function checkTitle(checked: Checked): void {
  const { document, context, findings, state } = checked;
  const { title } = document.fields;
  if (!title && !isWhole(document)) return;
  if (!title || title.value.trim() === '') {
    findings.add(
      'title-empty',
      'error',
      title ?? keyOrFirstLine(document, 'title'),
      'An advisory has a title: say in a few words what is wrong where.',
    );
    return;
  }
  // Quotes that nobody closes make a title of everything behind them.
  if (document.problems.some(({ kind, start }) => kind === 'yaml-syntax' && title.start <= start && start <= title.end)) return;
  const length = characters(title.value);
  if (length > MOST_TITLE)
    findings.add(
      'title-too-long',
      'error',
      title,
      `GitHub takes ${MOST_TITLE} characters; these are ${length - MOST_TITLE} too many.`,
    );
  invisible(checked, title);
  checkTokens(checked, title.value, (start, end) => partOf(document.text, title, start, end));
  if (!context.process.states.open.includes(state)) return;
  tags(checked, title);
  if (state === 'triage') return;
  const clean = cleanTitle(title.value, context.process);
  if (clean === '') findings.add('title-empty', 'error', title, 'Without its tags the title is empty.');
  const most = context.process.writing?.titleLength;
  if (most !== undefined && length <= MOST_TITLE && characters(clean) > most)
    findings.add(
      'title-long',
      'warning',
      title,
      `The title has ${characters(clean)} characters; ${most} are as many as fit in a list or a subject line.`,
    );
  ids(checked, title);
  if (/[^.\s]\.\s*$/.test(title.value.slice(-20)) && !/\b(?:etc|al|Inc|Ltd|Jr)\.\s*$/.test(title.value.slice(-20)))
    findings.add('title-full-stop', 'hint', end(checked, title), 'A title is no sentence: it goes without a full stop.', {
      fixes: [rewrite(checked, title, title.value.trimEnd().slice(0, -1), 'Remove the full stop')],
    });
}

function end({ document }: Checked, title: Located<string>) {
  const last = title.value.trimEnd().length;
  return partOf(document.text, title, last - 1, last);
}

function rewrite({ document }: Checked, title: Located<string>, value: string, words: string): Fix | undefined {
  const edit = value.trim() === '' ? undefined : replaceValue(document.text, title, value);
  return edit && { title: words, edits: [edit], preferred: true };
}

function invisible(checked: Checked, title: Located<string>): void {
  const found = UNSEEN.exec(title.value);
  if (!found) return;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const at = partOf(checked.document.text, title, found.index, found.index + found[0].length);
  const words = `The title holds a character that cannot be seen or that turns the text round (U+${code}), so it reads other than it is.`;
  checked.findings.add('title-invisible', 'warning', at, words, {
    fixes: [rewrite(checked, title, oneLine(title.value), 'Remove what cannot be seen')],
  });
}

/** Tags ask the bot for something. One that it has obeyed already is only in the way. */
function tags(checked: Checked, title: Located<string>): void {
  const { document, context, findings, state } = checked;
  const { process } = context;
  const [tag] = tagsIn(title.value, process);
  if (!tag) return;
  const words = [tag.tag, ...(tag.aliases ?? [])].map((word) => `[${word}]`);
  const upper = title.value.toUpperCase();
  const start = Math.min(...words.map((word) => upper.indexOf(word)).filter((at) => at >= 0), upper.length);
  const length = words.find((word) => upper.startsWith(word, start))?.length ?? 0;
  // Capitals of some letters are longer than the letters are.
  const at = upper.length === title.value.length ? partOf(document.text, title, start, start + length) : title;
  const awaited = awaitedFromBot({ title: title.value, state }, process);
  const fixes = [rewrite(checked, title, cleanTitle(title.value, process), 'Remove the tags')];
  if (awaited) {
    const bot = process.bot?.title ?? 'the bot';
    const asked = context.held !== undefined && tagsIn(context.held.title, process).includes(awaited);
    const said = asked ? `Waiting for ${bot} to ${awaited.words}.` : `When this is sent, it asks ${bot} to ${awaited.words}.`;
    findings.add('title-tag', 'information', at, said, { fixes: fixes.map((fix) => fix && { ...fix, preferred: false }) });
  } else if (state !== 'triage') {
    findings.add(
      'title-tag',
      'warning',
      at,
      `[${tag.tag}] asks for nothing in the state ${state}. Remove it before the title goes anywhere else.`,
      { fixes },
    );
  }
}

const IDS = [
  {
    code: 'title-cve',
    pattern: /(?<![A-Za-z0-9])CVE-\d{4}-\d{4,19}(?!\d)/i,
    words: 'A CVE id stands in a field of its own; in the title it is doubled wherever the advisory is listed.',
    fix: 'Remove the CVE id',
  },
  {
    code: 'title-ghsa',
    pattern: /(?<![A-Za-z0-9])GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}(?![A-Za-z0-9])/i,
    words:
      'GitHub shows the id of an advisory beside its title. The id of another that is not public should not stand here at all.',
    fix: 'Remove the GHSA id',
  },
] as const;

function ids(checked: Checked, title: Located<string>): void {
  for (const { code, pattern, words, fix } of IDS) {
    const id = pattern.exec(title.value);
    if (!id) continue;
    const at = partOf(checked.document.text, title, id.index, id.index + id[0].length);
    const fixes = [rewrite(checked, title, without(title.value, id), fix)];
    checked.findings.add(code, 'warning', at, words, { fixes });
  }
}

/** A title without an id, and without the brackets and the punctuation that only stood for it. */
function without(title: string, { 0: id, index }: RegExpExecArray): string {
  const before = title.slice(0, index).trimEnd();
  const behind = title.slice(index + id.length).trimStart();
  const bracketed = /[[(]$/.test(before) && /^[\])]/.test(behind);
  const [left, right] = bracketed ? [before.slice(0, -1).trimEnd(), behind.slice(1).trimStart()] : [before, behind];
  const joined =
    left === ''
      ? right.replace(/^[:,;–—-]\s{0,5}/, '')
      : `${left.replace(/[:,;–—-]$/, '').trimEnd()} ${right.replace(/^[:,;–—-]\s{0,5}/, '')}`;
  return joined.trim();
}
