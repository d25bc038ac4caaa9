import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { standingOf } from '../../../../src/advisory/standing.ts';
import { writeDocument } from '../../../../src/advisory/document/write.ts';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { editDistance, nearest } from '../../../../src/language/check/nearest.ts';
import { readiness } from '../../../../src/language/check/readiness.ts';
import { coordinator, github, psrt, sample } from '../../advisory/sample.ts';
import { context, findingsIn, fixed, marked, written } from './sample.ts';

describe('the nearest word', () => {
  it('is found through a slip, a swap and a missing letter', () => {
    const words = ['coordinator', 'finder', 'reporter', 'tool'];
    assert.equal(nearest('coordinater', words), 'coordinator');
    assert.equal(nearest('FINDRE', words), 'finder');
    assert.equal(nearest(' report ', words), 'reporter');
    for (const word of ['', 'x', 'analyst', 'ol', 'a'.repeat(1000)]) assert.equal(nearest(word, words), undefined, word);
  });
  it('is none where two are as near', () => assert.equal(nearest('cat', ['bat', 'hat']), undefined));
  it('has a distance', () => {
    for (const [a, b, distance] of [
      ['', '', 0],
      ['a', '', 1],
      ['ab', 'ba', 1],
      ['abc', 'abd', 1],
      ['kitten', 'sitting', 3],
    ] as const)
      assert.equal(editDistance(a, b), distance);
  });
});

describe('where a value stands', () => {
  it('is exact in plain text and in quotes, and the whole value where YAML changed it', () => {
    const mark = (title: string) =>
      marked(written(`title: ${title}`), ['title-cve']).map((one) => one.slice('warning title-cve '.length));
    assert.deepEqual(mark('see CVE-2026-12345 now'), ['"CVE-2026-12345"']);
    assert.deepEqual(mark('"see CVE-2026-12345 now"'), ['"CVE-2026-12345"']);
    assert.deepEqual(mark("'see CVE-2026-12345 now'"), ['"CVE-2026-12345"']);
    assert.deepEqual(mark('"see \\"CVE-2026-12345\\" now"'), [JSON.stringify('"see \\"CVE-2026-12345\\" now"')]);
    assert.deepEqual(mark('>\n  see\n  CVE-2026-12345'), [JSON.stringify('>\n  see\n  CVE-2026-12345\n')]);
  });

  it('keeps its quotes in a fix, and gets some where it needs them', () => {
    const change = (front: string) => fixed(written(front), 'cve-malformed').map(({ text }) => text.split('\n')[1]);
    assert.deepEqual(change('cve: 2026-12345'), ['cve: CVE-2026-12345']);
    assert.deepEqual(change('cve: "2026-12345"'), ['cve: "CVE-2026-12345"']);
    assert.deepEqual(change("cve: '2026-12345' # mine"), ["cve: 'CVE-2026-12345' # mine"]);
    const range = (front: string) =>
      fixed(written(`affected:\n  - package: other/x\n    ${front}`), 'range-malformed').map(({ text }) => text.split('\n')[3]);
    assert.deepEqual(range('range: ">=3,<4"'), ['    range: ">= 3, < 4"']);
    assert.deepEqual(range("range: '>=3,<4'"), ["    range: '>= 3, < 4'"]);
    assert.deepEqual(range('range: <4'), ['    range: < 4']);
    assert.deepEqual(range('range: <4,>=3'), ['    range: ">= 3, < 4"']);
  });
});

describe('a package that is missing', () => {
  const after = (item: string, eol = '\n') => {
    const text = written(`affected:\n  - package: other/cpython\n    range: "< 1"\n  - ${item}`).replaceAll('\n', eol);
    return fixed(text, 'package-missing').map((one) =>
      one.text.slice(one.text.indexOf('< 1"') + 4, one.text.lastIndexOf(`${eol}---`)),
    );
  };
  it('is added before the first key, where it is not there without a value', () => {
    assert.deepEqual(after('range: "> 2"'), ['\n  - package: other/cpython\n    range: "> 2"']);
    assert.deepEqual(after('range: "> 2"', '\r\n'), ['\r\n  - package: other/cpython\r\n    range: "> 2"']);
    assert.deepEqual(after('package:\n    range: "> 2"'), []);
    assert.deepEqual(after('range: "> 2"\n    package: ~'), []);
    assert.deepEqual(after('{range: "> 2"}'), []);
  });
});

