import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { advisoryOf } from '../../../../src/advisory/document/advisory.ts';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import type { Advisory } from '../../../../src/advisory/model.ts';
import { check } from '../../../../src/language/check/check.ts';
import { plainContext, type LanguageContext } from '../../../../src/language/context.ts';
import { FINDING_CODES, type Finding, type Fix } from '../../../../src/language/finding.ts';
import { builtIn } from '../../../../src/process/book.ts';
import { NOW, psrt } from '../../advisory/sample.ts';
import { edited } from './sample.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'language');
const END = '.advisory.md';

/** What stands beside a sample: what is known when it is looked at. */
interface Known extends Partial<Omit<LanguageContext, 'process' | 'held' | 'now'>> {
  readonly process?: string;
  /** A day; absent: that of all tests. */
  readonly day?: string;
  /** What GitHub holds that the document does not say. */
  readonly held?: Partial<Advisory>;
}

function contextOf(file: string, text: string): LanguageContext {
  const path = file.replace(END, '.context.json');
  const known = (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}) as Known;
  const { process, day, held, ...facts } = known;
  const plain = plainContext(builtIn[process ?? 'psrt'] ?? psrt, day === undefined ? NOW : Date.parse(day));
  const described = advisoryOf(parseDocument(text));
  return { ...plain, ...facts, held: held && { ...described, repository: 'python/cpython', ...held } };
}

/** A finding and what its fixes do, for a person to compare. */
function told(text: string, { code, severity, message, start, end, fixes, tags }: Finding): string {
  const before = text.slice(0, start).split('\n');
  const at = `${before.length}:${(before.at(-1) ?? '').length + 1}`;
  const marked = JSON.stringify(text.slice(start, end)).replace(/^(.{60}).{3,}(.{12})$/su, '$1…$2');
  const head = `${at} ${severity} ${code}${tags === undefined ? '' : ` (${tags})`} ${marked}\n    ${message}`;
  return [head, ...fixes.map((fix) => fixTold(text, fix))].join('\n');
}

function fixTold(text: string, { title, edits, preferred, act }: Fix): string {
  const head = `    ${preferred ? '*' : '-'} ${title}`;
  if (act !== undefined) return `${head} (${act})`;
  const [before, after] = [text, edited(text, edits)].map((one) => one.split('\n'));
  return [head, ...changes(before ?? [], after ?? [])].join('\n');
}

/** The lines between what two texts have in common at their ends. */
function changes(before: readonly string[], after: readonly string[]): readonly string[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const short = (line: string) => (line.length > 150 ? `${line.slice(0, 149)}…` : line);
  return [
    ...before.slice(head, before.length - tail).map((line) => `      <${short(` ${line}`).trimEnd()}`),
    ...after.slice(head, after.length - tail).map((line) => `      >${short(` ${line}`).trimEnd()}`),
  ];
}

const samples = [folder, join(folder, 'real')].flatMap((one) =>
  readdirSync(one)
    .filter((name) => name.endsWith(END))
    .map((name) => join(one, name)),
);

describe('findings in sample documents', () => {
  const seen = new Set<string>();

  for (const file of samples)
    it(`are as they were in ${file.slice(folder.length + 1)}`, () => {
      const text = readFileSync(file, 'utf8');
      const found = check(parseDocument(text), contextOf(file, text));
      for (const { code } of found) seen.add(code);
      const golden = file.replace(END, '.golden.txt');
      const now = found.length === 0 ? 'Nothing.\n' : `${found.map((finding) => told(text, finding)).join('\n')}\n`;
      // To be looked at line by line before it is kept: WRITE_GOLDEN=1.
      if (process.env.WRITE_GOLDEN === '1') writeFileSync(golden, now);
      assert.equal(now, readFileSync(golden, 'utf8'));
    });

  it('are of every kind', () => {
    // Too long for a file: limits.test.ts has them.
    const elsewhere = ['too-long', 'too-deep', 'description-too-long'];
    assert.deepEqual(
      FINDING_CODES.filter((code) => !seen.has(code) && !elsewhere.includes(code)),
      [],
    );
  });
});

describe('fixes in sample documents', () => {
  for (const file of samples)
    it(`mend what they are for in ${file.slice(folder.length + 1)}`, () => {
      const text = readFileSync(file, 'utf8');
      const context = contextOf(file, text);
      const before = check(parseDocument(text), context);
      const count = (findings: readonly Finding[], of: string) => findings.filter(({ code }) => code === of).length;
      for (const { code, fixes } of before)
        for (const { title, edits, act } of fixes) {
          if (act !== undefined) continue;
          const after = check(parseDocument(edited(text, edits)), context);
          assert.ok(count(after, code) < count(before, code), `${code}: ${title}`);
        }
    });
});

describe('documents that a careful coordinator wrote', () => {
  for (const file of samples.filter((one) => one.startsWith(join(folder, 'real'))))
    it(`have nothing wrong in ${file.slice(join(folder, 'real').length + 1)}`, () => {
      const text = readFileSync(file, 'utf8');
      const found = check(parseDocument(text), contextOf(file, text));
      assert.deepEqual(
        found
          .filter(({ severity }) => severity === 'error' || severity === 'warning')
          .map(({ code, message }) => `${code}: ${message}`),
        [],
      );
    });
});
