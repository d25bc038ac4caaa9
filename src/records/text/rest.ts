import { wrap } from './reflow.ts';

/**
 * One paragraph of Markdown as reStructuredText, in lines of at most `columns` characters as far as its words allow.
 * Code spans get two backticks, links the form `words <address>`__, bold and emphasis stay; every other sign that
 * reStructuredText would take for its own is escaped, so that the paragraph is a paragraph whatever stands in it.
 * https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#inline-markup
 * @param change what is done to the text once it is reStructuredText and before it is broken into lines
 */
export function restParagraph(markdown: string, columns: number, change: (text: string) => string = (text) => text): string {
  const line = markdown.replace(/\s+/g, ' ').trim();
  const lines = wrap(change(inline(line)), columns).map(asText);
  return lines.join('\n').replaceAll(HELD, ' ').replace(/::$/, ':\\:');
}

/** Stands for a space at which no line is broken: a literal that goes on at the start of a line could not be escaped. */
const HELD = '\u00a0';

/** What begins a list, a field, an option, a table, a comment or a quotation in reStructuredText. */
const BLOCK =
  /^(?:[*•‣⁃](?:\s|$)|[-+/]|\(?(?:[0-9]{1,9}|[A-Za-z#]|[ivxlcdmIVXLCDM]{1,9})[.)](?:\s|$)|\.\.(?:\s|$)|__(?:\s|$)|>>>|\|(?:\s|$)|=+(?:\s|$)|:(?![a-z][a-z:]{0,30}:`))/;
/** One mark over and over: what underlines a heading. */
const UNDERLINE = /^([!-/:-@[-`{-~])\1*$/;

/** A line that would begin one of these begins with a backslash; one of backslashes with a space that is not seen. */
function asText(line: string): string {
  if (UNDERLINE.test(line)) return line.startsWith('\\') ? `\\ ${line}` : `\\${line}`;
  return BLOCK.test(line) ? `\\${line}` : line;
}

interface Part {
  readonly text: string;
  /** Markup needs a space or a mark on both sides; text does not. */
  readonly isMarkup: boolean;
}

/** The parts put together, with a space that is not seen where markup would touch what it must not. */
function inline(line: string): string {
  let out = '';
  let wasMarkup = false;
  for (const { text, isMarkup } of parts(line)) {
    if (text === '') continue;
    const last = out.charAt(out.length - 1);
    const touches = wasMarkup ? !/^[\s'")\]}>./:;,!?-]/.test(text) : isMarkup && !mayFollow(text, last);
    out += (touches ? '\\ ' : '') + text;
    wasMarkup = isMarkup;
  }
  return out;
}

const PAIRS: Readonly<Record<string, string>> = { '"': '"', "'": "'", '(': ')', '[': ']', '{': '}', '<': '>' };

/** Markup stands behind a space or a mark; not behind a quote or bracket that its own text closes, nor behind a role. */
function mayFollow(markup: string, last: string): boolean {
  if (last === ':') return !markup.startsWith('`') || markup.startsWith('``');
  if (last in PAIRS) return !markup.replace(/^[`*]+/, '').startsWith(PAIRS[last] ?? '');
  return last === '' || /[\s/-]/.test(last);
}

const ROLE = /:[a-z][a-z:]{0,30}:$/;

/** Cuts a line into text and code spans; a run of backticks without a partner is text. */
function parts(line: string): readonly Part[] {
  const found: Part[] = [];
  let open: { readonly ticks: number; readonly end: number } | undefined;
  let from = 0;
  for (const { 0: run, index } of line.matchAll(/`+/g)) {
    if (!open) open = { ticks: run.length, end: index + run.length };
    else if (run.length === open.ticks) {
      const before = line.slice(from, open.end - open.ticks);
      const code = line.slice(open.end, index).trim();
      from = index + run.length;
      if (ROLE.test(before) && run.length === 1 && /^[\w.!~() -]+$/.test(code)) {
        // A role, as one writes it who thinks in reStructuredText already.
        const role = ROLE.exec(before)?.[0] ?? '';
        found.push(...prose(before.slice(0, -role.length)), { text: `${role}\`${code}\``, isMarkup: true });
      } else found.push(...prose(before), literal(code));
      open = undefined;
    }
  }
  return [...found, ...prose(line.slice(from))];
}

/** Code that holds backticks at its ends, or nothing, cannot be a literal. */
function literal(code: string): Part {
  const fits = code !== '' && !code.startsWith('`') && !code.endsWith('`') && !code.includes('``') && !code.endsWith('\\');
  return fits ? { text: `\`\`${code.replaceAll(' ', HELD)}\`\``, isMarkup: true } : { text: escaped(code), isMarkup: false };
}

const LINK =
  /!?\[([^[\]\n]{1,500})\]\(<?(https?:\/\/[^()\s<>]{1,2000})>?(?:[ \t][^()\n]{0,200})?\)|<(https?:\/\/[^\s<>]{1,2000})>/g;

function prose(text: string): readonly Part[] {
  const found: Part[] = [];
  let from = 0;
  for (const { 0: whole, 1: words, 2: url, 3: bare, index } of text.matchAll(LINK)) {
    found.push(...emphasised(text.slice(from, index)));
    if (bare !== undefined || words === undefined || url === undefined)
      found.push({ text: escaped(bare ?? whole), isMarkup: false });
    else found.push({ text: `\`${escaped(words.replace(/[<>]/g, ''))} <${url.replace(/_(?=$|>)/, '\\_')}>\`__`, isMarkup: true });
    from = index + whole.length;
  }
  return [...found, ...emphasised(text.slice(from))];
}

const EMPHASIS = /(?<![\p{L}\p{N}*_\\])(\*{1,2}|_{1,2})(?=[^\s*_])([^*_\\`<>|]{1,300})(?<=[^\s*_])\1(?![\p{L}\p{N}*_])/gu;

function emphasised(text: string): readonly Part[] {
  const found: Part[] = [];
  let from = 0;
  for (const { 0: whole, 1: sign = '*', 2: words = '', index } of text.matchAll(EMPHASIS)) {
    const stars = '*'.repeat(sign.length);
    found.push({ text: escaped(text.slice(from, index)), isMarkup: false }, { text: `${stars}${words}${stars}`, isMarkup: true });
    from = index + whole.length;
  }
  return [...found, { text: escaped(text.slice(from)), isMarkup: false }];
}

/** Text without markup; Markdown's own escapes are taken back first. */
function escaped(text: string): string {
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/[\\*`|]/g, '\\$&')
    .replace(/_+(?![\p{L}\p{N}_])/gu, (run) => '\\_'.repeat(run.length));
}
