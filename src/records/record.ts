import type { Result } from '../common/result.ts';
import { writeCsaf } from './csaf.ts';
import { writeCve } from './cve.ts';
import { Gaps } from './gaps.ts';
import { writeGhsa } from './ghsa.ts';
import { writeIssue } from './issue.ts';
import { writeMail } from './mail.ts';
import { writeNews } from './news.ts';
import { writeOsv } from './osv.ts';
import { finish, type RecordKind, type RecordRefusal, type RecordSource, type RecordText, type Written } from './source.ts';

export { extrasIn } from './references.ts';
export {
  RECORD_KINDS,
  type Message,
  type MissingPart,
  type RecordExtras,
  type RecordKind,
  type RecordRefusal,
  type RecordSource,
  type RecordText,
} from './source.ts';

const WRITERS: Readonly<Record<RecordKind, (source: RecordSource, gaps: Gaps) => Written | undefined>> = {
  cve: writeCve,
  osv: writeOsv,
  csaf: writeCsaf,
  mail: writeMail,
  issue: writeIssue,
  news: writeNews,
  ghsa: writeGhsa,
};

/**
 * Writes a record from an advisory. CVE and OSV records are held against the official schemas before they are given out.
 * Time is linear in the length of the advisory.
 * @returns the record with what a person should still look at, or a refusal with what it cannot be without
 */
export function writeRecord(kind: RecordKind, source: RecordSource): Result<RecordText, RecordRefusal> {
  const gaps = new Gaps();
  return finish(kind, gaps, WRITERS[kind](source, gaps));
}
