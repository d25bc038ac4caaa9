import type { FoundPlace } from '../place.ts';
import { C_PATH, cFrame, lineNumber, NO_PATH_BEFORE, PYTHON_NAME, PYTHON_PATH, writtenPath } from './frame-parts.ts';
import { found } from './found.ts';
import { throughMail } from './mail.ts';
import { frozenPath } from './traceback.ts';

/** How far behind a frame its source line may stand. */
const FAR = 1500;

/** Frames of Python as profilers, debuggers, test runners and shells print them, and warnings. */
export function findPythonFrames(text: string): FoundPlace[] {
  return throughMail(text, (plain) => [
    ...samples(plain),
    ...debuggerFrames(plain),
    ...traceLines(plain),
    ...raised(plain),
    ...shellFrames(plain),
    ...framesInGdb(plain),
  ]);
}

function frame(
  text: string,
  start: number,
  end: number,
  parts: {
    readonly path: string;
    readonly line: number | null;
    readonly symbol?: string | undefined;
    readonly quoted?: string | null;
  },
): FoundPlace {
  const path = frozenPath(parts.path) ?? writtenPath(parts.path);
  return found(text, start, end, 'traceback', {
    path,
    line: parts.line,
    symbol: parts.symbol === undefined ? null : parts.symbol.replace(/\\/g, ''),
    quoted: parts.quoted ?? null,
    tentative: !path.includes('/') || parts.path.includes('<'),
  });
}

/** py-spy: `    _bootstrap (threading.py:1002)`, and the same between semicolons; with native frames also C. */
const SAMPLE = new RegExp(
  String.raw`(?:^[ \t>|#*]{0,40}[ \t]{2}|;)(${PYTHON_NAME}) \(((${PYTHON_PATH})|${C_PATH}):(\d{1,7})\)(?=;|[ \t]{0,8}(?:\d{0,9}[\r\n]|$))`,
  'gmu',
);

function samples(text: string): FoundPlace[] {
  return [...text.matchAll(SAMPLE)].map((match) => {
    const [whole, symbol = '', path = '', python, digits = ''] = match;
    const start = match.index + whole.lastIndexOf('(') + 1;
    const location = `${path}:${digits}`;
    const line = lineNumber(digits);
    return python === undefined
      ? cFrame(text, start, location, { path, line, symbol })
      : frame(text, start, start + location.length, { path, line, symbol });
  });
}

/** pdb: `> /usr/lib/python3.12/json/decoder.py(355)raw_decode()`, and `-> source` below it. */
const DEBUGGER = new RegExp(
  String.raw`${NO_PATH_BEFORE}(${PYTHON_PATH}|<frozen [\w.]{1,200}>)\((\d{1,7})\)(${PYTHON_NAME})\(`,
  'gu',
);

