/** Markdown that is made to be slow or deep: the preview must come, as a page or as plain text, and nobody else may wait. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { renderReport } from '../../../src/advisory/preview/render.ts';
import { Renderer } from '../../../src/ui/panels/renderer.ts';

const script = join(import.meta.dirname, '..', '..', '..', 'src', 'ui', 'panels', 'render-worker.ts');
const LIMIT_MS = 800;
const fill = (piece: string, size = 65_536) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

const heavy: Readonly<Record<string, string>> = {
  quotes: fill('>'),
  'lists in lists': fill('- '),
  'numbered lists in lists': fill('1. '),
  'lists indented further and further': Array.from({ length: 250 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n'),
  'quotes behind a lone carriage return': `x\r${fill('>', 30_000)}`,
  'quotes behind a byte order mark': `\ufeff${fill('>', 30_000)}`,
  'quotes in a footnote': `[^a]: ${fill('> ', 30_000)}`,
  'footnotes in footnotes': fill('[^a]: '),
  'emphasis in emphasis': fill('*a ', 30_000) + fill('a* ', 30_000),
  'strong in strong': fill('**a ', 30_000) + fill('a** ', 30_000),
  'stars and underscores': fill('*_'),
  'open brackets': fill('['),
  'open images': fill('!['),
  'images in images': `${fill('![', 20_000)}x${fill('](a)', 40_000)}`,
  'images of nothing': fill('![a]'),
  'half links': fill(']('),
  links: fill('[a]('),
  'brackets in brackets': fill('[[a]'),
  'a wide table': `|${fill('a|', 600)}\n|${fill('-|', 600)}\n${fill('|\n', 60_000)}`,
  'headings underlined': fill('a\n=\n'),
  'list items': fill('- a\n'),
  addresses: fill('http://a'),
  'mail addresses': fill('a@'),
  'empty lines': fill('\n'),
  letters: fill('a'),
};

describe('the preview under load', () => {
  const renderer = new Renderer(script, LIMIT_MS);

  for (const [what, markdown] of Object.entries(heavy)) {
    it(`comes in spite of ${what}, and nobody waits for it`, async () => {
      const started = performance.now();
      const rendered = renderer.render(markdown, []);
      assert.ok(performance.now() - started < 500, 'the caller was held up');
      const html = await rendered;
      assert.ok(performance.now() - started < 10 * LIMIT_MS);
      assert.ok(html === '' ? markdown.trim() === '' : html.startsWith('<'));
    });
  }

  it('is a page for what a person writes', async () => {
    const report = `# Title\n\n${'A paragraph with *words*, `code`, and [a link](https://example.org/).\n\n- an item\n  - another\n\n> a quote\n\n'.repeat(40)}`;
    const html = await new Renderer(script, 30_000).render(report, [{ index: 0, text: 'code', title: 'Open' }]);
    assert.ok(!html.includes('as it was written'));
    assert.match(html, /<h1>Title<\/h1>[\s\S]*data-place="0"/);
  });

  it('keeps its places in plain text', async () => {
    const html = await new Renderer(script, 30_000).render(`${fill('>', 200)} a.py:1`, [
      { index: 3, text: 'a.py:1', title: 'Open' },
    ]);
    assert.match(html, /<pre>.*<a href="#" data-place="3" title="Open">a\.py:1<\/a><\/pre>/);
  });

  it('is plain where the script is not there', async () => {
    assert.match(await new Renderer('/nowhere/worker.cjs').render('x', []), /as it was written/);
  });
});

describe('the preview of what fills the memory', () => {
  const renderer = join(import.meta.dirname, '..', '..', '..', 'src', 'ui', 'panels', 'renderer.ts');
  const code = `
    const { Renderer } = await import(process.argv[1]);
    const html = await new Renderer(process.argv[2], 20_000).render(Buffer.from(process.argv[3], 'base64').toString(), []);
    console.log(html.length > 0);
  `;
  for (const [what, markdown] of [
    ['a footnote whose name has a bracket', `[^a\\]b]: ${fill('> ', 30_000)}`],
    ['emphasis in emphasis', fill('*a ', 30_000) + fill('a* ', 30_000)],
  ] as const) {
    // A process of its own: a thread without memory may end the whole process, and in VS Code that is every extension's.
    it(`ends no process with ${what}`, () => {
      const ended = spawnSync(
        process.execPath,
        [
          '--disable-warning=ExperimentalWarning',
          '--input-type=module',
          '-e',
          code,
          renderer,
          script,
          Buffer.from(markdown).toString('base64'),
        ],
        { encoding: 'utf8', timeout: 50_000 },
      );
      assert.deepEqual(
        [ended.signal, ended.status, ended.stdout.trim()],
        [null, 0, 'true'],
        ended.stderr.split('\n').find((line) => line.startsWith('FATAL')) ?? ended.stderr.slice(0, 200),
      );
    });
  }
});

describe('nesting deeper than a person writes', () => {
  const deep = fill('> ', 600);
  for (const [what, markdown] of [
    ['at the start', `${deep}a`],
    ['behind a line', `x\n\n${deep}a`],
    ['behind a lone carriage return', `x\r\r${deep}a`],
    ['behind a byte order mark', `\ufeff${deep}a`],
    ['in a footnote', `[^a]: ${deep}a\n\n[^a]`],
    ['in a footnote whose name has a bracket', `[^a\\]b]: ${deep}a\n\n[^a\\]b]`],
    ['in a footnote with a long name', `[^${fill('a', 150)}]: ${deep}a`],
  ] as const) {
    it(`is plain text ${what}`, () => {
      assert.match(renderReport(markdown, []), /^<p><em>This text is shown as it was written[^<]*<\/em><\/p><pre>/);
    });
  }
});
