import assert from 'node:assert/strict';
import { parseStart, UsageError } from './start-arguments.ts';

describe('arguments of npm start', () => {
  it('takes no argument', () => {
    assert.deepEqual(parseStart([]), { open: true, port: undefined, repo: undefined, host: undefined, help: false });
  });

  it('takes all of them, in both forms', () => {
    assert.deepEqual(parseStart(['--no-open', '--port', '8080', '--repo=/a clone', '--host', 'server']), {
      open: false,
      port: 8080,
      repo: '/a clone',
      host: 'server',
      help: false,
    });
  });

  const wrong: readonly (readonly [args: string[], said: RegExp])[] = [
    [['--bogus'], /--bogus/],
    [['place'], /place/],
    [['--port'], /--port/],
    [['--port', '0'], /65535/],
    [['--port', '65536'], /65535/],
    [['--port', '80a'], /80a/],
    [['--port', '-1'], /--port/],
    [['--host', 'web'], /web/],
    [['--repo', ''], /folder/],
  ];
  for (const [args, said] of wrong) {
    it(`refuses ${args.join(' ')} in one line`, () => {
      assert.throws(
        () => parseStart(args),
        (error: unknown) => error instanceof UsageError && said.test(error.message) && !error.message.includes('\n'),
      );
    });
  }
});
