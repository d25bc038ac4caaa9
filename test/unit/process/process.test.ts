import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { ok, fail } from '../../../src/common/result.ts';
import { builtIn, openBook, plainProcess, type LoadProcess } from '../../../src/process/book.ts';
import { branchStatus, forbids, supportedBranches, type Process } from '../../../src/process/process.ts';
import { readProcess } from '../../../src/process/read.ts';
import { github, NOW, psrt } from '../advisory/sample.ts';

const room = join(import.meta.dirname, '..', '..', '..', 'src', 'process');
const least = { name: 'mine', title: 'Mine', clocks: {}, states: { open: ['triage'], finished: ['closed'] } };
const never: LoadProcess = () => Promise.reject(new Error('nothing is to be loaded'));

function findings(json: unknown): readonly string[] {
  const result = readProcess(typeof json === 'string' ? json : JSON.stringify(json));
  return result.ok ? [] : result.failure.findings;
}

describe('process files', () => {
  for (const name of ['psrt', 'github']) {
    it(`has a sound ${name}.json`, () => {
      const text = readFileSync(join(room, `${name}.json`), 'utf8');
      assert.deepEqual(readProcess(text), ok(builtIn[name]));
      assert.equal((JSON.parse(text) as Process).name, name);
    });
  }

  it('need four things only', () => {
    assert.deepEqual(findings(least), []);
    for (const part of Object.keys(least))
      assert.deepEqual(findings(Object.fromEntries(Object.entries(least).filter(([name]) => name !== part))), [
        `the whole file must have required property '${part}'`,
      ]);
  });

  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    ['no JSON', '{', /^it is not JSON$/],
    ['nothing', '', /^it is not JSON$/],
    ['a list', [], /^the whole file must be object$/],
    ['null', null, /^the whole file must be object$/],
    ['a part nobody knows', { ...least, colour: 'red' }, /^the whole file must NOT have additional properties/],
    ['a name with a space', { ...least, name: 'my own' }, /^\/name must match pattern/],
    ['a clock of zero days', { ...least, clocks: { finishDays: 0 } }, /^\/clocks\/finishDays must be >= 1$/],
    ['a clock in words', { ...least, clocks: { idleDays: '30' } }, /^\/clocks\/idleDays must be integer$/],
    ['half a day', { ...least, clocks: { idleDays: 0.5 } }, /^\/clocks\/idleDays must be/],
    [
      'a small tag',
      { ...least, tags: [{ tag: 'closed', act: 'close', from: [], to: 'closed', words: 'x' }] },
      /^\/tags\/0\/tag must match pattern/,
    ],
    [
      'an act nobody knows',
      { ...least, tags: [{ tag: 'X', act: 'burn', from: [], to: 'closed', words: 'x' }] },
      /^\/tags\/0\/act must be equal to one of the allowed values/,
    ],
    [
      'a fact nobody knows',
      { ...least, steps: [{ title: 'x', states: [], needs: [{ fact: 'luck', words: 'x' }] }] },
      /^\/steps\/0\/needs\/0\/fact must be equal to one of/,
    ],
    ['a forbidden act nobody knows', { ...least, forbidden: [{ act: 'sing', why: 'x' }] }, /^\/forbidden\/0\/act must be/],
    [
      'a date that is none',
      { ...least, branches: { list: [{ name: 'main', version: '3.16', endOfLife: '2026-13-01' }] } },
      /^\/branches\/list\/0\/endOfLife must match format "date"$/,
    ],
    [
      'a branch that is an option',
      { ...least, branches: { list: [{ name: '--upload-pack=x', version: '3.16' }] } },
      /^\/branches\/list\/0\/name must match pattern/,
    ],
    [
      'an address without TLS',
      { ...least, links: [{ title: 'x', url: 'http://example.org' }] },
      /^\/links\/0\/url must match pattern/,
    ],
    ['a tag template without a version', { ...least, versions: { tags: ['v'] } }, /^\/versions\/tags\/0 must match pattern/],
    ['a state twice', { ...least, states: { open: ['a', 'a'], finished: [] } }, /^\/states\/open must NOT have duplicate items/],
    [
      'a template name in capitals',
      { ...least, templates: { Reject: { title: 'x', body: 'y' } } },
      /^\/templates must match pattern|property name must be valid/,
    ],
  ];
  for (const [what, json, message] of wrong) {
    it(`refuse ${what}, and say where`, () => {
      assert.match(findings(json)[0] ?? 'it was taken', message);
    });
  }

  it('never throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readProcess(text);
      }),
    );
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('tags', 'clocks', 'steps', 'branches', 'versions', 'states', 'templates'),
        (json, part) => {
          readProcess(JSON.stringify({ ...least, [part]: json }));
        },
      ),
    );
  });
});

