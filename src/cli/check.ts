import { TextDocument } from 'vscode-languageserver-textdocument';
import { contentOf } from '../advisory/content.ts';
import { NO_REPOSITORY } from '../advisory/document/advisory.ts';
import type { AdvisoryDocument, Span } from '../advisory/document/document.ts';
import { parseDocument } from '../advisory/document/parse.ts';
import { writeDocument, writeDraft } from '../advisory/document/write.ts';
import type { Advisory } from '../advisory/model.ts';
import { ok, type Result } from '../common/result.ts';
import { check } from '../language/check/check.ts';
import { plainContext, type LanguageContext } from '../language/context.ts';
import type { Finding } from '../language/finding.ts';
import { CloneFacts } from './clone-facts.ts';
import { readAdvisoryFile } from './input.ts';
import { placesInJson } from './json-places.ts';
import { processFor } from './process.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { Files } from './text-file.ts';

export interface CheckRequest {
  /** Advisory documents, or GitHub's own JSON. */
  readonly files: readonly string[];
  readonly json: boolean;
  /** A built-in process by name, or the path of a process file; absent: the built-in one that knows the product. */
  readonly process?: string;
  /** A clone of the product, for releases and functions; it is only read. */
  readonly repo?: string;
}

/** One finding as a program reads it; lines and characters count from 0, characters in UTF-16 units, as in the LSP. */
export interface FindingJson {
  readonly file: string;
  readonly code: string;
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/**
 * Finds fault with advisories in files. In GitHub's own JSON findings are placed at the values that they are about.
 * @param now milliseconds since the epoch
 * @returns what is to be printed, and how many findings are errors; or why a file cannot be looked at
 */
export async function runCheck(
  request: CheckRequest,
  files: Files,
  now: () => number,
): Promise<Result<{ readonly text: string; readonly errors: number }, Refusal>> {
  if (request.files.length === 0) return refuse('Name the advisories to check.');
  const clone = request.repo === undefined ? undefined : new CloneFacts(request.repo, now);
  try {
    const bad = await clone?.refusal();
    if (bad !== undefined) return refuse(bad);
    const found: FindingJson[] = [];
    for (const file of request.files) {
      const one = await checkFile(file, request, files, now(), clone);
      if (!one.ok) return one;
      found.push(...one.value);
    }
    const errors = found.filter(({ severity }) => severity === 'error').length;
    return ok({ text: request.json ? `${JSON.stringify(found)}\n` : lines(found, request.files.length), errors });
  } finally {
    clone?.dispose();
  }
}

async function checkFile(
  file: string,
  request: CheckRequest,
  files: Files,
  now: number,
  clone: CloneFacts | undefined,
): Promise<Result<readonly FindingJson[], Refusal>> {
  const read = await readAdvisoryFile(file, files);
  if (!read.ok) return read;
  const { advisory, document, text } = read.value;
  const own = advisory.repository === NO_REPOSITORY ? undefined : advisory.repository;
  const repository = own ?? (await clone?.repository()) ?? advisory.repository;
  const process = await processFor(request.process, repository, files);
  if (!process.ok) return process;
  const facts = await clone?.of(advisory, repository, process.value);
  const context: LanguageContext = { ...plainContext(process.value, now), ...facts };
  const { findings, placeOf } = document ? inDocument(document, context) : inJson(advisory, text, context);
  const lines = TextDocument.create('', '', 0, text);
  return ok(
    findings.map((finding) => {
      const { code, severity, message } = finding;
      const { start, end } = placeOf(finding);
      return { file, code, severity, message, range: { start: lines.positionAt(start), end: lines.positionAt(end) } };
    }),
  );
}

interface Found {
  readonly findings: readonly Finding[];
  readonly placeOf: (span: Span) => Span;
}

function inDocument(document: AdvisoryDocument, context: LanguageContext): Found {
  return { findings: check(document, context), placeOf: (span) => span };
}

/** JSON is looked at as the document that it makes; what GitHub sent is what GitHub holds. */
function inJson(advisory: Advisory, text: string, context: LanguageContext): Found {
  // What this project does not know says nothing here, and may be large.
  const vulnerabilities = advisory.vulnerabilities.map(({ ecosystem, name, range, patched, functions }) => {
    return { ecosystem, name, range, patched, functions };
  });
  const held: Advisory = { ...advisory, vulnerabilities, extra: {} };
  const isDraft = advisory.ghsaId === '';
  const document = parseDocument(isDraft ? writeDraft(contentOf(held), undefined) : writeDocument(held));
  const findings = check(document, isDraft ? context : { ...context, held });
  return { findings, placeOf: placesInJson(document, text) };
}

/** For a person: a line for each finding, counted from 1, and how many there are. */
function lines(found: readonly FindingJson[], files: number): string {
  const rows = found.map(
    ({ file, code, severity, message, range: { start } }) =>
      `${printable(file)}:${start.line + 1}:${start.character + 1}: ${severity}: ${printable(message)} [${code}]`,
  );
  const counts = (['error', 'warning', 'information', 'hint'] as const)
    .map((severity) => ({ severity, count: found.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}${count === 1 || severity === 'information' ? '' : 's'}`);
  const sum = counts.length === 0 ? 'Nothing found' : counts.join(', ');
  return `${[...rows, `${sum} in ${files} ${files === 1 ? 'file' : 'files'}.`].join('\n')}\n`;
}

/** Without what a terminal would obey. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '�');
}
