/** The text files that the command line reads. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readText } from '../../../src/cli/text-file.ts';

const MOST = 4 * 1024 * 1024;

describe('a text file on the command line', () => {
  const words = async (content: Buffer) => {
    const read = await readText('report.md', { readFile: () => Promise.resolve(content) });
    return read.ok ? read.value : read.failure.words;
  };

  it('is read as it stands there, with its byte order mark, so that offsets are the file’s', async () => {
    assert.equal(await words(Buffer.from('\ufeffIt leäks.\r\n')), '\ufeffIt leäks.\r\n');
  });

  it('is refused where it is too large, or none', async () => {
    assert.equal((await words(Buffer.alloc(MOST, 'a'))).length, MOST);
    assert.equal(await words(Buffer.alloc(MOST + 1, 'a')), '"report.md" is too large: 4 MB are read at most.');
    assert.equal(await words(Buffer.from('a\0b')), '"report.md" is no text file.');
    const gone = await readText('a\nb', { readFile: () => Promise.reject(new Error('gone')) });
    assert.deepEqual(gone, { ok: false, failure: { kind: 'bad-input', words: '"a\\nb" cannot be read: name a text file.' } });
  });
});
