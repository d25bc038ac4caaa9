import type { FoundPlace } from '../place.ts';

/** `File "…", line 12, in name`, as Python writes it; the column and `in` are optional. */
const FRAME = /File "([^"\r\n]{1,1000})", line ([1-9]\d{0,6})(?!\d)(?:, in ([^\s,()]{1,200}))?/g;
/** What mail, quoting and lists put in front of a line. */
const QUOTING = /^[\s>|#]*/;

/**
 * Frames of Python tracebacks wherever they stand: chained, quoted with `>` or `#`, in `<details>`, in exception groups.
 * The next line is the source line that Python printed, unless it is another frame or only markers.
 */
export function findTracebacks(text: string): FoundPlace[] {
  const found: FoundPlace[] = [];
  for (const match of text.matchAll(FRAME)) {
    const path = (match[1] ?? '').replace(/\\/g, '/');
    // `<string>`, `<stdin>`: code without a file. Frozen modules are named `<frozen importlib._bootstrap>`.
    if (path.startsWith('<')) continue;
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
      kind: 'traceback',
      path,
      line: Number(match[2]),
      endLine: null,
      symbol: match[3] ?? null,
      quoted: nextLine(text, match.index, match.index + match[0].length),
      link: null,
    });
  }
  return found;
}

/** The last line of a traceback: the exception by its name, with the module it comes from, and what it says. */
const EXCEPTION =
  /^(?:(?:[A-Za-z_]\w*\.)+[A-Z]\w*(?::\s|$)|(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Exit|Iteration|Group)(?::\s|$))/;

const LONGEST_SOURCE_LINE = 500;

function nextLine(text: string, frame: number, from: number): string | null {
  // A bullet is cut off only where the frame stands behind one, too: `*rest, last = parts` is a source line.
  const listed = /^[\s>|#]*[*+-]\s/.test(text.slice(Math.max(text.lastIndexOf('\n', frame) + 1, frame - 80), frame));
  const start = text.indexOf('\n', from);
  // Something else behind the frame on its own line means that this is no traceback as Python prints it.
  if (start < 0 || start - from > 3) return null;
  const end = text.indexOf('\n', start + 1);
  const raw = text.slice(start + 1, Math.min(end < 0 ? text.length : end, start + 1 + LONGEST_SOURCE_LINE));
  const unquoted = raw.replace(QUOTING, '');
  const line = (listed ? unquoted.replace(/^[*+-]\s/, '') : unquoted).trim();
  if (
    line === '' ||
    /^[\^~ ]+$/.test(line) ||
    line.startsWith('File "') ||
    line.startsWith('```') ||
    line.startsWith('[Previous line repeated') ||
    EXCEPTION.test(line)
  )
    return null;
  return line;
}
