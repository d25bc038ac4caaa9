import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { isWhole, type AdvisoryDocument, type Located } from '../../../../src/advisory/document/document.ts';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { sample, github } from '../../advisory/sample.ts';
import { applied, front, knowing, labels, offered, taken } from './marked.ts';
import { plainAdvisories, spelled, spellings } from './messy.ts';

/** The values of a document that something is offered for. */
function valuesOf({ fields }: AdvisoryDocument): readonly Located<string>[] {
  const all = [
    fields.cve,
    ...fields.cwe,
    ...fields.affected.flatMap((item) => [item.package, item.range, item.patched]),
    ...fields.credits.flatMap((item) => [item.login, item.type]),
    ...fields.collaborators,
  ];
  return all.filter((value) => value !== undefined);
}

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('completion of values', () => {
  it('puts a value in the place of another, however it is spelled', async function () {
    this.timeout(30_000);
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(plainAdvisories, spellings, fc.nat(), share, fc.nat(), async (advisory, spelling, which, inside, one) => {
        const text = spelled(advisory, spelling);
        const document = parseDocument(text);
        const there = valuesOf(document);
        const index = which % Math.max(1, there.length);
        const value = there[index];
        if (!value) return;
        const quotes = /["']/.test(text[value.start] ?? '') ? 1 : 0;
        const offset = value.start + quotes + Math.round(inside * (value.end - value.start - 2 * quotes));
        const offers = (await offered({ document, offset })).filter(({ snippet, kind }) => snippet !== true && kind !== 'metric');
        const chosen = offers[one % Math.max(1, offers.length)];
        if (!chosen) return;
        tried++;
        const after = parseDocument(applied(text, [chosen.edit]));
        assert.ok(isWhole(after), after.text);
        const values = valuesOf(after).map((field) => field.value);
        assert.deepEqual(
          values,
          valuesOf(document).map((field, at) => (at === index ? chosen.label : field.value)),
          after.text,
        );
      }),
      { numRuns: 400 },
    );
    assert.ok(tried > 200, `only ${tried} of 400 were tried`);
  });

  it('fits what is typed: nothing, a part, behind a colon, a dash, in brackets, between quotes, before a comment', async () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['severity: ‸', 'high', 'severity: high'],
      ['severity:‸', 'high', 'severity: high'],
      ['severity:   ‸', 'high', 'severity: high'],
      ['severity:me‸', 'high', 'severity: high'],
      ['severity: m‸edium', 'high', 'severity: high'],
      ['severity: ‸medium', 'high', 'severity: high'],
      ['severity: ‸ # why', 'high', 'severity: high # why'],
      ['severity: ‸# why', 'high', 'severity: high # why'],
      ['severity: me‸ # why', 'high', 'severity: high # why'],
      ['severity: "‸"', 'high', 'severity: "high"'],
      ['severity: "me‸dium" # why', 'high', 'severity: "high" # why'],
      ['severity: "me"‸', 'high', 'severity: high'],
      ["severity: '‸", 'high', "severity: 'high'"],
      ['credits:\n  - login: ‸\n    type: finder', 'bob', 'credits:\n  - login: bob\n    type: finder'],
      ['credits: [{login: ‸}]', 'bob', 'credits: [{login: bob}]'],
      ['credits: [{login: b‸o, type: finder}]', 'bob', 'credits: [{login: bob, type: finder}]'],
      ['collaborators: [alice, ‸]', 'bob', 'collaborators: [alice, bob]'],
      ['collaborators: [alice,‸]', 'bob', 'collaborators: [alice, bob]'],
      ['collaborators: [‸]', 'bob', 'collaborators: [bob]'],
      ['collaborators: [ ‸ ]', 'bob', 'collaborators: [ bob ]'],
      ['collaborators: [\n  alice,\n  ‸\n  ]', 'bob', 'collaborators: [\n  alice,\n  bob\n  ]'],
      ['collaborators: [‸, alice]', 'bob', 'collaborators: [bob, alice]'],
      ['collaborators:\n  - alice\n  - ‸', 'bob', 'collaborators:\n  - alice\n  - bob'],
      ['collaborators:\n  - alice\n  -‸', 'bob', 'collaborators:\n  - alice\n  - bob'],
      ['collaborators:\n  - alice\n  ‸', 'bob', 'collaborators:\n  - alice\n  - bob'],
      ['collaborators:\n  - alice\n  bo‸', 'bob', 'collaborators:\n  - alice\n  - bob'],
      ['collaborators:\n  ‸', 'bob', 'collaborators:\n  - bob'],
      ['collaborators:‸', 'bob', 'collaborators:\n  - bob'],
      ['collaborators: ‸', 'bob', 'collaborators:\n  - bob'],
      ['collaborators: bo‸', 'bob', 'collaborators:\n  - bob'],
      ['collaborators:\n- ‸\ncwe:', 'bob', 'collaborators:\n- bob\ncwe:'],
    ];
    for (const [lines, label, wanted] of cases) {
      const text = await taken(front(lines), label);
      assert.equal(text, `---\n${wanted}\n---\n\nIt leaks.\n`, lines);
    }
  });

  it('works while the rest is broken', async () => {
    assert.deepEqual(await labels(front('title: "a\nseverity: ‸\ncwe: [x\n  - {')), ['critical', 'high', 'medium', 'low']);
    assert.ok((await labels(front('\ttitle: x\ncredits:\n  - login: ‸'))).includes('alice'));
  });

  it('leaves alone what is on several lines, in a comment, or not to be written', async () => {
    for (const lines of [
      'severity: |\n  hi‸gh',
      'severity: "hi‸\n  gh"',
      'severity: hi‸gh\n  er',
      'severity:\n  ‸',
      'severity: ‸ high',
      '# severity: ‸',
      'severity: high # ‸',
      'state: ‸',
      'id: ‸',
      'credits:\n  - login: a\n    state: ‸',
      'mine: ‸',
      'mine:\n  severity: ‸',
      'affected:\n  - package: a\n    functions:\n      - ‸',
    ])
      assert.deepEqual(await labels(front(lines)), [], lines);
  });

  it('offers types of credit with what they are for', async () => {
    const types = await offered(front('credits:\n  - type: ‸'));
    assert.equal(types.length, 10);
    assert.match(types.find(({ label }) => label === 'coordinator')?.detail ?? '', /assigned/);
  });

  it('offers packages: what is known, the product, then ecosystems', async () => {
    const held = sample({ vulnerabilities: [{ ecosystem: 'pip', name: 'a/b', range: null, patched: null, functions: [] }] });
    const there = await labels(front('affected:\n  - package: other/typeshed\n  - package: ‸'), knowing({ held }));
    assert.deepEqual(there.slice(0, 3), ['other/typeshed', 'pip/a/b', 'other/cpython']);
    assert.ok(there.includes('npm/') && there.includes('rust/'));
    assert.deepEqual(
      (await labels(front('affected:\n  - package: npm/‸\nrepository: a/leftish'), knowing({ process: github }))).filter((one) =>
        one.startsWith('npm'),
      ),
      ['npm/leftish'],
    );
    assert.ok(!(await labels(front('affected:\n  - package: other/cpy‸'))).includes('other/cpy'));
  });

  it('offers who is meant first, nobody twice, and nobody whom GitHub does not know', async () => {
    const held = sample({
      author: 'rita',
      credits: [
        { login: 'Fin', type: 'finder', state: 'accepted' },
        { login: 'cora', type: 'coordinator', state: 'pending' },
      ],
      collaboratingUsers: ['lena', 'ALICE'],
    });
    const context = knowing({ held, absent: ['lena'] });
    assert.deepEqual(await labels(front('credits:\n  - login: ‸'), context), ['cole', 'cora', 'rita', 'Fin', 'ALICE', 'bob']);
    // GitHub keeps one credit for each account.
    assert.deepEqual(await labels(front('credits:\n  - login: RITA\n  - login: bob\n  - login: co‸'), context), [
      'cole',
      'cora',
      'Fin',
      'ALICE',
    ]);
    const [me, cora, rita] = await offered(front('credits:\n  - login: ‸'), context);
    assert.deepEqual([me?.detail, cora?.detail, rita?.detail], ['you', 'coordinator', 'reported this']);
    const all = await labels(
      front('collaborators:\n  - bob\n  - ‸'),
      knowing({ held: sample({ collaboratingTeams: ['libs'] }) }),
    );
    assert.deepEqual(all, ['cole', 'rita', 'alice', 'team psrt', 'team libs']);
  });

  it('quotes a login that YAML would take for something else', async () => {
    const context = knowing({ people: ['123', 'null'] });
    assert.match(await taken(front('credits:\n  - login: ‸'), '123', context), /login: "123"/);
    assert.match(await taken(front('credits:\n  - login: ‸'), 'null', context), /login: "null"/);
  });

  it('offers the CVE id that GitHub holds, and the beginning of one', async () => {
    assert.deepEqual(await labels(front('cve: ‸'), knowing({ held: sample({ cveId: 'CVE-2026-99' }) })), [
      'CVE-2026-99',
      'CVE-2026-',
    ]);
    assert.deepEqual(await labels(front('cve: CVE-2026-1‸')), []);
  });

  it('offers tags for the state behind a bracket in the title, with the quotes that they need', async () => {
    assert.deepEqual((await labels(front('title: A [‸\nstate: triage'))).at(-1), '[ACCEPTED]');
    assert.ok(!(await labels(front('title: A [‸\nstate: draft'))).includes('[ACCEPTED]'));
    assert.deepEqual(await labels(front('title: A [‸\nstate: triage'), knowing({ process: github })), []);
    assert.deepEqual(await labels(front('title: A‸\nstate: triage')), []);
    const cases: readonly (readonly [string, string])[] = [
      ['title: "[ACC‸] Leak"', 'title: "[ACCEPTED] Leak"'],
      ['title: "[‸ Leak"', 'title: "[ACCEPTED] Leak"'],
      ['title: Leak [acc‸', 'title: Leak [ACCEPTED]'],
      ['title: [ACC‸', 'title: "[ACCEPTED]"'],
      ['title: [‸ Leak', 'title: "[ACCEPTED] Leak"'],
      ['title: [ACC‸EPTED] Leak', 'title: "[ACCEPTED] Leak"'],
    ];
    for (const [lines, wanted] of cases) {
      const text = await taken(front(`${lines}\nstate: triage`), '[ACCEPTED]');
      assert.equal(text, `---\n${wanted}\nstate: triage\n---\n\nIt leaks.\n`, lines);
      assert.ok(isWhole(parseDocument(text)), text);
    }
  });
});
