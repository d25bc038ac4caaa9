import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePatched } from '../../../../src/advisory/ranges/range.ts';
import { isVersion } from '../../../../src/advisory/ranges/versions.ts';
import { SCHEMES, versions } from './arbitraries.ts';

function read(text: string): readonly string[] {
  const parsed = parsePatched(text, 'pep440');
  assert.ok(parsed.ok, text);
  for (const { version, start, end } of parsed.value) assert.equal(text.slice(start, end), version);
  return parsed.value.map(({ version }) => version);
}

describe('parsePatched', () => {
  it('reads one version or a list, however it is put', () => {
    assert.deepEqual(read('3.12.9'), ['3.12.9']);
    assert.deepEqual(read('v3.12.9'), ['3.12.9']);
    assert.deepEqual(read('>= 3.12.9'), ['3.12.9']);
    assert.deepEqual(read('3.12.9+'), ['3.12.9']);
    for (const text of [
      '3.11.12, 3.12.9',
      '3.11.12,3.12.9',
      '3.11.12 and 3.12.9',
      '3.11.12; 3.12.9',
      'v3.11.12 3.12.9+',
      '3.11.12 || 3.12.9',
      ' 3.11.12\n3.12.9 ',
    ])
      assert.deepEqual(read(text), ['3.11.12', '3.12.9'], text);
  });

  it('refuses what tells no version, and says where', () => {
    const cases = [
      ['None', 'prose', 'None'],
      ['3.12.9 (soon)', 'prose', '(soon)'],
      ['< 3.12.9', 'operator', '<'],
      ['3.11.12 – 3.12.9', 'separator', '–'],
      ['3.12.x', 'version', '3.12.x'],
      ['', 'empty', ''],
      [', ', 'version', ', '],
      ['1'.repeat(1_001), 'too-long', '1'.repeat(1_001)],
    ] as const;
    for (const [text, what, at] of cases) {
      const parsed = parsePatched(text, 'pep440');
      assert.ok(!parsed.ok, text);
      assert.equal(parsed.failure.what, what, text);
      assert.equal(text.slice(parsed.failure.start, parsed.failure.end), at);
    }
  });

  it('reads every list of versions, and never throws', () => {
    for (const scheme of SCHEMES) {
      fc.assert(
        fc.property(
          fc.array(versions(scheme), { minLength: 1, maxLength: 5 }),
          fc.constantFrom(', ', ',', ' and ', '; '),
          (list, between) => {
            const parsed = parsePatched(list.join(between), scheme);
            assert.deepEqual(parsed.ok && parsed.value.map(({ version }) => version), list);
          },
        ),
      );
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (text) => {
          const parsed = parsePatched(text, scheme);
          if (parsed.ok) assert.ok(parsed.value.length > 0 && parsed.value.every(({ version }) => isVersion(version, scheme)));
        }),
      );
    }
  });
});
