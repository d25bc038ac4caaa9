import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { renderReport, type PreviewPlace } from '../../../src/advisory/preview/render.ts';

/** Everything that may stand between angle brackets, to the letter. */
const TAG =
  /^<(?:\/?(?:b|blockquote|br|code|del|em|h[1-6]|hr|li|ol|p|pre|span|strong|sup|table|tbody|thead|tr|ul)|ol start="\d+"|\/?t[dh]|t[dh] align="(?:left|right|center)"|input type="checkbox"(?: checked)? disabled|input(?: checked| disabled| type="checkbox")+|\/a|a(?: href="[^"<>]*")?(?: data-place="\d+")?(?: title="[^"<>]*")?(?: rel="noreferrer")?)>$/;

/** The page as a browser sees it: known tags, known attributes, links to http, https and within the page. */
function isHarmless(html: string, markdown: string): void {
  for (const [tag] of html.matchAll(/<[^>]*>?/g)) {
    assert.match(tag, TAG, `${tag} came of ${JSON.stringify(markdown.slice(0, 200))}`);
    const href = / href="([^"]*)"/.exec(tag)?.[1] ?? '';
    const address = href
      .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
      .replace(/&amp;/g, '&');
    // Relative addresses stay: the page is nowhere, so they lead nowhere.
    const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(address.replace(/[\0-\x20\x7f]/g, ''))?.[1]?.toLowerCase();
    assert.ok(
      scheme === undefined || scheme === 'http' || scheme === 'https',
      `${href} came of ${JSON.stringify(markdown.slice(0, 200))}`,
    );
  }
}

const schemes = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  '&#106;avascript:alert(1)',
  'javascript&colon;alert(1)',
  '\u0001javascript:alert(1)',
  'command:workbench.action.quit',
  'command%3Ax',
  'data:text/html,<script>alert(1)</script>',
  'data:image/svg+xml;base64,AAAA',
  'vbscript:x',
  'file:///etc/passwd',
  'vscode://x/y',
  'vscode-resource:/etc/passwd',
  'blob:x',
  'mailto:a@b.c',
  'ftp://x',
  'about:blank',
  '//evil.example/x',
];
const corpus = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<iframe src="https://evil.example"></iframe>',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)" onclick="x">x</a>',
  '<a data-place="0" href="#">x</a>',
  '<style>*{}</style>',
  '<form action="https://evil.example"><input name=a></form>',
  '<details open ontoggle=alert(1)>',
  '<math><mtext></mtext></math>',
  '<!-- <script> -->',
  '<![CDATA[<script>]]>',
  '<?php x ?>',
  '<!DOCTYPE html>',
  'x <b onmouseover=alert(1)>y</b>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<object data=x></object>',
  '![alt](https://evil.example/track.png)',
  '![alt][r]\n\n[r]: https://evil.example/x.png',
  '![](data:image/png;base64,AAAA)',
  '[![a](https://evil.example/x.png)](https://example.org)',
  '`<script>`',
  '```html\n<script>alert(1)</script>\n```',
  '```"><script>\nx\n```',
  '    <script>',
  '[x](https://a.example "t\\" onclick=alert(1)")',
  '[x](https://a.example/"onmouseover="alert(1))',
  '<https://a.example/"onmouseover="x>',
  'https://a.example/"><script>alert(1)</script>',
  '[^1]\n\n[^1]: <script>x</script> ![a](https://evil.example)',
  '| <img src=x> | [x](javascript:x) |\n|---|:-:|\n| ![a](b) | <b>y</b> |',
  '- [x] <script>\n- [ ] y',
  '&lt;script&gt;',
  '\\<script>',
  '<scr<script>ipt>',
  '<\u0000script>',
  '<script\n>alert(1)',
  '# <script>x</script>',
  '[a]: javascript:alert(1)\n\n[a] [a][] [x][a]',
  '<javascript:alert(1)>',
  '<command:x>',
  '~~<script>~~',
  '**<iframe>**',
  ...schemes.flatMap((address) => [
    `[x](${address})`,
    `[x](<${address}>)`,
    `<${address}>`,
    `[x][r]\n\n[r]: ${address}`,
    `[r]: <${address}>\n\n[r]`,
    `![x](${address})`,
    address,
  ]),
];

