import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { handoverWords } from '../../../src/embargo/handover/handover.ts';
import { HandoverWorld } from './handover-world.ts';

describe('what a person reads and accepts before a hand-over', function () {
  this.timeout(120_000);
  const worlds: HandoverWorld[] = [];
  const make = async (name?: string, document?: string) => {
    const world = await HandoverWorld.make(name, document);
    worlds.push(world);
    return world;
  };
  afterEach(() => {
    for (const world of worlds.splice(0)) world.close();
  });

  it('has the person as the author, and who wrote the fix only if that is accepted', async () => {
    const world = await make();
    world.product.git(world.worktree(), 'config', 'user.name', 'Wren Writer');
    world.product.git(world.worktree(), 'config', 'user.email', 'wren@example.org');
    world.fix('Check the path\n\nCo-authored-by: Rita Reporter <rita@example.org>');
    const report = { texts: ['x'], people: ['wren', 'rita'], reporters: ['rita'] };
    const { author, writer, message, notes } = await world.planned({ report });
    assert.deepEqual([author, writer?.author], ['Robin <robin@example.org>', 'Wren Writer <wren@example.org>']);
    assert.ok(!message.includes('ita'));
    assert.ok(notes.some((note) => note.startsWith('Somebody else wrote')) && !notes.join().includes('Wren'));
    const acceptedLines = [writer?.id ?? ''];
    const reporters = ['WrenWriter'];
    assert.equal((await world.planned({ report: { ...report, reporters }, acceptedLines })).author, 'Robin <robin@example.org>');
    const plan = await world.planned({ report, acceptedLines });
    assert.equal(plan.author, 'Wren Writer <wren@example.org>');
    const { commit } = await world.done({ report, acceptedLines });
    assert.equal(world.git('log', '-1', '--format=%an %ae %cn', commit), 'Wren Writer wren@example.org Robin');
  });

  it('marks what it shares with the document in the workspace, and wants it accepted', async () => {
    const document = [
      '---',
      'title: Paths with dots climb out',
      'id: GHSA-2345-6789-cfgh',
      'reporter: rita-r',
      '---',
      '',
      'An attacker can write any file outside of the target folder.',
      '',
    ].join('\n');
    const world = await make('product', document);
    world.fix('Check the path\n\nElse an ATTACKER can write any file.\nFound by rita-r in GHSA-2345-6789-cfgh.');
    const plan = await world.planned();
    assert.ok(!/rita|GHSA/i.test(plan.message), 'scrubbed');
    const marked = plan.lines.filter(({ marks }) => marks.length > 0);
    assert.ok(marked.some(({ text, marks }) => text.startsWith('Else an') && marks.includes('shared-words')));
    assert.ok(marked.some(({ marks }) => marks.includes('scrubbed')));
    const numbers = marked.map(({ number }) => number);
    assert.deepEqual(await world.refused(), { kind: 'not-accepted', lines: numbers });
    assert.deepEqual(await world.refused({ accepted: numbers.slice(1) }), { kind: 'not-accepted', lines: numbers.slice(0, 1) });
    await world.done({ accepted: numbers });
  });

  it('holds an acceptance for the text that was read, and for no other', async () => {
    const world = await make();
    world.fix('Check the path\n\nSee also #77 of the docs.');
    const acceptedLines = (await world.planned()).lines.flatMap(({ id }) => id ?? []);
    assert.equal(acceptedLines.length, 1);
    world.product.git(world.worktree(), 'commit', '--quiet', '--amend', '--message', 'Check the path\n\nSee also #78 of Jane.');
    const failure = await world.refused({ acceptedLines });
    assert.deepEqual(failure, { kind: 'not-accepted', lines: [3], gone: acceptedLines });
    assert.match(handoverWords(failure), /has changed since/);
    assert.ok(!handoverWords(failure).includes('Jane'));
    await world.done({ acceptedLines: (await world.planned()).lines.flatMap(({ id }) => id ?? []) });
  });

  it('lets pass what a person has looked at: other CVE and advisory ids, and a private key in a file', async () => {
    const world = await make();
    world.fix('Check the path\n\nAs for CVE-2023-24329.');
    const lib = [
      '# see also CVE-2023-24329, public since 2023, and GHSA-xxxx-vvvv-wwww',
      'key = "-----BEGIN EC PRIVATE KEY-----"',
      'sizes = execve, 2048, 4096',
      '',
    ].join('\n');
    world.put({ 'Lib/test_auth.py': lib, 'Lib/test_CVE_2023_24329.py': 'x\n' }, 'fixup! tests');
    const report = { texts: [], people: [], cve: 'CVE-2026-12345' };
    const plan = await world.planned({ report });
    assert.deepEqual(plan.findings, []);
    assert.deepEqual(
      plan.lines.filter(({ marks }) => marks.length > 0).map(({ number, file, line, kinds }) => [number, file, line, kinds]),
      [
        [3, undefined, undefined, ['cve-id']],
        [5, 'Lib/test_CVE_2023_24329.py', undefined, ['cve-id']],
        [6, 'Lib/test_auth.py', 1, ['advisory-id', 'cve-id']],
        [7, 'Lib/test_auth.py', 2, ['token']],
      ],
    );
    assert.equal((await world.refused({ report })).kind, 'not-accepted');
    await world.done({ report, acceptedLines: plan.lines.flatMap(({ id }) => id ?? []) });
  });

  it('marks no line that a private pull request has from the fix’s own commits', async () => {
    const world = await make();
    world.fix('Check every path before it is written');
    const pulls = ['Check every path before it is written\n\nRobin found it by night yesterday.'];
    const report = { texts: [], pulls, people: [] };
    const plan = await world.planned({ report });
    assert.deepEqual(
      plan.lines.filter(({ marks }) => marks.length > 0),
      [],
    );
    assert.ok(!plan.notes.some((note) => note.startsWith('No report is known')));
    const { lines } = await world.planned({ report, message: 'gh-12345: Fix\n\nRobin found it by night' });
    assert.deepEqual(lines[2]?.marks, ['shared-words']);
  });

  it('lets no token pass, whatever a person has looked at', async () => {
    const world = await make();
    world.fix();
    world.put({ 'Lib/test_auth.py': 'key = "ghp_0123456789abcdefghijABCDEFGHIJ012345"\n' }, 'fixup! tests');
    const { findings } = await world.planned();
    assert.deepEqual(findings, [{ kind: 'token', where: 'file', file: 'Lib/test_auth.py', line: 1 }]);
    assert.equal((await world.refused({ accepted: [1, 2, 3, 4, 5] })).kind, 'left-over');
  });

  it('marks a sentence of the report in a new line of a file, but none that was public there before', async () => {
    const world = await make();
    world.product.publish('main', 'History', 'It sends seventeen crooked bananas home.\n');
    world.git('fetch', '--quiet', 'origin');
    await world.update();
    const said = 'x = 1\n# An attacker sends seventeen\n# crooked bananas to the parser.\n';
    world.put({ 'Lib/x.py': said, History: 'So: it sends seventeen crooked bananas home.\n' });
    const report = {
      texts: ['An attacker sends seventeen crooked bananas to the parser and it sends seventeen crooked bananas home.'],
      people: [],
    };
    const plan = await world.planned({ report });
    const marked = plan.lines.filter(({ part }) => part === 'file');
    assert.deepEqual(
      marked.map(({ file, line, text, marks }) => [file, line, text, marks]),
      [
        ['Lib/x.py', 2, '# An attacker sends seventeen', ['shared-words']],
        ['Lib/x.py', 3, '# crooked bananas to the parser.', ['shared-words']],
      ],
    );
    const ids = plan.lines.flatMap(({ id }) => id ?? []);
    assert.equal((await world.refused({ report, acceptedLines: ids.slice(0, -1) })).kind, 'not-accepted');
    await world.done({ report, acceptedLines: ids });
  });

  it('tells of the files that nobody could look into', async () => {
    const world = await make();
    world.fix();
    writeFileSync(join(world.worktree(), 'x.bin'), Buffer.from([0x1f, 0x8b, 0, 0xff]));
    world.product.commit(world.worktree(), 'fixup! data');
    assert.ok((await world.planned()).notes.some((note) => note.includes('"x.bin"')));
  });

  it('takes a commit for public only where a branch of the public remote has it', async () => {
    const world = await make();
    world.fix('Check the path');
    world.fix('Check the path', '3.13');
    await world.done();
    world.git('commit', '--quiet', '--allow-empty', '--message', 'Check the path\n\nAs somebody said, see #77.');
    const commit = world.git('rev-parse', 'HEAD');
    const change = { branch: '3.13', pr: 10, commit, anyway: true };
    const plan = await world.planned(change);
    assert.ok(plan.lines.some(({ text, marks }) => text.includes('#77') && marks.includes('reference')));
    assert.ok(plan.notes.some((note) => note.startsWith('No branch of origin has the commit')));
    assert.equal((await world.refused(change)).kind, 'not-accepted');
    world.git('update-ref', 'refs/remotes/origin/main', commit);
    const published = await world.planned(change);
    assert.ok(published.lines.every(({ marks }) => marks.length === 0));
    assert.ok(!published.notes.some((note) => note.startsWith('No branch')));
    await world.done(change);
  });
});