describe('the built-in processes', () => {
  it('forbid for CPython what GitHub offers', () => {
    for (const act of ['publish', 'merge', 'request-cve'] as const) {
      assert.equal(typeof forbids(psrt, act), 'string');
      assert.equal(forbids(github, act), undefined);
    }
  });

  it('let closing tags stand before accepting ones, and no word twice', () => {
    const acts = (psrt.tags ?? []).map(({ act }) => act);
    assert.ok(acts.lastIndexOf('close') < acts.indexOf('accept'));
    const words = (psrt.tags ?? []).flatMap(({ tag, aliases }) => [tag, ...(aliases ?? [])]);
    assert.equal(new Set(words).size, words.length);
  });

  it('know a state as open or as finished, never as both, and tags lead to known ones', () => {
    for (const { states, tags = [], steps = [] } of [psrt, github]) {
      const known = [...states.open, ...states.finished];
      assert.equal(new Set(known).size, known.length);
      for (const state of [
        ...(states.wrong ?? []),
        ...tags.flatMap(({ from, to }) => [...from, to]),
        ...steps.flatMap((step) => step.states),
      ])
        assert.ok(known.includes(state), state);
    }
  });
});

describe('branches', () => {
  const status = (name: string, day: string) => {
    const branch = psrt.branches?.list.find((one) => one.name === name);
    assert.ok(branch);
    return branchStatus(branch, Date.parse(day));
  };

  it('have the status of the day', () => {
    const cases = [
      ['main', 'feature'],
      ['3.15', 'bugfix'],
      ['3.14', 'bugfix'],
      ['3.13', 'security'],
      ['3.12', 'security'],
      ['3.11', 'security'],
      ['3.10', 'end-of-life'],
      ['3.9', 'end-of-life'],
    ] as const;
    for (const [name, expected] of cases) assert.equal(status(name, '2026-11-22'), expected, name);
    assert.deepEqual(
      supportedBranches(psrt, NOW).map(({ name }) => name),
      ['main', '3.15', '3.14', '3.13', '3.12', '3.11'],
    );
  });

  it('change it at the first moment of a day in UTC', () => {
    assert.deepEqual(
      ['2026-09-30T23:59:59.999Z', '2026-10-01T00:00:00Z'].map((at) => status('3.15', at)),
      ['prerelease', 'bugfix'],
    );
    assert.deepEqual(
      ['2026-10-06T23:59:59.999Z', '2026-10-07T00:00:00Z'].map((at) => status('3.13', at)),
      ['bugfix', 'security'],
    );
    assert.deepEqual(
      ['2026-09-30T23:59:59.999Z', '2026-10-01T00:00:00Z'].map((at) => status('3.10', at)),
      ['security', 'end-of-life'],
    );
  });

  it('are none where a process has none', () => {
    assert.deepEqual(supportedBranches(github, NOW), []);
  });
});

