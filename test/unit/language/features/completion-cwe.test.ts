import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cweById } from '../../../../src/advisory/cwe/catalogue.ts';
import { sample } from '../../advisory/sample.ts';
import { front, knowing, labels, offered, taken } from './marked.ts';

describe('completion of weaknesses', () => {
  it('finds them by number and by words', async () => {
    assert.ok((await labels(front('cwe:\n  - CWE-2‸'))).includes('CWE-22'));
    assert.equal((await labels(front('cwe:\n  - 787‸')))[0], 'CWE-787');
    assert.ok((await labels(front('cwe:\n  - path trav‸'))).slice(0, 3).includes('CWE-22'));
    assert.ok((await labels(front('cwe:\n  - use after ‸'))).includes('CWE-416'));
    assert.deepEqual(await labels(front('cwe:\n  - nothing like this‸')), []);
  });

  it('replaces the words that were typed', async () => {
    assert.match(await taken(front('cwe:\n  - path trav‸'), 'CWE-22'), /cwe:\n {2}- CWE-22\n/);
    assert.match(await taken(front('cwe:\n  - path ‸trav # x'), 'CWE-22'), /cwe:\n {2}- CWE-22 # x\n/);
    assert.match(await taken(front('cwe: path trav‸'), 'CWE-22'), /cwe:\n {2}- CWE-22\n/);
    assert.match(await taken(front('cwe: [CWE-79, path tr‸av]'), 'CWE-22'), /cwe: \[CWE-79, CWE-22\]\n/);
  });

  it('lets the editor keep what the catalogue found', async () => {
    for (const { filter } of await offered(front('cwe:\n  - path trav‸'))) assert.equal(filter, 'path trav');
    for (const one of await offered(front('cwe:\n  - ‸'))) assert.equal(one.filter, undefined);
  });

  it('marks what is discouraged, and what is not to be used', async () => {
    const all = await offered(front('cwe:\n  - input validation‸'));
    assert.equal(all.find(({ label }) => label === 'CWE-1284')?.detail, cweById('CWE-1284')?.name);
    const twenty = all.find(({ label }) => label === 'CWE-20');
    assert.match(twenty?.detail ?? '', /^Discouraged: Improper Input Validation/);
    assert.equal(twenty?.deprecated, undefined);
    const [old] = await offered(front('cwe:\n  - CWE-365‸'));
    assert.equal(old?.label, 'CWE-365');
    assert.equal(old.deprecated, true);
    assert.match(old.words ?? '', /deprecated/);
  });

  it('begins with what GitHub holds, then what is frequent and may be used, and repeats nothing', async () => {
    const held = sample({ cwes: [{ id: 'CWE-1333', name: null }] });
    const all = await labels(front('cwe:\n  - CWE-79\n  - ‸'), knowing({ held }));
    assert.deepEqual(all.slice(0, 2), ['CWE-1333', 'CWE-787']);
    assert.ok(!all.includes('CWE-79'));
    for (const id of all) assert.match(cweById(id)?.usage ?? '', /^allowed/);
    assert.ok((await labels(front('cwe:\n  - CWE-79‸'))).includes('CWE-79'));
  });
});
