import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { contentOf, type AdvisoryContent } from '../../../src/advisory/content.ts';
import type { Advisory } from '../../../src/advisory/model.ts';
import { audienceWords, isSamePlan, planOf, type Wish } from '../../../src/sending/plan.ts';
import { psrt, sample } from '../advisory/sample.ts';

const credited = (login: string, type: string) => ({ login, type, state: null });

describe('the plan of a write', () => {
  const held = sample({
    title: '[ACCEPTED] It leaks',
    credits: [credited('rita', 'reporter'), credited('Tess', 'coordinator')],
    collaboratingUsers: ['bob'],
    collaboratingTeams: ['psrt'],
  });
  const plan = (change: Partial<AdvisoryContent>, more: Partial<Wish> = {}, theirs: Advisory = held) => {
    const base = contentOf(theirs);
    return planOf({ base, mine: { ...base, ...change }, ...more }, theirs);
  };
  const warnings = (...args: Parameters<typeof plan>) => plan(...args).warnings;

  it('says who will see it: the reporter, those who collaborate, those who are credited', () => {
    const { audience, key } = plan({ users: ['bob', 'Rita', 'cid'], credits: [{ login: 'dan', type: 'tool' }] });
    assert.deepEqual(audience, {
      reporter: 'rita',
      users: ['bob', 'Rita', 'cid'],
      teams: ['psrt'],
      credited: ['dan'],
      people: ['rita', 'bob', 'cid', 'dan'],
      everybody: false,
      becomesPublic: true,
    });
    assert.equal(key, 'python/cpython#GHSA-2222-3333-4444');
    assert.equal(
      audienceWords(audience),
      'Seen by rita (reporter), bob, cid, dan, team psrt, administrators and security managers of the repository. Credits become public with the CVE record.',
    );
    assert.match(audienceWords(plan({}, {}, { ...held, state: 'published' }).audience), /^Everybody/);
    // A draft of a maintainer has an author, but nobody reported it.
    assert.equal(plan({}, {}, { ...held, submissionAccepted: null }).audience.reporter, null);
  });

  it('warns when a coordinator goes, or one of one’s own credits becomes another', () => {
    assert.deepEqual(warnings({ credits: [{ login: 'rita', type: 'reporter' }] }), [
      'Tess is no longer coordinator.',
      'Nobody is coordinator then.',
    ]);
    const over = [
      { login: 'rita', type: 'coordinator' },
      { login: 'cole', type: 'finder' },
    ];
    assert.deepEqual(warnings({ credits: over }, { me: 'RITA' }), [
      'Tess is no longer coordinator.',
      'Your credit as reporter becomes one as coordinator: GitHub keeps one credit a person.',
    ]);
    assert.deepEqual(warnings({ credits: [...contentOf(held).credits, { login: 'tess', type: 'tool' }] }), [
      'tess has more than one credit here; GitHub keeps one of them.',
    ]);
  });

  it('warns when somebody will no longer see it', () => {
    assert.deepEqual(warnings({ users: [], teams: [] }), [
      'Only administrators and security managers may change collaborators.',
      'bob will no longer see the advisory.',
      'team psrt will no longer see the advisory.',
    ]);
    assert.deepEqual(warnings({ users: ['BOB'] }), []);
  });

  it('warns of what the bot will do, and of what it is no longer asked to do', () => {
    const process = { process: psrt };
    assert.deepEqual(warnings({ title: '[INVALID] It leaks' }, process), [
      "The tag [INVALID] in the title asks the team's bot to close as invalid.",
    ]);
    assert.deepEqual(warnings({ title: 'It leaks' }, process), [
      "Without the tag [ACCEPTED] the team's bot is no longer asked to accept.",
    ]);
    assert.deepEqual(warnings({ title: '[ACCEPTED] It really leaks' }, process), []);
    assert.deepEqual(warnings({}, { ...process, state: 'draft' }), []);
    assert.deepEqual(warnings({ title: '[INVALID] It leaks' }), []);
  });

  it('warns of an advisory that is closed or public', () => {
    assert.deepEqual(warnings({ title: 'x' }, {}, { ...held, state: 'closed' }), ['The advisory is closed.']);
    assert.deepEqual(warnings({ title: 'x' }, {}, { ...held, state: 'withdrawn' }), [
      'The advisory is public: everybody sees the change at once.',
    ]);
  });

  it('is another one when something else changes, or somebody else sees it', () => {
    const one = plan({ description: 'It leaks.\nA' });
    assert.ok(isSamePlan(one, plan({ description: 'It leaks.\nA' }, {}, { ...held, title: '[ACCEPTED] Else', updatedAt: 1 })));
    assert.ok(!isSamePlan(one, plan({ description: 'It leaks.\nB' })), 'the same number of lines, but other ones');
    assert.ok(!isSamePlan(one, plan({ description: 'It leaks.\nA' }, {}, { ...held, collaboratingUsers: ['bob', 'eve'] })));
    assert.ok(!isSamePlan(one, plan({ description: 'It leaks.\nA' }, {}, { ...held, state: 'published' })));
  });

  it('has a change of state before the others, and none to the state that there is', () => {
    assert.deepEqual(
      plan({ title: 'It leaks' }, { state: 'closed' }).changes.map(({ words }) => words),
      ['state: triage → closed', 'title: “[ACCEPTED] It leaks” → “It leaks”'],
    );
    assert.deepEqual(plan({}, { state: 'draft' }, { ...held, state: 'draft' }).changes, []);
  });
});