describe('the preview of hostile Markdown', () => {
  for (const [index, markdown] of corpus.entries()) {
    it(`is harmless (${index + 1}: ${JSON.stringify(markdown.slice(0, 50))})`, () => {
      isHarmless(renderReport(markdown, []), markdown);
      isHarmless(renderReport(`> - x\n\n1. ${markdown}\n`, []), markdown);
    });
  }

  it('is harmless however the pieces are put together', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...corpus,
        '[',
        ']',
        '(',
        ')',
        '<',
        '>',
        '`',
        '```\n',
        '\n',
        '\n\n',
        '> ',
        '- ',
        '|',
        '|-|\n',
        '![',
        '](',
        '*',
        '_',
        '~~',
        '"',
        "'",
        '\\',
        '&',
        ';',
        '#',
        '[^1]: ',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
        const markdown = parts.join('');
        isHarmless(renderReport(markdown, []), markdown);
      }),
      { numRuns: 500 },
    );
  });

  it('shows the words of what it does not run', () => {
    assert.match(renderReport('`<script>`', []), /<code>&#x3C;script><\/code>/);
    assert.match(renderReport('![a cat](https://evil.example/x.png)', []), /<em>\[image: a cat, not loaded\]<\/em>/);
    assert.match(renderReport('![](x.png)', []), /<em>\[image, not loaded\]<\/em>/);
    assert.match(
      renderReport('[x](https://a.example/?a=1&b=2)', []),
      /<a href="https:\/\/a\.example\/\?a=1&#x26;b=2" rel="noreferrer">x<\/a>/,
    );
  });
});

describe('places in the preview', () => {
  const place = (index: number, text: string, title = 'Open it'): PreviewPlace => ({ index, text, title });
  const links = (html: string) =>
    [...html.matchAll(/<a href="#" data-place="(\d+)" title="[^"]*">(.*?)<\/a>/g)].map(([, index, text]) => [index, text]);

  it('become links, wherever they stand as words', () => {
    const html = renderReport('see Lib/a.py:3, `Lib/a.py:3`\n\n    Lib/a.py:3\n\n| b.c:1 |\n|---|\n', [
      place(0, 'Lib/a.py:3'),
      place(4, 'b.c:1'),
    ]);
    assert.deepEqual(links(html), [
      ['0', 'Lib/a.py:3'],
      ['0', 'Lib/a.py:3'],
      ['0', 'Lib/a.py:3'],
      ['4', 'b.c:1'],
    ]);
    isHarmless(html, '');
  });

  it('take the longer of two that start together, and the first of two that overlap', () => {
    assert.deepEqual(links(renderReport('a.py:12', [place(0, 'a.py:1'), place(1, 'a.py:12')])), [['1', 'a.py:12']]);
    assert.deepEqual(links(renderReport('xab', [place(0, 'ab'), place(1, 'xa')])), [['1', 'xa']]);
    assert.deepEqual(links(renderReport('nothing', [place(0, '')])), []);
  });

  it('take over a link of the report that is the place as a whole, and no other', () => {
    const address = 'https://github.com/a/b/blob/main/c.py#L1';
    assert.deepEqual(
      links(renderReport(`${address} [words](${address}) [${address}](https://evil.example/)`, [place(7, address)])).map(
        ([index]) => index,
      ),
      ['7', '7'],
    );
  });

  it('cannot break out of their attributes', () => {
    const html = renderReport('a"b<c', [place(0, 'a"b<c', '" onclick="alert(1)')]);
    assert.match(html, /<a href="#" data-place="0" title="&#x22; onclick=&#x22;alert\(1\)">a"b&#x3C;c<\/a>/);
  });

  it('cannot be made by the report itself', () => {
    for (const markdown of ['<a data-place="0">x</a>', '[x](# "data-place")', '[x](#){data-place=0}'])
      assert.ok(!/<a[^>]*data-place/.test(renderReport(markdown, [])), markdown);
  });

  it('are quick to find when there are very many', () => {
    const started = performance.now();
    renderReport(
      'a.py:1 '.repeat(2000),
      Array.from({ length: 2000 }, (_, index) => place(index, `a.py:${index}`)),
    );
    assert.ok(performance.now() - started < 2000);
  });
});