describe('findings about what is not known', () => {
  it('are not made: without a clone, an account or GitHub’s own there is nothing to compare with', () => {
    const text = written(
      'title: a\naffected:\n  - package: other/cpython\n    range: "= 99.1.1"\n    patched: 99.1.2\n    functions: [no.such]\ncredits:\n  - login: unheard-of\n    type: finder',
    );
    const codes = findingsIn(text).map(({ code }) => code);
    for (const code of [
      'version-never-released',
      'version-not-yet-released',
      'function-absent',
      'login-unknown',
      'coordinator-dropped',
      'read-only-changed',
    ])
      assert.ok(!codes.includes(code as (typeof codes)[number]), code);
  });

  it('are not made about releases of another product', () => {
    const text = (front: string) => written(`title: a\n${front}\n    range: "= 3.99.1"`);
    const releases = ['3.12.0', '3.99.0', '3.99.2'];
    assert.equal(marked(text('affected:\n  - package: other/cpython'), ['version-never-released'], { releases }).length, 1);
    assert.equal(marked(text('affected:\n  - package: pip/pip'), ['version-never-released'], { releases }).length, 0);
    assert.equal(
      marked(text('repository: python/other\naffected:\n  - package: other/x'), ['version-never-released'], { releases }).length,
      0,
    );
  });

  it('are not made about who was taken out of a list that cannot be read', () => {
    const held = sample({ state: 'draft', credits: [coordinator('alice')] });
    assert.equal(marked(written('title: a'), ['coordinator-dropped'], { held }).length, 1);
    assert.equal(marked(written('title: a\ncredits: alice'), ['coordinator-dropped'], { held }).length, 0);
    assert.equal(marked('---\ntitle: "a\n---\n', ['coordinator-dropped'], { held }).length, 0);
  });

  it('are made by the order that the versions of the package have', () => {
    // By PEP 440 a post-release is newer, by Semantic Versioning what is behind the numbers is older.
    const text = (named: string, repository: string) =>
      written(
        `title: a\nrepository: ${repository}\naffected:\n  - package: ${named}\n    range: "< 2.0"\n    patched: 2.0.post1`,
      );
    const count = (named: string, repository: string, process = github) =>
      marked(text(named, repository), ['patched-affected'], { process }).length;
    assert.equal(count('other/cpython', 'python/cpython', psrt), 0);
    assert.equal(count('pip/x', 'a/b'), 0);
    assert.equal(count('npm/x', 'a/b'), 1);
    assert.equal(count('other/x', 'a/b'), 1);
  });
});

describe('what the process still asks for', () => {
  const advisories = [
    sample(),
    sample({ state: 'draft', credits: [coordinator('alice')] }),
    sample({ state: 'draft', title: '[COMPLETED] a', credits: [coordinator('alice'), coordinator('bob')] }),
    sample({ state: 'closed' }),
    sample({ state: 'published' }),
    sample({
      state: 'draft',
      cveId: 'CVE-2026-12345',
      credits: [coordinator('alice')],
      cvss4: { vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N', score: 8.7 },
      cwes: [{ id: 'CWE-22', name: null }],
      privateFork: { fullName: 'python/cpython-ghsa-2222-3333-4444', htmlUrl: null },
      vulnerabilities: [{ ecosystem: 'other', name: 'cpython', range: '< 3.14.2', patched: '3.14.2', functions: [] }],
    }),
  ];
  for (const process of [psrt, github])
    for (const [index, advisory] of advisories.entries())
      it(`is what the case view says of the same advisory (${process.name}, ${index + 1})`, () => {
        const document = parseDocument(writeDocument(advisory));
        const expected = standingOf(advisory, process);
        for (const held of [undefined, advisory]) assert.deepEqual(readiness(document, context({ process, held })), expected);
      });

  it('is one finding on the first line, and none where nothing is missing', () => {
    const of = (advisory: (typeof advisories)[number]) =>
      findingsIn(writeDocument(advisory), { held: advisory }).filter(({ code }) => code === 'not-ready');
    assert.deepEqual(
      advisories.map((advisory) => of(advisory).length),
      [1, 1, 1, 0, 1, 0],
    );
    const [finding] = of(advisories[1] ?? sample());
    assert.equal(finding?.start, 0);
    assert.ok(finding.message.includes('a CVSS 4.0 vector') && finding.message.includes('a CWE'));
  });

  it('follows what is written, and takes from GitHub what only GitHub can change', () => {
    const held = sample({ state: 'triage' });
    const document = parseDocument(written('title: a\nstate: draft\ncredits: [{login: alice, type: coordinator}]'));
    assert.deepEqual(readiness(document, context({ held })).missing, []);
    assert.equal(readiness(document, context({ held })).next, 'Decide: vulnerability, bug, or neither');
  });
});

describe('tags in a title', () => {
  const told = (title: string, state: string, held?: string) =>
    findingsIn(written(`title: "${title}"\nstate: ${state}`), held === undefined ? {} : { held: sample({ title: held, state }) })
      .filter(({ code }) => code === 'title-tag')
      .map(({ severity, message }) => `${severity}: ${message}`);
  it('wait for the bot, ask it, or are left over', () => {
    assert.deepEqual(told('[ACCEPTED] a', 'triage', '[ACCEPTED] a'), ["information: Waiting for the team's bot to accept."]);
    assert.deepEqual(told('[accept] a', 'triage', 'a'), ["information: When this is sent, it asks the team's bot to accept."]);
    assert.match(told('[ACCEPTED] a', 'draft')[0] ?? '', /^warning: /);
    assert.deepEqual(told('[COMPLETED] a', 'closed'), []);
    assert.deepEqual(told('[RFC] a', 'draft'), []);
  });
});

describe('ids in a title', () => {
  const without = (title: string, code: 'title-cve' | 'title-ghsa' = 'title-cve') =>
    fixed(written(`title: "${title}"`), code).map(({ text }) => text.split('\n')[1]?.slice('title: "'.length, -1));
  it('go with what only stood for them', () => {
    assert.deepEqual(without('CVE-2026-12345: a leak'), ['a leak']);
    assert.deepEqual(without('[CVE-2026-12345] a leak'), ['a leak']);
    assert.deepEqual(without('a leak (CVE-2026-12345)'), ['a leak']);
    assert.deepEqual(without('a leak, CVE-2026-12345'), ['a leak']);
    assert.deepEqual(without('a leak like CVE-2026-12345 in tar'), ['a leak like in tar']);
    assert.deepEqual(without('GHSA-2222-3333-4444 - a leak', 'title-ghsa'), ['a leak']);
    assert.deepEqual(without('CVE-2026-12345'), []);
  });
});
