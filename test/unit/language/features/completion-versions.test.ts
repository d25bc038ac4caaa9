import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { contains } from '../../../../src/advisory/ranges/range.ts';
import { parseRange } from '../../../../src/advisory/ranges/parse.ts';
import { github } from '../../advisory/sample.ts';
import { front, knowing, labels, offered, RELEASES, taken } from './marked.ts';

const item = (lines: string) => front(`affected:\n  - package: other/cpython\n    ${lines}`);
const whole = (all: readonly string[]) => all.filter((label) => !label.includes('…'));

describe('completion of ranges', () => {
  it('offers for each supported line everything up to the next release', async () => {
    assert.deepEqual(whole(await labels(item('range: ‸'))), [
      '>= 3.14.0, < 3.14.1',
      '>= 3.13.0, < 3.13.6',
      '>= 3.12.0, < 3.12.9',
      '>= 3.11.0, < 3.11.14',
      '>= 3.15.0a1, < 3.15.0',
    ]);
  });

  it('offers ranges that hold every release of their line and no other', async () => {
    for (const label of whole(await labels(item('range: ‸')))) {
      const range = parseRange(label, 'pep440');
      assert.ok(range.ok, label);
      const line = /3\.\d+/.exec(label)?.[0] ?? '';
      const inside = RELEASES.filter((release) => contains(range.value, release, 'pep440'));
      const own = RELEASES.filter((release) => release.startsWith(`${line}.`) && (line === '3.15' || !/[a-z]/.test(release)));
      assert.deepEqual(inside, own, label);
    }
  });

  it('goes on in the form that was begun', async () => {
    assert.deepEqual(whole(await labels(item('range: "<‸"'))).slice(0, 2), ['< 3.14.1', '< 3.13.6']);
    assert.deepEqual(whole(await labels(item('range: "<= ‸"'))).slice(0, 2), ['<= 3.14.0', '<= 3.13.5']);
    assert.deepEqual(whole(await labels(item('range: = 3‸'))).slice(0, 2), ['= 3.14.0', '= 3.13.5']);
  });

  it('ends where the patched version of the entry begins', async () => {
    assert.deepEqual(whole(await labels(item('range: ‸\n    patched: 3.12.8'))).slice(0, 2), ['>= 3.12.0, < 3.12.8', '< 3.12.8']);
  });

  it('puts last the lines of which another entry speaks', async () => {
    const lines =
      'affected:\n  - package: other/cpython\n    range: ">= 3.14.0, < 3.14.1"\n  - package: other/cpython\n    range: ‸';
    const all = await offered(front(lines));
    assert.equal(all[0]?.label, '>= 3.13.0, < 3.13.6');
    assert.match(all.find(({ label }) => label.startsWith('>= 3.14.0'))?.detail ?? '', /another entry speaks of 3\.14/);
  });

  it('puts a range between quotes where YAML wants them', async () => {
    assert.match(await taken(item('range: ‸'), '>= 3.12.0, < 3.12.9'), /range: ">= 3\.12\.0, < 3\.12\.9"\n/);
    assert.match(await taken(item('range: >= 3.1‸'), '>= 3.12.0, < 3.12.9'), /range: ">= 3\.12\.0, < 3\.12\.9"\n/);
    assert.match(await taken(item("range: '‸'"), '>= 3.12.0, < 3.12.9'), /range: '>= 3\.12\.0, < 3\.12\.9'\n/);
    const inBrackets = front('affected: [{package: other/cpython, range: ‸}]');
    const text = await taken(inBrackets, '< …');
    assert.match(text, /range: < \$0\}/);
    const full = await taken(inBrackets, '>= 3.12.0, < 3.12.9');
    assert.equal(parseDocument(full).fields.affected[0]?.range?.value, '>= 3.12.0, < 3.12.9');
  });

  it('knows the beginnings of lines without a clone, and the forms without anything', async () => {
    const all = await offered(item('range: ‸'), knowing({ releases: undefined }));
    assert.deepEqual(
      all.slice(0, 2).map(({ label, snippet }) => [label, snippet]),
      [
        ['>= 3.15.0, < …', true],
        ['>= 3.14.0, < …', true],
      ],
    );
    assert.match(
      await taken(item('range: ‸'), '>= 3.14.0, < …', knowing({ releases: undefined })),
      /range: ">= 3\.14\.0, < \$0"\n/,
    );
    const plain = await labels(item('range: ‸'), knowing({ process: github, releases: undefined }));
    assert.deepEqual(plain, ['>= …, < …', '< …', '<= …', '>= …', '= …']);
  });

  it('knows nothing of the versions of another package', async () => {
    assert.deepEqual(whole(await labels(front('affected:\n  - package: pip/requests\n    range: ‸'))), []);
    assert.deepEqual(whole(await labels(front('affected:\n  - package: other/x\n    range: ‸\nrepository: python/mypy'))), []);
  });

  it('takes the newest lines of the tags where no branches are listed', async () => {
    const context = knowing({ process: github, releases: ['1.9.0', '1.10.2', '2.0.0-rc.1', 'nonsense'] });
    assert.deepEqual(whole(await labels(front('affected:\n  - package: other/x\n    range: ‸'), context)), [
      '>= 1.10.2, < 1.10.3',
      '>= 1.9.0, < 1.9.1',
      '>= 2.0.0-rc.1, < 2.0.0',
    ]);
  });
});

describe('completion of patched versions', () => {
  it('offers where the range ends, then the next releases', async () => {
    assert.deepEqual(await labels(item('range: ">= 3.12.0, < 3.12.7"\n    patched: ‸')), [
      '3.12.7',
      '3.12.9',
      '3.14.1',
      '3.13.6',
      '3.11.14',
    ]);
    assert.deepEqual((await labels(item('range: "<= 3.12.8"\n    patched: ‸')))[0], '3.14.1');
    assert.deepEqual((await labels(item('range: ">= 3.12.0"\n    patched: ‸')))[0], '3.12.9');
    assert.deepEqual(await labels(item('range: "< 2"\n    patched: ‸'), knowing({ releases: undefined })), ['2']);
  });
});
