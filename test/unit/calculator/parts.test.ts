import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, it } from 'mocha';
import { GAUGE_MARKS, gaugeDash, gaugeMark } from '../../../src/ui/panels/calculator/gauge.ts';
import { pageHtml } from '../../../src/ui/panels/calculator/html.ts';

const root = join(import.meta.dirname, '..', '..', '..');

describe('the gauge', () => {
  it('draws as much of the scale as the score is of ten, and nothing without one', () => {
    assert.deepEqual([0, 0.1, 7.1, 8.7, 10].map(gaugeDash), ['0 100', '1 100', '71 100', '87 100', '100 100']);
    assert.equal(gaugeDash(undefined), '0 100');
  });

  it('has its marks on the scale, from left to right, and their numbers inside the drawing', () => {
    const xs = [0, ...GAUGE_MARKS, 10].map((score) => gaugeMark(score).number.x);
    assert.deepEqual(
      xs,
      [...xs].sort((a, b) => a - b),
    );
    assert.deepEqual(gaugeMark(5).number, { x: 64, y: 5 });
    for (const score of GAUGE_MARKS) {
      const { x, y } = gaugeMark(score).number;
      assert.ok(x > 3 && x < 125 && y > 3 && y < 69);
    }
  });
});

describe("the page's document", () => {
  const html = pageHtml({ script: 'vscode://s', style: 'vscode://c', source: 'https://*.cdn', nonce: 'N0nce' });

  it('lets one script and one sheet of styles in, and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; style-src https://*.cdn; script-src 'nonce-N0nce'; base-uri 'none'; form-action 'none'",
    );
    assert.deepEqual(html.match(/<script[^>]*>/g), ['<script nonce="N0nce" src="vscode://s">']);
    assert.doesNotMatch(html, /<style|style=|\son\w+=|http:/);
  });
});

describe("the page's styles", () => {
  it("take every colour from VS Code's variables, and load nothing", async () => {
    const css = (await readFile(join(root, 'media', 'calculator.css'), 'utf8')).replace(/\/\*[^]*?\*\//g, '');
    assert.doesNotMatch(css, /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color|color-mix)a?\(|url\(|@import/i);
    const colours = [
      ...css.matchAll(
        /^\s*(?:color|background|fill|stroke|accent-color|(?:border|outline)(?:-(?:left|bottom|top))?(?:-color)?):\s*([^;]+);/gm,
      ),
    ];
    assert.ok(colours.length > 40);
    const words = /^(?:\d[\d.]*(?:px|em)?|solid|dashed|double|none|transparent|currentColor|inherit|50%)$/;
    for (const [line, value = ''] of colours) {
      const rest = value.replace(/var\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, '').trim();
      for (const word of rest.split(/\s+/).filter((it) => it !== '')) assert.match(word, words, line);
    }
    for (const [, name = ''] of css.matchAll(/var\((--[\w-]+)/g)) assert.match(name, /^--(?:vscode-|edge$|line$|quiet$)/);
  });

  it('move nothing for those who asked for that', async () => {
    const css = await readFile(join(root, 'media', 'calculator.css'), 'utf8');
    const moving = css.indexOf('transition');
    assert.equal(css.lastIndexOf('transition'), css.indexOf('transition: stroke-dasharray'), 'one thing moves');
    const block = css.lastIndexOf('@media', moving);
    assert.match(css.slice(block, moving), /prefers-reduced-motion: no-preference[^]*body:not\(\.vscode-reduce-motion\)/);
  });
});

describe("the page's script", () => {
  it('is made of the calculator, the metrics and the formulas alone, and needs no rights that the page has not', async () => {
    const made = await build({
      absWorkingDir: root,
      entryPoints: ['src/ui/panels/calculator/page.ts'],
      bundle: true,
      platform: 'browser',
      format: 'iife',
      minify: true,
      write: false,
      metafile: true,
      logLevel: 'error',
    });
    for (const input of Object.keys(made.metafile.inputs))
      assert.match(input, /^(?:src\/ui\/panels\/calculator|src\/advisory\/cvss|src\/common|node_modules\/ae-cvss-calculator)\//);
    const script = made.outputFiles[0]?.text ?? '';
    assert.ok(script.length > 100_000 && script.length < 400_000, `${script.length}`);
    assert.doesNotMatch(
      script,
      /\beval\(|new Function\(|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\bfetch\(|XMLHttpRequest/,
    );
  });
});
