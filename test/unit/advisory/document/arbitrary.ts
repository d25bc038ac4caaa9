/** Advisories in GitHub's own JSON, within the official description and beyond it. */
import fc from 'fast-check';
import { idOf } from '../sample.ts';

const ODD = [
  '',
  ' ',
  '---',
  '~',
  'null',
  'yes',
  '3.10',
  '0x1f',
  '- a',
  '#',
  'a: b',
  '"',
  "'",
  '\\',
  '| a',
  '*a',
  '&a',
  '!a',
  '{',
  '[',
  '\t',
  '\r\n',
  'a\nb',
  '\u0085',
  '\u2028',
  '\ufeff',
  'é',
  '💥',
  '\u0007',
  '---\nid: x\n---\n',
  'team psrt',
  '%',
  '@',
  '`',
];

/** Texts that a person or a machine may have written, with what is special to YAML among them. */
export const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }).map((one) => one.replace(/[\ud800-\udfff]/g, '')),
  fc.constantFrom(...ODD),
  fc.array(fc.constantFrom(...ODD, 'word', '\n'), { maxLength: 6 }).map((parts) => parts.join('')),
);
const login = fc.string({ unit: fc.constantFrom(...'abcABC019-'), minLength: 1, maxLength: 12 });
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null, freq: 4 });
const time = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => new Date(ms).toISOString());
const known = (...words: string[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: text });
const user = fc.record({ login, id: fc.nat(), type: fc.constant('User') });
const vector = (prefix: string) =>
  fc.record({ vector_string: orNull(text.map((it) => prefix + it)), score: orNull(fc.double({ min: 0, max: 10, noNaN: true })) });
const extra = fc.dictionary(
  fc.constantFrom('new_field', 'constructor', 'another', '__proto__x'),
  fc.jsonValue({ maxDepth: 2 }).map((it) => JSON.parse(JSON.stringify(it)) as unknown),
  { maxKeys: 2, noNullPrototype: true },
);

const vulnerability = fc
  .record({
    package: orNull(
      fc.record({ ecosystem: known('pip', 'other', 'npm').map((it) => it.replaceAll('/', '') || 'new'), name: orNull(text) }),
    ),
    vulnerable_version_range: orNull(text),
    patched_versions: orNull(text),
    vulnerable_functions: orNull(fc.array(text, { maxLength: 3 })),
  })
  .chain((it) =>
    fc.oneof(
      fc.constant(it),
      extra.map((more) => ({ ...more, ...it })),
    ),
  );

const credit = fc.record({
  user,
  type: known('coordinator', 'reporter', 'finder'),
  state: known('accepted', 'pending', 'declined'),
});

/** An advisory as the REST API gives it, with unknown values and fields among the known ones. */
export const githubJson = fc
  .record({
    ghsa_id: fc.nat(7999).map(idOf),
    cve_id: orNull(text),
    html_url: fc.webUrl().filter((url) => !url.includes(' ')),
    url: fc.webUrl(),
    summary: text,
    description: orNull(
      fc.oneof(
        text,
        fc.array(text, { maxLength: 12 }).map((lines) => lines.join('\n')),
      ),
    ),
    severity: orNull(known('high', 'low', 'critical')),
    author: orNull(user),
    publisher: orNull(user),
    identifiers: fc.constant([]),
    state: known('triage', 'draft', 'closed'),
    created_at: orNull(time),
    updated_at: orNull(time),
    published_at: orNull(time),
    closed_at: orNull(time),
    withdrawn_at: orNull(time),
    submission: orNull(fc.record({ accepted: fc.boolean() })),
    vulnerabilities: orNull(fc.array(vulnerability, { maxLength: 4 })),
    cvss_severities: orNull(
      fc.record({ cvss_v3: orNull(vector('CVSS:3.1')), cvss_v4: orNull(fc.oneof(vector('CVSS:4.0'), vector(''))) }),
    ),
    cwe_ids: orNull(fc.uniqueArray(text, { maxLength: 3 })),
    credits_detailed: orNull(fc.array(credit, { maxLength: 4 })),
    collaborating_users: orNull(fc.array(user, { maxLength: 3 })),
    collaborating_teams: orNull(fc.array(fc.record({ slug: login }), { maxLength: 2 })),
    private_fork: orNull(
      fc.record({ full_name: fc.tuple(login, login).map((it) => it.join('/')), html_url: orNull(fc.webUrl()) }),
    ),
    comments: orNull(fc.nat()),
  })
  .chain((it) =>
    fc.oneof(
      fc.constant<Readonly<Record<string, unknown>>>(it),
      extra.map((more) => ({ ...more, ...it })),
    ),
  );