describe('the book of processes', () => {
  const book = (setting: Readonly<Record<string, string>>, load: LoadProcess = never) => openBook(setting, load);

  it("takes the first pattern that fits, else GitHub's own way", async () => {
    const it = await book({ 'python/cpython': 'github', 'PYTHON/*': 'psrt' });
    assert.deepEqual(
      (['python/cpython', 'Python/pip', 'pythonic/pip', 'a/python'] as const).map((name) => it.for(name).name),
      ['github', 'psrt', 'github', 'github'],
    );
    assert.equal((await book({})).for('python/cpython'), plainProcess);
    assert.equal((await book({ '*': 'psrt' })).for('a/b').name, 'psrt');
  });

  it('matches stars as runs of characters, never over a slash', async () => {
    const fits = async (pattern: string, name: `${string}/${string}`) =>
      (await book({ [pattern]: 'psrt' })).for(name).name === 'psrt';
    const yes = [
      ['*/*', 'a/b'],
      ['a/*-ghsa-*', 'a/b-ghsa-c'],
      ['a*/b*', 'abc/bcd'],
      ['*a*/*', 'bab/c'],
      ['a/**', 'a/b'],
      ['a/b*b', 'a/bb'],
      ['a/*.py*', 'a/.py'],
    ] as const;
    const no = [
      ['a/b*b', 'a/b'],
      ['a/*', 'ab/c'],
      ['a*', 'a/b'],
      ['', 'a/b'],
      ['/', 'a/b'],
      ['*b', 'a/b'],
      ['a/ab*ba', 'a/aba'],
      ['a/*x*', 'a/y'],
      ['a/b', 'a/bc'],
      ['a.b/*', 'axb/c'],
      ['a/[b]', 'a/b'],
    ] as const;
    for (const [pattern, name] of yes) assert.ok(await fits(pattern, name), `${pattern} ${name}`);
    for (const [pattern, name] of no) assert.ok(!(await fits(pattern, name)), `${pattern} ${name}`);
  });

  it('fits nothing by a pattern of three parts', async () => {
    assert.equal((await book({ 'a/b/c': 'psrt' })).for('a/b').name, 'github');
  });

  it('matches as a regular expression would', async () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.'), minLength: 1, maxLength: 8 });
    const glob = fc.string({ unit: fc.constantFrom('a', 'b', '*', '-', '.'), minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(glob, glob, part, part, async (owner, name, repositoryOwner, repositoryName) => {
        const regular = new RegExp(`^${`${owner}/${name}`.replace(/\./g, '\\.').replace(/\*+/g, '[^/]*')}$`);
        const outcome =
          (await book({ [`${owner}/${name}`]: 'psrt' })).for(`${repositoryOwner}/${repositoryName}`).name === 'psrt';
        assert.equal(outcome, regular.test(`${repositoryOwner}/${repositoryName}`));
      }),
    );
  });

  it('is quick with hostile patterns', async () => {
    const name = `a/${'a'.repeat(100)}` as const;
    const started = performance.now();
    for (const pattern of [
      `a/${'*a'.repeat(20_000)}b`,
      `a/${'a*'.repeat(45)}b`,
      `a/${'*'.repeat(60_000)}b`,
      `*a*a*a*a*a*a*a*a*a*a*b/*`,
    ])
      assert.equal((await book({ [pattern]: 'psrt' })).for(name), plainProcess);
    assert.ok(performance.now() - started < 2000);
  });

  it('loads a file by its absolute path only, and tells what cannot be used', async () => {
    const asked: string[] = [];
    const it = await book(
      {
        'a/b': '/p.json',
        'c/d': 'C:\\p.json',
        'e/f': '\\\\host\\p.json',
        'g/h': 'p.json',
        'i/j': '../p.json',
        'k/l': 'constructor',
        'm/n': '/bad.json',
      },
      (path) => {
        asked.push(path);
        return Promise.resolve(
          path.includes('bad') ? fail({ kind: 'bad-process', findings: ['it is bad'] }) : ok({ ...psrt, name: 'loaded' }),
        );
      },
    );
    assert.deepEqual(asked, ['/p.json', 'C:\\p.json', '\\\\host\\p.json', '/bad.json']);
    assert.deepEqual(
      (['a/b', 'c/d', 'e/f', 'g/h', 'm/n'] as const).map((name) => it.for(name).name),
      ['loaded', 'loaded', 'loaded', 'github', 'github'],
    );
    assert.deepEqual(
      it.problems.map(({ pattern }) => pattern),
      ['g/h', 'i/j', 'k/l', 'm/n'],
    );
    assert.match(it.problems[0]?.findings[0] ?? '', /neither a built-in process \(psrt, github\) nor an absolute path/);
    assert.deepEqual(it.problems[3], { pattern: 'm/n', value: '/bad.json', findings: ['it is bad'] });
  });
});
