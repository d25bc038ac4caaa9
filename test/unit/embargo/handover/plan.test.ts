import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { commitWords, fillMessage, partsOf, publicBranchName } from '../../../../src/embargo/handover/message.ts';
import { notAccepted, planLines, type LineSource } from '../../../../src/embargo/handover/plan.ts';
import { publicMessage } from '../../../../src/embargo/handover/public-message.ts';
import { github, NOW, psrt, sample } from '../../advisory/sample.ts';

const handover = psrt.handover;
const facts = { issue: 12345, branch: '3.13', pr: 777, commit: 'c'.repeat(40) };
const source: LineSource = {
  message: 'gh-12345: Fix',
  isPublic: { message: false, news: false },
  texts: ['An attacker may write any file, wherever he wants to.'],
  people: ['jane-doe'],
  numbers: [12345],
};
const marksIn = (message: string, change: Partial<LineSource> = {}) =>
  planLines({ ...source, message, ...change }).map(({ marks }) => marks.join(' '));

describe('the message of a public commit', () => {
  it('has the form that the process says', () => {
    const parts = { title: 'Check paths', body: 'Why.' };
    assert.equal(fillMessage(handover, 'first', parts, facts), 'gh-12345: Check paths\n\nWhy.');
    assert.equal(fillMessage(handover, 'alone', parts, facts), '[3.13] gh-12345: Check paths\n\nWhy.');
    assert.equal(
      fillMessage(handover, 'other', { title: 'Check paths', body: '' }, facts),
      `[3.13] gh-12345: Check paths (GH-777)\n\n(cherry picked from commit ${facts.commit})`,
    );
    assert.equal(fillMessage(github.handover, 'first', parts, facts), 'Check paths\n\nWhy.\n\nFixes #12345');
    assert.equal(fillMessage(undefined, 'alone', parts, facts), 'Check paths\n\nWhy.\n\nFixes #12345');
    assert.equal(
      fillMessage(handover, 'first', { title: '{body} $&', body: '{title}' }, facts),
      'gh-12345: {body} $&\n\n{title}',
    );
  });

  it('names the branch by issue and branch', () => {
    assert.equal(publicBranchName(handover, facts), 'gh-12345-3.13');
    assert.equal(publicBranchName(undefined, { issue: 1, branch: 'stable ü/1' }), 'fix-1-stable-/1');
  });

  it('is made of the first commit, and of what the others say that are no corrections of it', () => {
    assert.deepEqual(
      partsOf(['[3.13] gh-1: Check paths (GH-2)\n\nWhy.\n\nSigned-off-by: X <x@y>\nCo-authored-by: Rita'], handover),
      { title: 'Check paths', body: 'Why.' },
    );
    assert.deepEqual(partsOf(['gh-9: One\n\nBody', 'fixup! gh-9: One', 'Two\r\n\r\nMore', 'squash! x'], handover), {
      title: 'One',
      body: 'Body\n\n* Two\n\nMore',
    });
    assert.equal(partsOf(['Check paths (#123)'], handover).title, 'Check paths');
    assert.equal(partsOf(['fixup! Only this'], handover).title, 'Only this');
    assert.deepEqual(partsOf([], handover), { title: '', body: '' });
  });

  it('has no ids, no people and no private addresses', () => {
    const advisory = sample({
      cveId: 'CVE-2026-12345',
      privateFork: { fullName: 'python/cpython-ghsa-2222-3333-4444', htmlUrl: null },
    });
    const { message, notes } = publicMessage({
      form: 'first',
      facts,
      messages: [
        'Fix GHSA-2222-3333-4444\n\nReported by Rita\nsee https://github.com/python/cpython-ghsa-2222-3333-4444/pull/1\nfor CVE-2026-12345, rita@example.org said',
      ],
      isPublic: false,
      advisory,
      process: psrt,
      names: ['Rita'],
      now: NOW,
    });
    assert.equal(message, 'gh-12345: Fix […]\n\nsee […]\nfor […], […] said');
    assert.ok(notes.length >= 3 && notes.every((note) => !/rita|2222|CVE-2026/i.test(note)));
  });
});

