import { isWhole } from '../advisory/document/document.ts';
import type { Advisory } from '../advisory/model.ts';
import { fail, ok, type Result } from '../common/result.ts';
import { builtIn, plainProcess } from '../process/book.ts';
import type { Process } from '../process/process.ts';
import { readProcess } from '../process/read.ts';
import { productEntry } from '../records/product.ts';
import { extrasIn, writeRecord, type RecordKind, type RecordText } from '../records/record.ts';
import { readAdvisoryFile, readText, type Files } from './input.ts';
import type { Refusal } from './places.ts';

export interface ExportRequest {
  /** An advisory document, or GitHub's own JSON. */
  readonly file: string;
  readonly as: RecordKind;
  /** A built-in process by name, or the path of a process file; absent: the built-in one that knows the product. */
  readonly process?: string;
}

/**
 * Writes the record that is asked for and gives its text. References are those that stand in the description.
 * @param now milliseconds since the epoch
 */
export async function runExport(request: ExportRequest, files: Files, now: () => number): Promise<Result<string, Refusal>> {
  const record = await exportRecord(request, files, now);
  return record.ok ? ok(record.value.text) : record;
}

/** The same with the file name, and with what a person should look at before the record is given away. */
export async function exportRecord(
  request: ExportRequest,
  files: Files,
  now: () => number,
): Promise<Result<RecordText, Refusal>> {
  const read = await readAdvisoryFile(request.file, files);
  if (!read.ok) return read;
  const { advisory, document } = read.value;
  if (document && !isWhole(document))
    return refuse('The document is not in form, so that parts of it could not be read: check it first.');
  const process = await processFor(request.process, advisory, files);
  if (!process.ok) return process;
  const { repository, description } = advisory;
  const archive = productEntry(process.value, repository)?.mail?.archive;
  const more = extrasIn(description ?? '', repository, archive);
  const record = writeRecord(request.as, { advisory, process: process.value, now: now(), more });
  if (record.ok) return record;
  return refuse(`There is no such record yet. Missing: ${record.failure.missing.map(({ words }) => words).join('; ')}.`);
}

async function processFor(named: string | undefined, { repository }: Advisory, files: Files): Promise<Result<Process, Refusal>> {
  if (named === undefined) return ok(Object.values(builtIn).find((one) => productEntry(one, repository)) ?? plainProcess);
  const known = Object.hasOwn(builtIn, named) ? builtIn[named] : undefined;
  if (known) return ok(known);
  const text = await readText(named, files);
  if (!text.ok) return refuse(`A process is one of ${Object.keys(builtIn).join(', ')}, or a file. ${text.failure.words}`);
  const process = readProcess(text.value);
  return process.ok ? process : refuse(`The process file cannot be used: ${process.failure.findings.slice(0, 3).join('; ')}.`);
}

function refuse(words: string): Result<never, Refusal> {
  return fail({ kind: 'bad-input', words });
}
