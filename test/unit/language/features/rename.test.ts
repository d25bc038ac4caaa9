import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { documentContent } from '../../../../src/advisory/document/content.ts';
import { parseDocument } from '../../../../src/advisory/document/parse.ts';
import { mentionsIn } from '../../../../src/language/body/mentions.ts';
import { rename, renameTarget } from '../../../../src/language/rename.ts';
import { applied, front, marked, type Marked } from './marked.ts';
import { plainAdvisories, spelled, spellings } from './messy.ts';

function renamed({ document, offset }: Marked, login: string): string {
  const edits = rename(document, offset, login);
  assert.ok(!('refused' in edits), JSON.stringify(edits));
  return applied(document.text, edits);
}

function refusal({ document, offset }: Marked, login: string): string {
  const edits = rename(document, offset, login);
  assert.ok('refused' in edits, JSON.stringify(edits));
  return edits.refused;
}

const TEXT = `---
title: alice
credits:
  - login: al‸ice
    type: finder
  - login: bob
collaborators: ["Alice", team alice]
reporter: alice
---

Thanks, @ALICE and @alice-b. Mail alice@alice.example, see \`@alice\`, @alice/team and @alice.
`;

describe('renaming a login', () => {
  it('changes credits, collaborators and mentions, in any case, and nothing else', () => {
    assert.equal(
      renamed(marked(TEXT), 'carol'),
      TEXT.replace('al‸ice', 'carol')
        .replace('"Alice"', '"carol"')
        .replace('@ALICE and', '@carol and')
        .replace('@alice.\n', '@carol.\n'),
    );
  });

  it('begins at any of them, and nowhere else', () => {
    const plain = TEXT.replace('‸', '');
    const document = parseDocument(plain);
    for (const needle of ['login: alice', '["Alice', '@ALICE', '@alice.\n']) {
      const offset = plain.indexOf(needle) + needle.search(/alice/i) + 2;
      const target = renameTarget(document, offset);
      assert.ok(target, needle);
      assert.equal(target.login.toLowerCase(), 'alice', needle);
      assert.equal(plain.slice(target.start, target.end), target.login);
    }
    for (const needle of [
      'title: alice',
      'team alice',
      'reporter: alice',
      'alice@alice',
      '`@alice',
      '@alice/team',
      'type: finder',
    ])
      assert.equal(renameTarget(document, plain.indexOf(needle) + needle.length), undefined, needle);
    assert.match(refusal({ document, offset: 0 }, 'carol'), /No login/);
  });

  it('refuses what can be no login on GitHub', () => {
    for (const login of ['', 'a b', '-a', 'a-', 'a--b', 'é', 'a_b', 'team psrt', 'x'.repeat(40), 'a/b', 'a\nb'])
      assert.match(refusal(marked(TEXT), login), /1 to 39 letters/, login);
    for (const login of ['a', 'A-1-b', 'x'.repeat(39), '@carol', ' carol '])
      assert.match(renamed(marked(TEXT), login), /login: /);
  });

  it('refuses a login that has its credit or place already, but for another case of itself', () => {
    assert.match(refusal(marked(TEXT), 'BOB'), /one credit for each account/);
    assert.match(refusal(front('collaborators: [a‸, b]'), 'b'), /collaborators already/);
    assert.match(renamed(marked(TEXT), 'ALICE'), /login: ALICE/);
    assert.match(renamed(front('credits:\n  - login: a‸\ncollaborators: [b]'), 'b'), /login: b\n/);
  });

  it('quotes what YAML would take for something else', () => {
    assert.match(renamed(front('credits:\n  - login: a‸'), '123'), /login: "123"/);
    assert.match(renamed(front('credits: [{login: a‸}]'), 'null'), /login: "null"/);
    assert.match(renamed(front("credits: [{login: 'a‸'}]"), 'null'), /login: 'null'/);
  });

  it('leaves no trace of the old login, however the document is spelled', () => {
    fc.assert(
      fc.property(plainAdvisories, spellings, fc.nat(), (advisory, spelling, which) => {
        const document = parseDocument(spelled({ ...advisory, description: 'Ask @alice, @bob.' }, spelling));
        const places = [
          ...document.fields.credits.flatMap(({ login }) => login ?? []),
          ...mentionsIn(document.text, document.body),
        ];
        const place = places[which % places.length];
        assert.ok(place);
        const target = renameTarget(document, place.end - 1);
        assert.equal(target?.login, place.value);
        const before = documentContent(document);
        const after = parseDocument(renamed({ document, offset: place.end - 1 }, 'zz-9'));
        const to = (login: string) => (login === place.value ? 'zz-9' : login);
        const content = documentContent(after);
        assert.deepEqual(
          content.credits,
          before.credits.map((credit) => ({ ...credit, login: to(credit.login) })),
        );
        assert.deepEqual(content.users, before.users.map(to));
        assert.equal(content.description, before.description.replace(`@${place.value}`, '@zz-9'));
        assert.deepEqual(
          { ...content, credits: [], users: [], description: '' },
          { ...before, credits: [], users: [], description: '' },
        );
      }),
      { numRuns: 300 },
    );
  });
});
