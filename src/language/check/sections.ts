import type { AdvisoryDocument } from '../../advisory/document/document.ts';
import { isInside, regionsOf } from '../../places/find/regions.ts';
import { linesOf } from '../../places/find/text-parts.ts';
import type { Body } from './body.ts';
import { lineEndOf } from './edits.ts';
import type { Checked } from './findings.ts';

const HEADING = /^ {0,3}#{1,6}[ \t]+(.{1,200})$/;
const BOLD = /^(?:\*\*|__)([^*_]{1,100})(?:\*\*|__)[ \t]*$/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;

/** The headings that the process asks for. */
export function checkSections({ document, context, findings }: Checked, body: Body): void {
  const { sections = [] } = context.process.writing ?? {};
  if (sections.length === 0) return;
  const there = headingsOf(body);
  const open = endsInCode(body.text);
  const lineEnd = lineEndOf(document.text);
  for (const { title, words, also = [] } of sections) {
    if ([title, ...also].some((name) => there.has(name.toLowerCase()))) continue;
    const { start, end } = document.body;
    const first = body.text.indexOf('\n');
    const at = { start, end: first < 0 ? end : start + first };
    const blank = body.text.trim() === '';
    const lead = blank ? missingLines(document, lineEnd) : lineEnd + lineEnd;
    const text = `${lead}### ${title}${lineEnd}${lineEnd}{${words}}`;
    findings.add('section-missing', 'information', at, `A section “${title}” is asked for: ${words}`, {
      fixes: open
        ? []
        : [{ title: `Add the section ${title}`, edits: [{ start: blank ? start : end, end, text }], preferred: true }],
    });
  }
}

/** Whether what comes behind the text would be code: the last fence is open. */
function endsInCode(text: string): boolean {
  const probe = `${text}\n\n#`;
  return isInside(regionsOf(probe).blocks, probe.length - 1);
}

/** The line ends that a document lacks between its front matter and the first line of a description. */
function missingLines({ text, front }: AdvisoryDocument, lineEnd: string): string {
  const behind = front ? text.slice(front.end, front.end + 200) : '';
  if (/^---[ \t]*$/.test(behind)) return lineEnd + lineEnd;
  return /^---[ \t]*\r?\n$/.test(behind) ? lineEnd : '';
}

/** The headings of a description in small letters: with number signs, underlined, or a bold line of their own. */
function headingsOf({ text, isCode }: Body): ReadonlySet<string> {
  const found = new Set<string>();
  let before = '';
  for (const { start, text: line } of linesOf(text)) {
    const short = line.length <= 300 && !isCode(start) ? line : '';
    const heading = HEADING.exec(short)?.[1] ?? BOLD.exec(short)?.[1] ?? (UNDERLINE.test(short) ? before : undefined);
    if (heading !== undefined) found.add(plain(heading));
    before = short;
  }
  return found;
}

/** A heading without marks at its ends. */
function plain(heading: string): string {
  return heading
    .trim()
    .replace(/^[*_#\s]+|[*_#\s:.!?]+$/g, '')
    .toLowerCase();
}
