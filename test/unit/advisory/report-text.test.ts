import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { conversationText, reportText } from '../../../src/advisory/report-text.ts';
import { coordinator, sample } from './sample.ts';

describe('an advisory as a document', () => {
  it('has the description to the letter behind its front matter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (description, title) => {
        const { text, bodyStart } = reportText(sample({ description, title }));
        assert.equal(text.slice(bodyStart), `${description}\n`);
        assert.ok(text.startsWith('---\n') && text.slice(0, bodyStart).endsWith('\n---\n\n'));
      }),
    );
  });

  it('says in the front matter what GitHub holds, whatever a title tries', () => {
    for (const title of [
      '---',
      'a\n---\nstate: closed',
      '- a: [b',
      '"',
      "'",
      '# no',
      '!!js/function x',
      '&a *a',
      'null',
      '2026-11-22',
      '\u2028---\u2028',
      ' ',
    ]) {
      const { text, bodyStart } = reportText(sample({ title, description: 'x' }));
      const front = parse(text.slice(4, bodyStart - 5)) as Readonly<Record<string, unknown>>;
      assert.deepEqual([front.title, front.state, front.id], [title, 'triage', 'GHSA-2222-3333-4444'], JSON.stringify(title));
      assert.equal(
        text
          .slice(0, bodyStart)
          .split('\n')
          .filter((line) => line === '---').length,
        2,
        JSON.stringify(title),
      );
    }
  });

  it('leaves the title out when titles are blurred', () => {
    const { text, bodyStart } = reportText(sample({ title: 'Quixotic title', description: 'x' }), true);
    assert.ok(!text.includes('Quixotic') && text.slice(bodyStart) === 'x\n');
  });

  it('tells dates, score, credits and ranges', () => {
    const { text, bodyStart } = reportText(
      sample({
        createdAt: Date.UTC(2026, 10, 22),
        cvss4: { vector: 'CVSS:4.0/AV:N', score: 8.7 },
        cwes: [{ id: 'CWE-22', name: null }],
        credits: [coordinator('cole', 'pending'), coordinator('tess', null)],
        vulnerabilities: [{ ecosystem: 'pip', name: 'widget', range: '< 2', patched: null, functions: ['f'] }],
        collaboratingUsers: ['cole'],
        collaboratingTeams: ['psrt'],
        description: null,
      }),
    );
    const front = parse(text.slice(4, bodyStart - 5)) as Readonly<Record<string, unknown>>;
    assert.deepEqual(
      [front.created, front.published, front.cvss, front.cwe, front.credits, front.affected, front.collaborators],
      [
        '2026-11-22T00:00:00.000Z',
        undefined,
        { vector: 'CVSS:4.0/AV:N', score: 8.7 },
        ['CWE-22'],
        [
          { login: 'cole', type: 'coordinator', state: 'pending' },
          { login: 'tess', type: 'coordinator' },
        ],
        [{ package: 'pip/widget', range: '< 2', functions: ['f'] }],
        ['cole', 'team psrt'],
      ],
    );
    assert.equal(text.slice(bodyStart), '\n');
  });
});

describe('a conversation as a document', () => {
  it('says who, when, and that it is only a part', () => {
    const at = Date.UTC(2026, 10, 22, 9, 30);
    const text = conversationText(
      'GHSA-2222-3333-4444',
      [
        { id: 1, author: 'rita', body: 'Any news?', createdAt: at, updatedAt: at + 1, htmlUrl: null },
        { id: 2, author: null, body: 'No.', createdAt: null, updatedAt: at, htmlUrl: null },
      ],
      at,
      undefined,
    );
    assert.match(text, /confidential comments are never in it/);
    assert.match(text, /## rita, 2026-11-22 09:30, edited\n\nAny news\?/);
    assert.match(text, /## somebody, at an unknown time\n\nNo\./);
    assert.doesNotMatch(text, /could not be read|There is no comment/);
  });

  it('tells nothing from not knowing', () => {
    const at = Date.UTC(2026, 10, 22, 9, 30);
    assert.match(conversationText('GHSA-2222-3333-4444', [], at, undefined), /There is no comment in it/);
    assert.doesNotMatch(
      conversationText('GHSA-2222-3333-4444', [], null, 'GitHub cannot be reached'),
      /There is no comment|was read at/,
    );
    assert.match(
      conversationText('GHSA-2222-3333-4444', [], null, 'GitHub cannot be reached'),
      /could not be read now: GitHub cannot be reached\.$/,
    );
    assert.match(
      conversationText('GHSA-2222-3333-4444', [], at, 'x'),
      /What follows was read at 2026-11-22 09:30 \(UTC\)\.[\s\S]*There is no comment in it/,
    );
  });
});
