import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'mocha';
import type { Advisory } from '../../../src/advisory/model.ts';
import { RECORD_KINDS, writeRecord, type RecordExtras, type RecordKind, type RecordText } from '../../../src/records/record.ts';
import type { Process } from '../../../src/process/process.ts';
import { github, NOW, psrt, sample } from '../advisory/sample.ts';
import { csafFaults, schemaFaults } from './official.ts';
import { advisoryOf, extrasOf, published, type Published } from './published.ts';

function record(kind: RecordKind, advisory: Advisory, more: RecordExtras, process: Process = psrt): RecordText {
  const result = writeRecord(kind, { advisory, process, now: NOW, more });
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

interface CveRecord {
  readonly cveMetadata: Readonly<Record<string, string>>;
  readonly containers: {
    readonly cna: {
      readonly title: string;
      readonly affected: readonly {
        readonly vendor: string;
        readonly product: string;
        readonly repo: string;
        readonly modules?: string[];
        readonly defaultStatus: string;
        readonly versions: object[];
      }[];
      readonly problemTypes?: readonly { readonly descriptions: readonly { readonly cweId: string }[] }[];
      readonly metrics: readonly Readonly<
        Record<string, { readonly vectorString: string; readonly baseScore: number; readonly baseSeverity: string }>
      >[];
      readonly references: readonly { readonly url: string; readonly tags: readonly string[] }[];
      readonly credits: readonly { readonly value: string; readonly type: string }[];
    };
  };
}

describe('records of published CPython vulnerabilities', () => {
  for (const facts of published) {
    it(`say of ${facts.cve} what its CVE record says`, () => {
      const { text, fileName } = record('cve', advisoryOf(facts), extrasOf(facts));
      assert.deepEqual(schemaFaults('cve', text), []);
      assert.equal(fileName, `${facts.cve}.json`);
      const { cveMetadata, containers } = JSON.parse(text) as CveRecord;
      const { cna } = containers;
      assert.deepEqual(cveMetadata, {
        cveId: facts.cve,
        assignerOrgId: '28c92f92-d60d-412d-b760-e73465c3df22',
        assignerShortName: 'PSF',
        state: 'PUBLISHED',
      });
      assert.equal(cna.title, facts.title);
      const [affected, ...more] = cna.affected;
      assert.ok(affected);
      assert.equal(more.length, 0);
      assert.deepEqual(
        [affected.vendor, affected.product, affected.repo, affected.defaultStatus],
        ['Python Software Foundation', 'CPython', 'https://github.com/python/cpython', 'unaffected'],
      );
      assert.deepEqual(affected.modules ?? [], facts.modules);
      assert.deepEqual(
        affected.versions,
        facts.versions.map(([version, lessThan]) => ({ version, lessThan, status: 'affected', versionType: 'python' })),
      );
      assert.deepEqual(
        (cna.problemTypes ?? []).map(({ descriptions }) => descriptions[0]?.cweId),
        facts.cwes,
      );
      const [metric] = cna.metrics.map((one) => one.cvssV4_0 ?? one.cvssV3_1);
      assert.deepEqual(
        [metric?.vectorString, metric?.baseScore, metric?.baseSeverity],
        [facts.vector, facts.score, facts.severity],
      );
      assert.deepEqual(new Map(cna.references.map(({ url, tags }) => [url, tags])), referencesOf(facts));
      // Who has not answered is not named, nor who said no.
      assert.deepEqual(
        cna.credits.map(({ value, type }) => [value, type]),
        [
          ['rita (https://github.com/rita)', 'reporter'],
          ['cole (https://github.com/cole)', 'coordinator'],
        ],
      );
    });

    it(`give for ${facts.cve} the commits to OSV, and pass as CSAF`, async () => {
      const osv = record('osv', advisoryOf(facts), extrasOf(facts));
      assert.deepEqual(schemaFaults('osv', osv.text), []);
      const { id, aliases, affected } = JSON.parse(osv.text) as { id: string; aliases: string[]; affected: object[] };
      assert.deepEqual([id, aliases], [`PSF-0000-${facts.cve}`, [facts.cve]]);
      assert.deepEqual(affected, [
        {
          ranges: [
            {
              type: 'GIT',
              repo: 'https://github.com/python/cpython',
              events: [{ introduced: '0' }, ...facts.commits.map((fixed) => ({ fixed }))],
            },
          ],
        },
      ]);
      assert.deepEqual(await csafFaults(record('csaf', advisoryOf(facts), extrasOf(facts)).text), []);
    });
  }
});

function referencesOf({ pullRequest, commits, issue, announcement }: Published): Map<string, string[]> {
  return new Map([
    [pullRequest, ['patch']],
    ...commits.map((sha): [string, string[]] => [`https://github.com/python/cpython/commit/${sha}`, ['patch']]),
    [`https://github.com/python/cpython/issues/${issue}`, ['issue-tracking']],
    [announcement, ['vendor-advisory']],
  ]);
}

const folder = join(import.meta.dirname, 'golden');

/** A package on PyPI of the same CNA, and one on npm whose team publishes on GitHub. */
const others: readonly {
  readonly name: string;
  readonly process: Process;
  readonly advisory: Advisory;
  readonly more: RecordExtras;
}[] = [
  {
    name: 'pip',
    process: psrt,
    advisory: sample({
      repository: 'pypa/pip',
      cveId: 'CVE-2026-90001',
      title: '[ACCEPTED] pip follows links out of an sdist',
      description:
        'A link in a source distribution is followed when pip unpacks it.\n\n### Patches\n\nFixed in 26.1.\n\n### Credits\n\nRita Reporter',
      state: 'draft',
      severity: 'medium',
      cwes: [{ id: 'CWE-59', name: null }],
      vulnerabilities: [
        {
          ecosystem: 'pip',
          name: 'pip',
          range: '< 26.1',
          patched: '26.1',
          functions: ['pip._internal.utils.unpacking.untar_file'],
        },
      ],
      credits: [{ login: 'rita', type: 'finder', state: 'accepted' }],
    }),
    more: { issue: 14_000, pullRequests: ['https://github.com/pypa/pip/pull/14001'] },
  },
  {
    name: 'npm',
    process: github,
    advisory: sample({
      repository: 'acme/widget',
      htmlUrl: 'https://github.com/acme/widget/security/advisories/GHSA-2222-3333-4444',
      title: 'Prototype pollution in merge()',
      description:
        '### Impact\n\n`merge()` follows `__proto__`.\n\n### Patches\n\n2.4.1 and 3.0.2.\n\n<!-- Tell the workaround. -->',
      state: 'published',
      publishedAt: NOW - 86_400_000,
      severity: 'high',
      cvss3: { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L', score: 7.3 },
      cwes: [{ id: 'CWE-1321', name: null }],
      vulnerabilities: [
        { ecosystem: 'npm', name: '@acme/widget', range: '>= 2.0.0, < 2.4.1', patched: '2.4.1', functions: ['merge'] },
        { ecosystem: 'npm', name: '@acme/widget', range: '>= 3.0.0, <= 3.0.1', patched: '3.0.2', functions: ['merge'] },
      ],
      credits: [{ login: 'rita', type: 'reporter', state: 'accepted' }],
    }),
    more: {},
  },
];

describe('golden records', () => {
  const three = published.filter(({ cve }) => ['CVE-2026-3087', 'CVE-2025-8194', 'CVE-2025-4516'].includes(cve));
  const all = [
    ...three.map((facts) => ({ name: facts.cve, process: psrt, advisory: advisoryOf(facts), more: extrasOf(facts) })),
    ...others,
  ];
  for (const { name, process: team, advisory, more } of all)
    for (const kind of RECORD_KINDS)
      it(`are what they were: ${name} as ${kind}`, () => {
        const result = writeRecord(kind, { advisory, process: team, now: NOW, more });
        const missing = (result.ok ? result.value.missing : result.failure.missing).map(({ part, words }) => `${part}: ${words}`);
        const head = result.ok ? result.value.fileName : 'refused';
        const found = `${head}\n${missing.map((line) => `- ${line}\n`).join('')}\n${result.ok ? result.value.text : ''}`;
        const file = join(folder, name, `${kind}.txt`);
        if (process.env.WRITE_GOLDEN === '1') {
          mkdirSync(join(folder, name), { recursive: true });
          writeFileSync(file, found);
        }
        assert.equal(found, readFileSync(file, 'utf8'), `${basename(file)} is written anew with WRITE_GOLDEN=1`);
      });
});
