import type { FoundPlace } from '../place.ts';
import { found } from './found.ts';
import { codeBlocks, type CodeBlock, type Line } from './text-parts.ts';

const MOST_QUOTES = 50;
const MOST_LINES = 80;
/** Nobody writes a longer line of source by hand. */
const LONGEST_LINE = 400;
/** Languages of fences that hold no source of a product. */
const OTHER_LANGUAGES = new Set(
  (
    'sh shell bash zsh console shellsession text txt plain plaintext json jsonc yaml yml toml ini xml html http log pycon pytb traceback ' +
    'gdb lldb output diff patch powershell ps1 cmd bat dockerfile docker makefile csv md markdown asan none mermaid'
  ).split(' '),
);
/** Sessions, logs, dumps: one such line tells what a block is. */
const NOT_SOURCE =
  /^(?:>>> |\$ |# (?:uname|apt|pip|python)|% |PS [A-Z]:|[\w.-]+@[\w.-]+[:~]|\((?:gdb|lldb|Pdb)\)|Traceback \(most|\s*File "[^"]*", line|#\d+\s+(?:0x|\w)|==\d+==|\s+#\d+ (?:0x|\w)|WARNING: |ERROR: |SUMMARY: |Program received|Fatal Python error|Process \d+ stopped|--- a\/|diff --git|@@ -|HTTP\/\d|(?:GET|POST|PUT) \/|(?:\.\/)?python[\d.]* -)/;
/** A script of the reporter: it imports what it needs, runs on its own, or has a `main`. */
const SCRIPT = /^(?:import \w|from [\w.]+ import |if __name__ ==|#!\s*\/|int main\s*\(|#include\s*[<"])/;
const ELISION = /^(?:\/\/|#|\/\*)? {0,9}(?:\.{3,}|…|\[\s?(?:\.{3}|…|snip\w*)\s?\]|<\s?snip\s?>) {0,9}(?:\*\/)?$/i;
/** Numbers of lines before the lines, as editors, `cat -n` and debuggers print them. */
const NUMBERED = /^[ \t]{0,12}(?:->|=>|>)?[ \t]{0,12}\d{1,6}(?:[ \t]?[:|│])?(?:\s|$)/;
/** What a reporter writes behind a line that is quoted: `/* L10: never set *\/`, `# <-- here`, `// BUG`. */
const REMARK =
  /\s+(?:#|\/\/|\/\*)\s*(?:<[-=~<]|[-=~]{2,}>?\s|\^|[←→⬅➜⚠❌✅]|\[[!\d]|:\d|L\d|line \d|BUG\b|VULN|BAD\b|HERE\b|CRASH|OOB|UAF\b|OVERFLOW).*$/iu;

/**
 * Source that a report quotes without telling where it stands: blocks of code that look like the product's and not like a
 * script or a log, and lines of source in backticks. All are tentative: the clone says by their content where they are.
 */
export function findQuotes(text: string): FoundPlace[] {
  const blocks = codeBlocks(text);
  const quotes: FoundPlace[] = [];
  for (const block of blocks) {
    if (quotes.length >= MOST_QUOTES) break;
    quotes.push(...quotesOf(text, block));
  }
  quotes.push(...inlineQuotes(text, blocks));
  return quotes.sort((a, b) => a.start - b.start).slice(0, MOST_QUOTES);
}

function quotesOf(text: string, block: CodeBlock): FoundPlace[] {
  const changed = isChange(block);
  if (!changed && (OTHER_LANGUAGES.has(block.language) || isOther(block))) return [];
  const kept = changed ? block.lines.filter((line) => !line.text.startsWith('+')) : block.lines;
  return runs(kept).flatMap((run) => {
    const lines = run.slice(0, MOST_LINES);
    const [first, last] = [lines[0], lines.at(-1)];
    const own = sourceLines(lines, changed);
    // A fence without a language may hold output.
    const isSource = (line: string) => isDistinctive(line) && (block.language !== '' || isCode(line));
    if (!first || !last || !own.some(isSource)) return [];
    if (!block.fenced && own.filter(isCode).length * 2 < own.filter((line) => line.trim() !== '').length) return [];
    return [found(text, first.start, last.end, 'quote', { block: own, tentative: true })];
  });
}

/** A change without file or hunk: its old side is quoted source. */
function isChange({ language, lines }: CodeBlock): boolean {
  return (
    (language === 'diff' || language === 'patch') &&
    !lines.some(({ text }) => /^(?:--- |\+\+\+ |@@ )/.test(text)) &&
    lines.some(({ text }) => text.startsWith('-'))
  );
}

function isOther({ lines, fenced }: CodeBlock): boolean {
  const first = lines.find(({ text }) => text.trim() !== '')?.text.trim() ?? '';
  if (/^[[{]/.test(first) && lines.some(({ text }) => /^\s*"[^"]{0,80}":\s/.test(text))) return true;
  return lines.some(({ text }) => {
    const own = fenced ? text : text.replace(/^(?: {4}|\t)/, '');
    return NOT_SOURCE.test(own) || SCRIPT.test(own);
  });
}

/** The lines as they stand in the file: without their numbers, the marks of a change, and remarks behind them. */
function sourceLines(lines: readonly Line[], changed: boolean): readonly string[] {
  const filled = lines.filter(({ text }) => text.trim() !== '');
  const numbered = filled.length > 0 && filled.every(({ text }) => NUMBERED.test(text));
  return lines.map(({ text }) => {
    const own = changed ? text.slice(1) : numbered ? text.replace(NUMBERED, '') : text;
    return own.length > LONGEST_LINE ? own : own.replace(REMARK, '').trimEnd();
  });
}

/** Parts of a block without elisions between their lines, without the empty lines around them. */
function runs(lines: readonly Line[]): readonly (readonly Line[])[] {
  const parts: Line[][] = [[]];
  for (const line of lines) {
    if (ELISION.test(line.text.trim())) parts.push([]);
    else if (line.text.trim() !== '' || (parts.at(-1)?.length ?? 0) > 0) parts.at(-1)?.push(line);
  }
  for (const part of parts) while (part.length > 0 && part.at(-1)?.text.trim() === '') part.pop();
  return parts.filter((part) => part.length > 0);
}

/** Long enough, with a name and an operator or a call in it, to stand in few places only. */
function isDistinctive(line: string, least = 20): boolean {
  const own = line.trim();
  return (
    own.length >= least &&
    own.length <= LONGEST_LINE &&
    /[A-Za-z_]\w{2,}/.test(own) &&
    /[()=<>[\]{}&|+*/%!^-]/.test(own) &&
    !/^(?:#|\/\/|\/?\*)/.test(own)
  );
}

/** Whether a line is rather code than prose. */
function isCode(line: string): boolean {
  const own = line.trim();
  return (
    own.length <= LONGEST_LINE &&
    !/^(?:[-*+•] |\d{1,3}[.)] )/.test(own) &&
    /[;{}:,(]$|\w\(.*\)|^[{})\]]+;?$| (?:[-+*/|&]?=|==|!=|->|<=|>=|&&|\|\|) /.test(own)
  );
}

const INLINE = /(?<!`)(`{1,2})(?!`)([^`\n]{1,300})\1(?!`)/g;
const COMMAND =
  /^(?:[$>%#]|\.\/|(?:python|pip|git|gcc|clang|make|curl|docker|sudo|cd|export|PYTHON\w*=|[A-Z_]+=\S+ )[\w.]*(?: |$))/;
const MESSAGE = /^[\w.]*(?:Error|Exception|Warning|error|warning)\b[^=(]{0,3}: /;

function inlineQuotes(text: string, blocks: readonly CodeBlock[]): readonly FoundPlace[] {
  const quotes: FoundPlace[] = [];
  let next = 0;
  for (const { index, 1: tick = '`', 2: content = '' } of text.matchAll(INLINE)) {
    while ((blocks[next]?.end ?? Infinity) <= index) next++;
    const source = content.trim();
    if ((blocks[next]?.start ?? Infinity) <= index) continue;
    if (
      !isDistinctive(source, 25) ||
      !/\s/.test(source) ||
      COMMAND.test(source) ||
      MESSAGE.test(source) ||
      source.includes('://')
    )
      continue;
    if (!/\w\(|\w\[| (?:[-+*/|&]?=|==|!=|->|<|>|<=|>=|&&|\|\||\+|in|is|and|or|not) /.test(source)) continue;
    const start = index + tick.length + content.indexOf(source);
    quotes.push(found(text, start, start + source.length, 'quote', { block: [source], tentative: true }));
    if (quotes.length === MOST_QUOTES) break;
  }
  return quotes;
}
