import type { FoundPlace } from '../place.ts';
import { C_LINE, C_NAME, C_PATH, cFrame, lineNumber, nameFrame, QUOTING } from './frame-parts.ts';
import { throughMail } from './mail.ts';

/** `#3  0x… in f (`, `0x… in f (`, `Thread 1 "python" hit Breakpoint 1, f (`, and a bare `f (` at the start of a line. */
const HEAD = new RegExp(
  String.raw`^${QUOTING}(?:(\\?#\d{1,5}[ \t]{1,8})|Run till exit from #\d{1,5}[ \t]{1,8}|(?:Thread [\d.]{1,9} [^\n]{0,80}hit )?(?:Temporary breakpoint|Breakpoint|Catchpoint|(?:Hardware )?[Ww]atchpoint) \d{1,5}, )?` +
    String.raw`(0x[0-9a-fA-F]{1,16}[ \t]{1,4}in[ \t]{1,4})?(?:[\w.+-]{1,80}!)?(${C_NAME}|\?\?)[ \t]{1,4}\(`,
  'd',
);
/** Where a frame surely ends: at the next, at an empty line, at gdb's prompt, at the end of fenced code. */
const BREAK = /^[ \t>|*]*(?:\\?#\d{1,5}\s|$|\((?:gdb|rr)\)|```|~~~|<\/|Thread \d|\[Switching)/;
/** `python (_PyEval_Vector+0x12)` and `(python3.12 + 0x12)` are other tools' frames. */
const MODULE = /^[^\s()=,"']{1,200} ?\+ ?0x/;
/** White space, or a line break behind which mail is quoted. */
const GAP = String.raw`[\s>|]{1,60}`;
const AT = String.raw`\)${GAP}at${GAP}((${C_PATH})(?:${C_LINE})?)`;
/** gdb ends the line behind a location; a string among the arguments may hold anything, but no line break. */
const LOCATION = new RegExp(String.raw`${AT}(?=[ \t\r]*(?:\n|$))`, 'du');
/** People write their notes behind it. */
const NOTED = new RegExp(String.raw`${AT}(?=[\s)\],;\x60])`, 'du');
const LIBRARY = new RegExp(String.raw`\)${GAP}from${GAP}(\S{1,300})`);
/** No argument dump that anybody pastes is longer. */
const LONGEST_FRAME = 40_000;

interface Frame {
  readonly name: string;
  readonly nameStart: number;
  readonly from: number;
  /** A bare `f (` may be anything; only a location makes it a frame. */
  readonly sure: boolean;
  /** How much stands before the frame on its line. */
  readonly indent: number;
}

/**
 * Frames of gdb and rr. A frame goes on over several lines to its `at file:line`; what stands in its arguments is a value
 * and no place. Each line is looked at once as a head and once as a part of one frame.
 */
export function findGdbFrames(text: string): FoundPlace[] {
  return throughMail(text, (plain) => {
    const places: FoundPlace[] = [];
    let open: Frame | undefined;
    for (let start = 0; start < plain.length;) {
      const newline = plain.indexOf('\n', start);
      const end = newline < 0 ? plain.length : newline + 1;
      const line = plain.slice(start, Math.min(end, start + 600)).trimEnd();
      const head = headOf(line, start);
      // Arguments go on further to the right, and `f (` may stand in one of them.
      const next = head && (head.sure || !open || head.indent <= open.indent) ? head : undefined;
      if (next || BREAK.test(line)) {
        if (open) places.push(...closed(plain, open, start));
        open = next;
      }
      start = end;
    }
    if (open) places.push(...closed(plain, open, plain.length));
    return places;
  });
}

function headOf(line: string, start: number): Frame | undefined {
  const match = HEAD.exec(line);
  const [from, to] = match?.indices?.[3] ?? [];
  const name = match?.[3];
  if (!match || name === undefined || from === undefined || to === undefined) return undefined;
  if (MODULE.test(line.slice(match[0].length))) return undefined;
  const sure = match[1] !== undefined || match[2] !== undefined;
  return { name, nameStart: start + from, from: start + to, sure, indent: /^[\s>|]*/.exec(line)?.[0].length ?? 0 };
}

function closed(text: string, frame: Frame, end: number): FoundPlace[] {
  const body = text.slice(frame.from, Math.min(end, frame.from + LONGEST_FRAME));
  const match = LOCATION.exec(body) ?? NOTED.exec(body);
  const [from, to] = match?.indices?.[1] ?? [];
  if (match && from !== undefined && to !== undefined) {
    const [, location = '', path = '', digits] = match;
    const symbol = frame.name === '??' ? null : frame.name;
    const quoted = numberedLine(body.slice(to, to + 500), digits);
    return [cFrame(text, frame.from + from, location, { path, line: lineNumber(digits), symbol, quoted })];
  }
  if (!frame.sure || frame.name === '??') return [];
  return nameFrame(text, frame.nameStart, frame.name, LIBRARY.exec(body)?.[1]);
}

/** gdb prints the source line behind its number, below the frame. */
function numberedLine(below: string, digits: string | undefined): string | null {
  const match = /^[ \t]*\r?\n[ \t>|]{0,20}(\d{1,7})[ \t]([^\r\n]{0,400})/.exec(below);
  const source = match?.[1] === digits ? match?.[2]?.trim() : undefined;
  return source === undefined || source === '' || source.endsWith(': No such file or directory.') ? null : source;
}