function debuggerFrames(text: string): FoundPlace[] {
  return [...text.matchAll(DEBUGGER)].map((match) => {
    const [whole, path = '', digits = '', symbol] = match;
    const end = match.index + whole.length - 1;
    const below = /^[^\r\n]{0,200}\r?\n[ \t>|#*]{0,20}-> ?([^\r\n]{1,300})/.exec(text.slice(end, end + 600))?.[1];
    return frame(text, match.index, end, { path, line: lineNumber(digits), symbol, quoted: below?.trim() ?? null });
  });
}

/** The module `trace`: `decoder.py(355):         source`. */
const TRACE = new RegExp(String.raw`^[ \t>|#]{0,20}(${PYTHON_PATH})\((\d{1,7})\):[ \t]([^\r\n]{1,300})`, 'gmu');

function traceLines(text: string): FoundPlace[] {
  return [...text.matchAll(TRACE)].map((match) => {
    const [whole, path = '', digits = '', source = ''] = match;
    const start = match.index + whole.indexOf(path);
    return frame(text, start, start + path.length + digits.length + 2, {
      path,
      line: lineNumber(digits),
      quoted: source.trim() || null,
    });
  });
}

/** pytest and warnings: `json/decoder.py:355: JSONDecodeError`, `ast.py:53: SyntaxWarning: …`, `…:346: in loads`. */
const RAISED = new RegExp(
  String.raw`${NO_PATH_BEFORE}((${PYTHON_PATH}|<frozen [\w.]{1,200}>):(\d{1,7})): ` +
    String.raw`(?:in (${PYTHON_NAME})(?=[ \t]{0,8}(?:[\r\n]|$))|(?:[\w.]{1,100}\.)?[A-Z]\w{0,60}(?:(Warning)|Error|Exception|Exit|Interrupt|Group|Failed)\b)`,
  'gu',
);

function raised(text: string): FoundPlace[] {
  return [...text.matchAll(RAISED)].map((match) => {
    const [, location = '', path = '', digits = '', symbol, warning] = match;
    const end = match.index + location.length;
    const quoted = symbol === undefined && warning === undefined ? markedAbove(text, match.index) : indentedBelow(text, end);
    return frame(text, match.index, end, { path, line: lineNumber(digits), symbol, quoted });
  });
}

/** pytest marks the line that raised with `>`; only its own `E` lines stand between that and the place. */
function markedAbove(text: string, place: number): string | null {
  const lines = text
    .slice(Math.max(0, place - 600), place)
    .split(/\r?\n/)
    .slice(0, -1);
  for (const line of lines.reverse()) {
    if (/^>[ \t]+\S/.test(line)) return line.slice(1).trim();
    if (!/^(?:E[ \t]|\s*$)/.test(line)) return null;
  }
  return null;
}

function indentedBelow(text: string, from: number): string | null {
  return /^[^\n]{0,400}\n[ \t>|#]{0,20}[ \t]{2}(\S[^\r\n]{0,300})/.exec(text.slice(from, from + 800))?.[1]?.trim() ?? null;
}

/** IPython: `File /usr/lib/python3.12/json/decoder.py:355, in raw_decode(self, s)`, with an arrow at the line below. */
const SHELL = new RegExp(String.raw`^[ \t>|#]{0,20}File ((${PYTHON_PATH}):(\d{1,7})),? in ([\p{L}\p{N}_.<>]{1,200})`, 'gmu');
/** IPython as it was: `/usr/lib/python3.6/json/decoder.py in raw_decode(self, s)`; only the arrow knows the line. */
const OLD_SHELL = new RegExp(String.raw`^[ \t>|#]{0,20}(${PYTHON_PATH}) in ([\p{L}\p{N}_.<>]{1,200})\(`, 'gmu');
const ARROW = /^[ \t>|#]{0,20}-{1,6}> ?(\d{1,7})[ \t]([^\r\n]{0,300})/m;

function shellFrames(text: string): FoundPlace[] {
  const places = [...text.matchAll(SHELL)].map((match) => {
    const [whole, location = '', path = '', digits = '', symbol] = match;
    const start = match.index + whole.indexOf(location);
    const arrow = arrowBelow(text, match.index + whole.length);
    const quoted = arrow?.[1] === digits ? (arrow[2] ?? '').trim() : '';
    return frame(text, start, start + location.length, { path, line: lineNumber(digits), symbol, quoted: quoted || null });
  });
  for (const match of text.matchAll(OLD_SHELL)) {
    const [whole, path = '', symbol] = match;
    const arrow = arrowBelow(text, match.index + whole.length);
    if (!arrow) continue;
    const start = match.index + whole.indexOf(path);
    const line = lineNumber(arrow[1]);
    places.push(frame(text, start, start + path.length, { path, line, symbol, quoted: (arrow[2] ?? '').trim() || null }));
  }
  return places;
}

/** The arrow that belongs to a frame stands before the next empty line. */
function arrowBelow(text: string, from: number): RegExpExecArray | null {
  const below = text.slice(from, from + FAR);
  const end = /\n[ \t>|#]{0,20}\r?\n/.exec(below)?.index ?? below.length;
  return ARROW.exec(below.slice(0, end));
}

/** The help of gdb for Python: `Frame 0x7f…, for file /usr/lib/python3.8/json/decoder.py, line 353, in raw_decode (…)`. */
const IN_GDB = new RegExp(String.raw`for file ([^,"'\r\n]{1,300}), line (\d{1,7}), in (${PYTHON_NAME})`, 'gu');

function framesInGdb(text: string): FoundPlace[] {
  return [...text.matchAll(IN_GDB)].flatMap((match) => {
    const [whole, path = '', digits = '', symbol] = match;
    if (/^<(?!frozen )/.test(path)) return [];
    const start = match.index + 'for file '.length;
    return [frame(text, start, match.index + whole.length, { path, line: lineNumber(digits), symbol })];
  });
}
