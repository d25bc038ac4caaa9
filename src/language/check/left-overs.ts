import type { Body } from './body.ts';
import type { Checked } from './findings.ts';

/** `{what belongs here}`, not in a path, a formula or a format string. */
const BRACED = /(?<![^\s[("'*_])\{([A-Za-z][^{}\n`"=<>|\\]{0,199})\}/g;
const WORD =
  /(?<![\w-])(?:TODO|FIXME|TBD|TBC|CVE-(?:YYYY|XXXX|\d{4})-(?:NNNN|XXXX)[NX]*|GHSA-xxxx-xxxx-xxxx|gh-N{3,6})(?![\w-])/g;
/** The questions in italics with which GitHub's form begins. */
const QUESTION = /^_[A-Z][^_\n]{5,200}\?_[ \t]*$/gm;

/** What a template left: comments that nobody sees, and places that wait to be filled in. */
export function checkLeftOvers(checked: Checked, body: Body): void {
  comments(checked, body);
  const { findings } = checked;
  for (const [pattern, words] of [
    [BRACED, 'This place of the template waits to be filled in.'],
    [WORD, 'This still has to be filled in.'],
    [QUESTION, 'This question of the template waits for its answer.'],
  ] as const)
    for (const { 0: found, index } of body.text.matchAll(pattern)) {
      if (findings.isFull('placeholder')) return;
      if (body.isCode(index)) continue;
      findings.add('placeholder', 'warning', { start: body.start + index, end: body.start + index + found.length }, words);
    }
}

function comments({ findings }: Checked, { text, start, isCode }: Body): void {
  let close = 0;
  for (let at = text.indexOf('<!--'); at >= 0 && !findings.isFull('template-comment');) {
    // An end that lies further on, or that is nowhere, is not looked for again.
    if (close >= 0 && close < at + 4) close = text.indexOf('-->', at + 4);
    const end = close < 0 ? text.length : close + 3;
    const next = text.indexOf('<!--', isCode(at) ? at + 4 : end);
    if (!isCode(at)) {
      const words =
        close < 0
          ? 'This comment does not end: it hides everything behind it.'
          : 'A comment is not shown, and everybody who reads the source sees it.';
      const fixes = close < 0 ? [] : [{ title: 'Remove the comment', edits: [removal(text, start, at, end)], preferred: true }];
      findings.add('template-comment', close < 0 ? 'warning' : 'information', { start: start + at, end: start + end }, words, {
        fixes,
        ...(close < 0 ? {} : { tags: 'unnecessary' }),
      });
    }
    at = next;
  }
}

/** A comment that has its lines for itself goes with them. */
function removal(text: string, start: number, from: number, to: number) {
  const alone = (from === 0 || text[from - 1] === '\n') && (to === text.length || /[\r\n]/.test(text[to] ?? ''));
  const lineEnd = alone ? (/^(?:\r?\n){0,2}/.exec(text.slice(to, to + 4))?.[0].length ?? 0) : 0;
  return { start: start + from, end: start + to + lineEnd, text: '' };
}
