import assert from 'node:assert/strict';
import { fromLines, LineLog, suiteResult } from './suite-result.ts';

describe('result of the suites in a host', () => {
  it('counts from the lines when there is no file', () => {
    const counted = fromLines(['  3 passing (2s)', '  1 pending', '  2 failing', '  1) a test with 9 failing parts']);
    assert.deepEqual(counted, { version: 'unknown', passed: 3, skipped: 1, failed: 2, tests: [] });
    assert.equal(fromLines(['nothing of the kind']), undefined);
  });

  it('is a failure when the host ends badly after the last test', async () => {
    const log = new LineLog(undefined);
    log.add('  3 passing (2s)\n');
    assert.equal((await suiteResult('server', '/nowhere', 1, log)).failed, 1);
    assert.equal((await suiteResult('server', '/nowhere', 0, log)).failed, 0);
  });

  it('says what was logged when there is no result at all', async () => {
    const log = new LineLog(undefined);
    log.add('the last words');
    await assert.rejects(suiteResult('server', '/nowhere', 0, log), /the last words/);
  });

  it('hands lines on only from the start of the suites', () => {
    const heard: string[] = [];
    const log = new LineLog((line) => heard.push(line));
    log.add('Creating a socket…');
    log.add('Suites in VS Code 1.139.1\n\n  first');
    assert.deepEqual(heard, ['Suites in VS Code 1.139.1', '', '  first']);
    assert.equal(log.lines.length, 4);
  });
});
