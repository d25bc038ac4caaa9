import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { conversationText } from '../../../src/advisory/conversation-text.ts';

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
