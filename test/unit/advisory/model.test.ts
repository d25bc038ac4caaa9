import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { readComment } from '../../../src/advisory/comments.ts';
import { coordinators, isCoordinatedBy } from '../../../src/advisory/credits.ts';
import { isGhsaId, keyOf, parseKey, parseRepositoryName } from '../../../src/advisory/model.ts';
import { scoreOf, severityOf, severityRank } from '../../../src/advisory/severity.ts';
import { coordinator, sample } from './sample.ts';

describe('names and keys', () => {
  it("know a repository's name", () => {
    for (const name of ['python/cpython', 'a/.github', 'a-b/c.d_e-f', '0/0'])
      assert.equal(parseRepositoryName(` ${name} `), name);
    for (const name of [
      '',
      'python',
      'a/b/c',
      '/b',
      'a/',
      'a/.',
      'a/..',
      '-a/b',
      'a_/b',
      'a/b c',
      'a/b?',
      'ä/b',
      `${'a'.repeat(40)}/b`,
      'a/b\nc',
      '../b',
    ])
      assert.equal(parseRepositoryName(name), undefined, name);
  });

  it('take a key apart as it was put together', () => {
    const advisory = sample();
    assert.deepEqual(parseKey(keyOf(advisory)), { repository: advisory.repository, ghsaId: advisory.ghsaId });
    for (const key of [
      '',
      '#',
      'a/b',
      '#GHSA-2222-3333-4444',
      'a/b#',
      'a/b#GHSA-1111-3333-4444',
      'a#GHSA-2222-3333-4444',
      'a/b##GHSA-2222-3333-4444',
    ])
      assert.equal(parseKey(key), undefined, key);
    fc.assert(
      fc.property(fc.string(), (key) => {
        parseKey(key);
      }),
    );
  });

  it("know GitHub's alphabet", () => {
    for (const id of ['GHSA-2222-3333-4444', 'ghsa-cfgh-jmpq-rvwx']) assert.ok(isGhsaId(id));
    for (const id of [
      'GHSA-2222-3333',
      'GHSA-0000-2222-3333',
      'GHSA-aaaa-2222-3333',
      'xGHSA-2222-3333-4444',
      'GHSA-2222-3333-4444\n',
    ])
      assert.ok(!isGhsaId(id), id);
  });
});

describe('coordinators', () => {
  it('are credits of that type, compared without case, whatever their state', () => {
    const it = sample({
      credits: [
        coordinator('Cole', 'declined'),
        { login: 'rita', type: 'reporter', state: 'accepted' },
        coordinator('Tess', null),
      ],
    });
    assert.deepEqual(
      coordinators(it).map(({ login }) => login),
      ['Cole', 'Tess'],
    );
    assert.deepEqual(
      ['cole', 'COLE', 'tess', 'rita', ''].map((login) => isCoordinatedBy(it, login)),
      [true, true, true, false, false],
    );
  });
});

describe('severity', () => {
  const cvss = (score: number | null) => ({ vector: 'x', score });

  it("is GitHub's word, else what the score falls under", () => {
    for (const [score, word] of [
      [10, 'critical'],
      [9, 'critical'],
      [8.9, 'high'],
      [7, 'high'],
      [6.9, 'medium'],
      [4, 'medium'],
      [3.9, 'low'],
      [0.1, 'low'],
      [0, 'none'],
      [-1, 'none'],
      [null, 'none'],
    ] as const) {
      assert.equal(severityOf(sample({ cvss3: cvss(score) })), word, String(score));
    }
    assert.equal(severityOf(sample({ severity: 'HIGH', cvss3: cvss(1) })), 'high');
    assert.equal(severityOf(sample({ severity: 'apocalyptic', cvss3: cvss(5) })), 'medium');
  });

  it('takes CVSS 4.0 before 3.x', () => {
    assert.deepEqual(scoreOf(sample({ cvss3: cvss(9), cvss4: cvss(5) })), { version: '4.0', vector: 'x', score: 5 });
    assert.equal(scoreOf(sample({ cvss3: cvss(9) }))?.version, '3.x');
    assert.equal(scoreOf(sample()), undefined);
  });

  it('is ranked from none to critical', () => {
    assert.deepEqual((['none', 'low', 'medium', 'high', 'critical'] as const).map(severityRank), [0, 1, 2, 3, 4]);
  });
});

describe('comments', () => {
  it('are read as they come', () => {
    assert.deepEqual(
      readComment({
        id: 1,
        user: { login: 'rita' },
        body: 'b',
        created_at: '2026-11-22T00:00:00Z',
        updated_at: 'x',
        html_url: 'javascript:x',
      }),
      { id: 1, author: 'rita', body: 'b', createdAt: Date.UTC(2026, 10, 22), updatedAt: null, htmlUrl: null },
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('user', 'body', 'created_at', 'updated_at', 'html_url', 'x'), fc.anything()),
        (fields) => {
          const comment = readComment({ ...fields, id: 7 });
          assert.ok(comment?.id === 7 && typeof comment.body === 'string');
        },
      ),
    );
    fc.assert(
      fc.property(fc.anything(), (json) => {
        readComment(json);
      }),
    );
    for (const json of [null, 1, 'x', [], {}, { id: '1' }]) assert.equal(readComment(json), undefined);
  });
});
