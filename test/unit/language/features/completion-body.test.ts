import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { github, psrt } from '../../advisory/sample.ts';
import { knowing, labels, marked, offered, taken } from './marked.ts';

const body = (text: string, fields = 'title: x') => marked(`---\n${fields}\n---\n\n${text}`);
const plainWay = knowing({ process: github });

describe('completion in the description', () => {
  it('offers the headings that the process asks for and that are not there, at the level of the others', async () => {
    assert.deepEqual(
      (await labels(body('‸'), plainWay)).filter((one) => one.startsWith('#')),
      ['### Impact', '### Patches', '### Workarounds', '### References'],
    );
    const there = await labels(body('## impact\n\nx\n\n## Mitigation\n\n‸\n'), plainWay);
    assert.deepEqual(
      there.filter((one) => one.startsWith('#')),
      ['## Patches', '## References'],
    );
    assert.deepEqual(
      (await labels(body('#‸'), plainWay)).every((one) => one.startsWith('###')),
      true,
    );
    assert.deepEqual((await labels(body('## ‸'), plainWay)).slice(0, 2), ['## Impact', '## Patches']);
    assert.equal(await taken(body('## Pa‸t\n\nx'), '## Patches', plainWay), '---\ntitle: x\n---\n\n## Patches\n$0\n\nx');
    assert.ok((await offered(body('‸'), plainWay)).every(({ snippet }) => snippet));
    assert.equal(await taken(body('pat‸'), '### Patches', plainWay), '---\ntitle: x\n---\n\n### Patches\n\n$0');
  });

  it('takes headings of the second level where nothing tells another', async () => {
    const bare = knowing({ process: { ...github, templates: {} } });
    assert.equal((await labels(body('‸'), bare))[0], '## Impact');
  });

  it('offers the team’s templates, for a new text the one that advisories begin with first, with what is known filled in', async () => {
    const fields = 'title: "[ACCEPTED] Links {out} cost $5"\ncve: CVE-2026-1\nrepository: python/cpython';
    const all = await offered(body('‸', fields));
    assert.equal(all[0]?.label, psrt.templates?.['new-advisory']?.title);
    assert.match(all[0]?.edit.text ?? '', /^\$\{1:What is wrong/);
    const mail = await taken(body('‸', fields), 'Advisory mail');
    assert.match(mail, /\[CVE-2026-1\] Links \{out\\\} cost \\\$5/);
    assert.match(
      await taken(body('‸', fields), 'Please report on GitHub'),
      /https:\/\/github\.com\/python\/cpython\/security\/advisories\/new/,
    );
    assert.deepEqual(await labels(body('This line is a sentence about something, with many words in it. ‸')), []);
  });

  it('offers people behind the sign, outside code and addresses', async () => {
    assert.deepEqual(
      (await offered(body('Ask @‸'))).map(({ label, detail }) => [label, detail]),
      [
        ['cole', 'you'],
        ['alice', undefined],
        ['bob', undefined],
      ],
    );
    assert.equal(await taken(body('Ask @al‸, please'), 'alice'), '---\ntitle: x\n---\n\nAsk @alice, please');
    assert.equal(await taken(body('(@a‸li)'), 'bob'), '---\ntitle: x\n---\n\n(@bob)');
    for (const text of ['mail a@al‸', 'see `@al‸`', '```\n@al‸\n```\n', '    @al‸', 'https://x.y/@al‸'])
      assert.deepEqual(await labels(body(text)), [], text);
    assert.deepEqual(await labels(body('By @‸', 'credits:\n  - login: zoe\n    type: finder')), ['cole', 'zoe', 'alice', 'bob']);
  });

  it('offers no headings in code', async () => {
    assert.deepEqual(await labels(body('```\n‸\n```\n'), plainWay), []);
  });
});
