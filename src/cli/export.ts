import { isWhole } from '../advisory/document/document.ts';
import type { Result } from '../common/result.ts';
import { productFor } from '../process/products.ts';
import { extrasIn, writeRecord, type RecordKind, type RecordText } from '../records/record.ts';
import { readAdvisoryFile } from './input.ts';
import { processFor } from './process.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { Files } from './text-file.ts';

export interface ExportRequest {
  /** An advisory document, or GitHub's own JSON. */
  readonly file: string;
  readonly as: RecordKind;
  /** A built-in process by name, or the path of a process file; absent: the built-in one that knows the product. */
  readonly process?: string;
}

/**
 * Writes the record that is asked for, with what a person should look at before it is given away. References are those
 * that stand in the description.
 * @param now milliseconds since the epoch
 */
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
  const process = await processFor(request.process, advisory.repository, files);
  if (!process.ok) return process;
  const { repository, description } = advisory;
  const archive = productFor(process.value, repository)?.mail?.archive;
  const more = extrasIn(description ?? '', repository, archive);
  const record = writeRecord(request.as, { advisory, process: process.value, now: now(), more });
  if (record.ok) return record;
  return refuse(`There is no such record yet. Missing: ${record.failure.missing.map(({ words }) => words).join('; ')}.`);
}