describe('the lines that a person looks at', () => {
  it('are marked where five words are shared, whatever stands between them', () => {
    assert.deepEqual(marksIn('an ATTACKER may: write\n(any file)\nof it'), ['shared-words', 'shared-words', '']);
    assert.deepEqual(marksIn('attacker may write any'), [''], 'four words');
    assert.deepEqual(marksIn('attacker may not write any file'), ['']);
  });

  it('are marked where something was taken out, somebody is named, or another number stands', () => {
    assert.deepEqual(marksIn('see […]\nby @somebody\nReported by X\nJane Doe\nGH-12345 #12345\n#7\npull/8\na@b.org'), [
      'scrubbed',
      'name',
      'name',
      'name',
      '',
      'reference',
      'reference',
      'mail-address',
    ]);
  });

  it('are numbered through message and NEWS entry, and none of what is public is marked', () => {
    const lines = planLines({ ...source, message: 'a\n\n#7', news: 'by @x\n' });
    assert.deepEqual(
      lines.map(({ number, part, marks }) => [number, part, marks.length]),
      [
        [1, 'message', 0],
        [2, 'message', 0],
        [3, 'message', 1],
        [4, 'news', 1],
      ],
    );
    assert.deepEqual(notAccepted(lines, { accepted: [4] }), [3]);
    assert.deepEqual(notAccepted(lines, { accepted: [3, 4] }), []);
    const isPublic = { message: true, news: true };
    assert.deepEqual(notAccepted(planLines({ ...source, message: '#7', news: 'by @x', isPublic }), {}), []);
  });

  it('are accepted by what stands in them: another text, another reason or another place has another id', () => {
    const idOf = (message: string, change: Partial<LineSource> = {}) => planLines({ ...source, message, ...change }).at(-1)?.id;
    const id = idOf('a\n\n#7') ?? assert.fail();
    assert.match(id, /^3:[0-9a-f]{6}$/);
    assert.equal(idOf('b\n\n#7'), id);
    assert.notEqual(idOf('a\n\n#8'), id);
    assert.notEqual(idOf('jane-doe #7'), idOf('jane-doe #7', { people: [] }));
    assert.equal(planLines({ ...source, message: 'fine' })[0]?.id, undefined);
    const lines = planLines({ ...source, message: 'a\n\n#8\n#7' });
    assert.deepEqual(notAccepted(lines, { acceptedLines: [id] }), [3, 4], 'the text has moved on');
    assert.deepEqual(notAccepted(lines, { acceptedLines: lines.flatMap((line) => line.id ?? []) }), []);
  });

  it('are those of message and NEWS entry, and behind them the lines of files that are marked', () => {
    const file = (path: string, text: string, before = '', first = 10) => ({
      path,
      named: false,
      before,
      lines: text.split('\n').map((one, at) => ({ line: first + at, text: one })),
    });
    const files = [
      file('a.py', 'x = 1\n# an attacker may\n# write any file\ny'),
      file('b.py', 'attacker may write any file', 'Public: an attacker may write any file, they say.'),
      file('news.rst', 'attacker may write any file', '', 1),
    ];
    const doubts = [
      { kind: 'cve-id', where: 'file', file: 'a.py', line: 13 },
      { kind: 'cve-id', where: 'path', file: 'b.py', number: 2 },
      { kind: 'advisory-id', where: 'message', line: 1 },
      { kind: 'cve-id', where: 'file', file: 'news.rst', line: 1 },
    ] as const;
    const news = 'attacker may write any file\n';
    const lines = planLines({ ...source, message: 'a', news, newsPath: 'news.rst', files, doubts });
    assert.deepEqual(
      lines.map(({ number, part, file: path, line, marks, kinds }) => [
        number,
        part,
        path,
        line,
        marks.join(' '),
        kinds?.join(' '),
      ]),
      [
        [1, 'message', undefined, undefined, 'reference', 'advisory-id'],
        [2, 'news', undefined, undefined, 'shared-words reference', 'cve-id'],
        [3, 'file', 'a.py', 11, 'shared-words', undefined],
        [4, 'file', 'a.py', 12, 'shared-words', undefined],
        [5, 'file', 'a.py', 13, 'reference', 'cve-id'],
        [6, 'file', 'b.py', undefined, 'reference', 'cve-id'],
      ],
    );
    assert.deepEqual(notAccepted(lines, {}), [1, 2, 3, 4, 5, 6]);
  });

  it('binds what is accepted of a file that is no text to what is in it', () => {
    const idOf = (content: string) =>
      planLines({
        ...source,
        files: [{ path: 'a.bin', named: true, lines: [], bytes: { now: Buffer.from(content) } }],
        doubts: [{ kind: 'cve-id', where: 'file', file: 'a.bin' }],
      }).at(-1)?.id;
    assert.match(idOf('one') ?? '', /^2:/);
    assert.notEqual(idOf('one'), idOf('two'));
  });

  it('do not count as shared with a private pull request what stands in the private commits, and nothing else of it', () => {
    const messages = [
      'gh-9: Check every path before it is written\n\nA member may leave the folder\nthat it is for.',
      'gh-9: Test the way of links',
    ];
    const commits = commitWords(messages, handover);
    const body = 'A member may leave the\r\nfolder that it is for.\r\n\r\n* Test the way of links\r\n\r\nRobin saw it by night.';
    const pulls = [`Check every path before it is written\n\n${body}`];
    const message =
      'gh-12345: Check every path before it is written\n\nA member may leave the folder\nthat it is for.\n\n* Test the way of links';
    const plain = ['', '', '', '', '', ''];
    assert.deepEqual(marksIn(message, { texts: [], pulls, commits }), plain);
    assert.notDeepEqual(marksIn(message, { texts: [], pulls }), plain);
    assert.deepEqual(marksIn('Robin saw it by night.', { texts: [], pulls, commits }), ['shared-words']);
    assert.deepEqual(marksIn('links Robin saw it\nso', { texts: [], pulls, commits }), ['', '']);
    assert.deepEqual(marksIn('of links Robin saw it\nso', { texts: [], pulls, commits }), ['shared-words', '']);
    const told = ['They check every path before it is written to.'];
    assert.equal(marksIn(message, { texts: told, pulls, commits })[0], 'shared-words', 'the report says it, too');
  });

  it('show every run of five words that is shared, and no other', () => {
    const word = fc.constantFrom('a', 'b', 'c');
    const text = fc.array(word, { maxLength: 40 });
    fc.assert(
      fc.property(text, text, (ours, theirs) => {
        const message = ours.join('\n');
        const marked = planLines({ ...source, message, texts: [theirs.join(' ')] }).map(({ marks }) =>
          marks.includes('shared-words'),
        );
        const runs = new Set(theirs.map((_, at) => theirs.slice(at, at + 5).join(' ')).filter((run) => run.length === 9));
        const wanted = ours.map((_, at) =>
          [0, 1, 2, 3, 4].some((back) => at - back >= 0 && runs.has(ours.slice(at - back, at - back + 5).join(' '))),
        );
        assert.deepEqual(ours.length === 0 ? [] : marked, wanted);
      }),
    );
  });

  it('take time as the texts are long', () => {
    for (const sign of ['word ', 'a', '#1 ', '@', 'a@', '\n', 'reported by ', '[…]', '(', 'x-by:']) {
      const long = sign.repeat(Math.ceil(131_072 / sign.length));
      const spent = (size: number) => {
        const part = long.slice(0, size);
        const start = performance.now();
        planLines({ ...source, message: part, texts: [part] });
        return performance.now() - start;
      };
      spent(1024);
      const quarter = Math.min(spent(long.length / 4), spent(long.length / 4));
      const whole = Math.min(spent(long.length), spent(long.length));
      assert.ok(whole < Math.max(quarter, 20) * 12, `${JSON.stringify(sign)}: ${quarter} ms, four times as long: ${whole} ms`);
    }
  });
});
