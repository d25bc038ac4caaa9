/** What the sources must not say: no telemetry, and no word of an advisory in a log line. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';

const root = join(import.meta.dirname, '..', '..', '..');
const files = globSync('src/**/*.ts', { cwd: root }).filter((path) => !path.endsWith('.d.ts'));
const sources = files.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** The code of a file without its comments. */
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

/** The arguments of every call that writes a line somewhere, brackets counted. */
function logged(text: string): string[] {
  const calls: string[] = [];
  for (const match of text.matchAll(/(?:\b|#)(?:log|info|warn|error|debug|trace|appendLine|(?:output|channel)\.append)\(/g)) {
    let open = 1;
    let at = match.index + match[0].length;
    const start = at;
    for (; at < text.length && open > 0; at++) {
      if (text[at] === '(') open++;
      if (text[at] === ')') open--;
    }
    calls.push(text.slice(start, at - 1));
  }
  return calls;
}

/** What an advisory's words are called. */
const WORDS = /\b(?:title|description|summary|body|label|quoted|spoken|report|content|message|stack|symbol)\b(?!\s*=>)/;

describe('the sources', () => {
  it('are found', () => {
    assert.ok(sources.length > 50);
    assert.ok(sources.flatMap(({ text }) => logged(code(text))).length >= 4);
  });

  it('measure nobody', () => {
    for (const { path, text } of sources) {
      // One file looks whether VS Code itself does, to warn of it.
      if (path !== 'src/ui/embargo/window/application.ts') assert.doesNotMatch(code(text), /telemetr/i, path);
      assert.doesNotMatch(code(text), /createTelemetryLogger|applicationinsights|sendBeacon|\bsentry\b|analytics/i, path);
    }
  });

  it('log no word of an advisory', () => {
    for (const { path, text } of sources)
      for (const call of logged(code(text))) assert.doesNotMatch(call, WORDS, `${path}: log(${call})`);
  });

  it('write to no console', () => {
    // Printing is what the command line is for.
    for (const { path, text } of sources.filter((one) => one.path !== 'src/cli.ts'))
      assert.doesNotMatch(code(text), /\bconsole\.\w+\(|process\.std(?:out|err)\.write/, path);
  });

  it('would be caught if they did', () => {
    for (const call of [
      'log(`new: ${advisory.title}`)',
      'this.#log(report)',
      'output.info(String(error.message))',
      'options.log(f(a, advisory.description))',
    ])
      assert.ok(
        logged(call).some((one) => WORDS.test(one)),
        call,
      );
    assert.deepEqual(logged('this.#log(logLine(a.b(c)))'), ['logLine(a.b(c))']);
  });
});
