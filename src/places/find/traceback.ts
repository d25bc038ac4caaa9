import type { FoundPlace } from '../place.ts';
import { PYTHON_NAME, writtenPath } from './frame-parts.ts';
import { found } from './found.ts';
import { throughMail } from './mail.ts';

/** A blank, or a line break that mail put in its place. */
const GAP = String.raw`(?:[ \t]{1,4}|[ \t]{0,4}\r?\n[ \t>|#]{0,12})`;
/**
 * `File "…", line 12, in name`, as Python writes it: column and `in` are optional. faulthandler writes no comma before
 * `in`, and nothing behind the name; tracemalloc writes `lineno`; in JSON the quotes are escaped.
 */
const FRAME = new RegExp(
  String.raw`File \\?"([^"\r\n]{1,1000}?)\\?",${GAP}line(?:no)?${GAP}([1-9]\d{0,6})(?!\d)` +
    String.raw`(?:,${GAP}in${GAP}(${PYTHON_NAME})|[ \t]in[ \t](${PYTHON_NAME})(?=[ \t]{0,8}(?:[\r\n\x60]|$)))?`,
  'gu',
);
/** What mail, quoting and lists put in front of a line. */
const QUOTING = /^[\s>|#]*/;

/**
 * Frames of Python tracebacks wherever they stand: chained, quoted with `>` or `#`, in `<details>`, in exception groups,
 * in mail. The next line is the source line that Python printed, unless it is another frame or only markers.
 */
export function findTracebacks(text: string): FoundPlace[] {
  return throughMail(text, framesOf);
}

function framesOf(text: string): FoundPlace[] {
  const frames: FoundPlace[] = [];
  for (const match of text.matchAll(FRAME)) {
    const [whole, raw = '', line, name, unmarked] = match;
    const frozen = frozenPath(raw);
    // `<string>`, `<stdin>`: code without a file.
    if (frozen === undefined && /^\\?</.test(raw)) continue;
    const end = match.index + whole.length;
    frames.push(
      found(text, match.index, end, 'traceback', {
        path: frozen ?? writtenPath(raw),
        line: Number(line),
        symbol: (name ?? unmarked)?.replace(/\\/g, '') ?? null,
        // faulthandler prints no source.
        quoted: unmarked === undefined ? (escapedLine(text, end) ?? sourceLine(text, match.index, end)) : null,
        tentative: frozen !== undefined,
      }),
    );
  }
  return frames;
}

/** The file of a frozen module: `<frozen importlib._bootstrap>` is made from `importlib/_bootstrap.py`. */
export function frozenPath(raw: string): string | undefined {
  const module = /^\\?<frozen ([\w.\\]{1,200})\\?>$/.exec(raw)?.[1]?.replace(/\\/g, '');
  return module === undefined ? undefined : `${module.replace(/\./g, '/')}.py`;
}

/** In JSON a line ends with a backslash and an `n`. */
function escapedLine(text: string, from: number): string | undefined {
  const line = /^\\n((?:[^\\\r\n]|\\(?!n)){1,300})/.exec(text.slice(from, from + LONGEST_SOURCE_LINE))?.[1];
  const source = line?.replace(/\\(["\\])/g, '$1').trim();
  return source === undefined || source === '' || isNoSource(source) ? undefined : source;
}

/** The last line of a traceback: the exception by its name, with the module it comes from, and what it says. */
const EXCEPTION =
  /^(?:(?:[A-Za-z_]\w*\.)+[A-Z]\w*(?::\s|$)|(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Exit|Iteration|Group)(?::\s|$))/;
/** Other lines that follow a frame and are no source. */
const OTHER =
  /^(?:[\^~ ]+$|File "|```|<\/|\[Previous line repeated|Traceback \(|During handling of|The above exception|\(gdb\)|#\d)/;

const LONGEST_SOURCE_LINE = 500;

function isNoSource(line: string): boolean {
  return OTHER.test(line) || EXCEPTION.test(line);
}

/** The source line below a frame, or null. */
function sourceLine(text: string, frame: number, from: number): string | null {
  // Only a bounded part around the frame is looked at: a long line may hold many frames.
  const ahead = text.slice(Math.max(0, frame - 80), frame);
  const before = ahead.slice(ahead.lastIndexOf('\n') + 1);
  // Something else behind the frame on its own line means that this is no traceback as Python prints it.
  const newline = text.slice(from, from + 4).indexOf('\n');
  if (newline < 0) return null;
  const raw = text.slice(from + newline + 1, from + newline + 1 + LONGEST_SOURCE_LINE).split('\n', 1)[0] ?? '';
  const line = unquoted(raw, before);
  return line === undefined || line === '' || isNoSource(line) ? null : line;
}

/** The line without what stands before it; undefined where it is indented less than its frame. */
function unquoted(raw: string, before: string): string | undefined {
  const mark = before.trimEnd();
  if (raw.startsWith(mark)) {
    const behind = raw.slice(mark.length);
    if (indentation(behind) < before.length - mark.length) return undefined;
    return behind.replace(QUOTING, '').trim();
  }
  const plain = raw.replace(QUOTING, '');
  // A bullet is cut off only where the frame stands behind one, too: `*rest, last = parts` is a source line.
  return (/^[\s>|#]*[*+-]\s/.test(before) ? plain.replace(/^[*+-]\s/, '') : plain).trim();
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}
