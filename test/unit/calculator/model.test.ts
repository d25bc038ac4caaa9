import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { canApply, canCopy, canTake, START } from '../../../src/ui/panels/calculator/model.ts';
import { vectorOf } from '../../../src/ui/panels/calculator/sheet.ts';
import { about, after, choose, FOUR, other, stateAfter, subject, THREE, told, TWO } from './sample.ts';

const changed = (vector: string) => [{ kind: 'changed', name: subject.name, vector }];
const open = about(subject);
const withAV = (value: string) => FOUR.replace('AV:N', `AV:${value}`);

describe('what is told of the document', () => {
  it('is chosen, and nothing is written for it', () => {
    const { state, messages } = after([open]);
    assert.deepEqual([vectorOf(state.sheet), state.dirty, messages, state.present], [FOUR, false, [], true]);
    assert.equal(canApply(state), false);
  });

  it('opens in the version of its vector, and in the one asked for where it has none', () => {
    assert.equal(stateAfter([about({ ...subject, text: THREE })]).sheet.version, '3.1');
    assert.equal(stateAfter([about({ ...subject, text: '' })]).sheet.version, '4.0');
    assert.equal(stateAfter([about({ ...subject, text: '', wanted: '3.1' })]).sheet.version, '3.1');
  });

  it('is followed when it changes', () => {
    const state = stateAfter([open, about({ ...subject, text: withAV('P') })]);
    assert.equal(vectorOf(state.sheet), withAV('P'));
    assert.equal(state.dirty, false);
  });

  it('changes nothing in the page when it is told again as it was', () => {
    const looking = stateAfter([open, { kind: 'show', version: '3.1' }, { kind: 'type', text: 'broken' }]);
    const { sheet, draft } = stateAfter([about({ ...subject, held: { vector: FOUR, score: 8.7 } })], looking);
    assert.deepEqual([sheet, draft], [looking.sheet, looking.draft]);
  });

  it('leaves the choices as they were where it becomes malformed, and says what is wrong', () => {
    const state = stateAfter([open, about({ ...subject, text: 'CVSS:4.0/AV:Q' })]);
    assert.equal(vectorOf(state.sheet), FOUR);
    assert.deepEqual([state.draft?.text, state.draft?.failure?.what], ['CVSS:4.0/AV:Q', 'unknown-value']);
    assert.deepEqual([canApply(state), canCopy(state)], [false, false]);
  });

  it('chooses nothing where another advisory is malformed: nothing of one is shown for the other', () => {
    const state = stateAfter([open, about({ ...other, text: 'nonsense' })]);
    assert.deepEqual([state.sheet.chosen['4.0'], state.sheet.chosen['3.1']], [{}, {}]);
    assert.equal(state.draft?.text, 'nonsense');
  });

  it('is emptied when the vector is taken out of the document', () => {
    const state = stateAfter([open, about({ ...subject, text: '' })]);
    assert.deepEqual(state.sheet.chosen['4.0'], {});
  });

  it('shows 3.0 as 3.1 without writing it', () => {
    const { state, messages } = after([about({ ...subject, text: THREE.replace('3.1', '3.0') })]);
    assert.deepEqual([vectorOf(state.sheet), messages, state.dirty], [THREE, [], false]);
    assert.equal(canApply(state), true);
  });

  it('carries 2.0 over to 4.0, marked and not whole', () => {
    const state = stateAfter([about({ ...subject, text: TWO })]);
    assert.equal(state.sheet.version, '4.0');
    assert.deepEqual([state.sheet.carried?.from, state.sheet.carried?.metrics.includes('AV')], ['2.0', true]);
    assert.equal(canApply(state), false);
  });
});

describe('a choice', () => {
  it('is told at once when the vector is whole', () => {
    const { state, messages } = after([open, choose('AV', 'A')]);
    assert.deepEqual(messages, changed(withAV('A')));
    assert.equal(state.dirty, true);
  });

  it('is told again when it leads back to what the document has: another one may be on its way', () => {
    assert.deepEqual(after([open, choose('AV', 'A'), choose('AV', 'N')]).messages, changed(FOUR));
  });

  it('is not told while the vector is not whole', () => {
    const empty = about({ ...subject, text: '' });
    const { state, messages } = after([empty, choose('AV', 'A'), choose('VC', 'H')]);
    assert.deepEqual(messages, []);
    assert.deepEqual([canApply(state), canCopy(state)], [false, false]);
    assert.equal(vectorOf(state.sheet), 'CVSS:4.0/AV:A/VC:H');
  });

  it('is told to nobody while no advisory is under the cursor', () => {
    assert.deepEqual(after([open, told({ kind: 'nothing' }), choose('AV', 'A')]).messages, []);
    assert.deepEqual(after([{ kind: 'type', text: FOUR }, choose('AV', 'A')]).messages, []);
  });

  it('of what the version does not have changes nothing', () => {
    const state = stateAfter([open, { kind: 'type', text: 'broken' }]);
    for (const action of [choose('AV', 'Q'), choose('S', 'U'), choose('toString', 'N'), choose('__proto__', 'N')])
      assert.equal(stateAfter([action], state), state);
  });

  it('of "not defined" takes an optional metric out of the vector', () => {
    const { state, messages } = after([about({ ...subject, text: `${FOUR}/E:P` }), choose('E', 'X')]);
    assert.deepEqual(messages, changed(FOUR));
    assert.equal(state.sheet.chosen['4.0'].E, 'X');
  });
});

describe('the field', () => {
  it('chooses what is typed', () => {
    const { state, messages } = after([open, { kind: 'type', text: withAV('L') }]);
    assert.deepEqual([vectorOf(state.sheet), messages], [withAV('L'), changed(withAV('L'))]);
  });

  it('keeps what is typed as it is typed until it is left', () => {
    const text = `${THREE.replace('AV:N/AC:L', 'AC:L/AV:N')}/E:X`;
    const typing = after([open, { kind: 'type', text }]);
    assert.deepEqual(typing.messages, changed(THREE));
    assert.equal(typing.state.draft?.text, text);
    assert.equal(stateAfter([{ kind: 'settle' }], typing.state).draft, undefined);
  });

  it('takes a vector with white space around it, and gives places in what was typed', () => {
    assert.deepEqual(after([open, { kind: 'type', text: ` ${withAV('P')}\n` }]).messages, changed(withAV('P')));
    const { draft } = stateAfter([open, { kind: 'type', text: '  CVSS:4.0/AV:Q' }]);
    assert.equal(draft?.text.slice(draft.failure?.start, draft.failure?.end), 'Q');
  });

  it('leaves the choices alone while it is malformed, and keeps saying what is wrong after it is left', () => {
    const { state, messages } = after([open, { kind: 'type', text: `${FOUR}/` }, { kind: 'settle' }]);
    assert.deepEqual([vectorOf(state.sheet), messages, state.draft?.failure?.what], [FOUR, [], 'trailing']);
    assert.deepEqual([canApply(state), canCopy(state)], [false, false]);
    assert.equal(stateAfter([{ kind: 'revert' }], state).draft, undefined);
    assert.equal(stateAfter([choose('AV', 'P')], state).draft, undefined);
  });

  it('finds nothing wrong with what is chosen so far', () => {
    const state = stateAfter([about({ ...subject, text: '' }), choose('AV', 'A'), { kind: 'type', text: 'CVSS:4.0/AV:A' }]);
    assert.equal(state.draft?.failure, undefined);
  });

  it('goes to the version of what is typed', () => {
    assert.equal(stateAfter([open, { kind: 'type', text: THREE }]).sheet.version, '3.1');
    assert.equal(stateAfter([open, { kind: 'type', text: THREE.replace('3.1', '3.0') }]).sheet.version, '3.1');
    const two = after([open, { kind: 'type', text: TWO }]);
    assert.deepEqual([two.state.sheet.version, two.messages], ['4.0', []]);
  });
});

describe('the versions', () => {
  const three = about({ ...subject, text: THREE });

  it('are only looked at: showing one writes nothing', () => {
    const { state, messages } = after([three, { kind: 'show', version: '4.0' }]);
    assert.deepEqual([messages, state.dirty], [[], false]);
  });

  it('fill 4.0 from 3.1 and leave open what that does not tell', () => {
    const { sheet } = stateAfter([three, { kind: 'show', version: '4.0' }]);
    assert.equal(sheet.chosen['4.0'].AV, 'N');
    assert.equal(sheet.chosen['4.0'].AT, undefined);
    assert.deepEqual([sheet.carried?.from, sheet.carried?.metrics.includes('AT')], ['3.1', false]);
  });

  it('carry over anew what nobody has chosen in 4.0, and keep what somebody has', () => {
    const { sheet } = stateAfter([
      three,
      { kind: 'show', version: '4.0' },
      choose('PR', 'H'),
      choose('AT', 'P'),
      { kind: 'show', version: '3.1' },
      choose('AV', 'L'),
      choose('PR', 'N'),
      { kind: 'show', version: '4.0' },
    ]);
    assert.deepEqual([sheet.chosen['4.0'].AV, sheet.chosen['4.0'].PR, sheet.chosen['4.0'].AT], ['L', 'H', 'P']);
    const carried = sheet.carried?.metrics ?? [];
    assert.deepEqual([carried.includes('AV'), carried.includes('PR'), carried.includes('AT')], [true, false, false]);
  });

  it('take the mark off a value that is chosen again, and do nothing for one that is chosen anyhow', () => {
    const carried = stateAfter([three, { kind: 'show', version: '4.0' }]);
    const agreed = stateAfter([choose('AV', 'N')], carried);
    assert.equal(agreed.sheet.carried?.metrics.includes('AV'), false);
    assert.deepEqual(agreed.sheet.chosen, carried.sheet.chosen);
    assert.equal(stateAfter([choose('AV', 'N')], agreed), agreed);
  });

  it('slip nothing into a vector of 4.0 that is whole', () => {
    const high = `${THREE}/E:H/CR:H`;
    const state = stateAfter([open, { kind: 'type', text: high }, { kind: 'show', version: '4.0' }]);
    assert.equal(vectorOf(state.sheet), FOUR);
  });

  it('do not carry over what a person has set to "not defined"', () => {
    const state = stateAfter([
      about({ ...subject, text: `${THREE}/E:H` }),
      { kind: 'show', version: '4.0' },
      choose('E', 'X'),
      { kind: 'show', version: '3.1' },
      { kind: 'show', version: '4.0' },
    ]);
    assert.equal(state.sheet.chosen['4.0'].E, 'X');
    assert.ok(!vectorOf(state.sheet).includes('/E:'));
  });

  it('can be asked for by the host', () => {
    assert.equal(stateAfter([three, told({ kind: 'version', version: '4.0' })]).sheet.version, '4.0');
  });
});

describe('what comes back of a write', () => {
  it('does not undo a later choice', () => {
    const state = stateAfter([open, choose('AV', 'A'), choose('AV', 'L'), about({ ...subject, text: withAV('A') })]);
    assert.equal(vectorOf(state.sheet), withAV('L'));
    assert.equal(state.dirty, true);
    const end = stateAfter([about({ ...subject, text: withAV('L') })], state);
    assert.deepEqual([vectorOf(end.sheet), end.dirty], [withAV('L'), false]);
  });

  it('does not undo a choice that led back to where it began', () => {
    const state = stateAfter([open, choose('AV', 'A'), choose('AV', 'N'), about({ ...subject, text: withAV('A') })]);
    assert.equal(vectorOf(state.sheet), FOUR);
  });

  it('is believed without the document saying it', () => {
    const state = stateAfter([
      open,
      choose('AV', 'A'),
      told({ kind: 'written', name: subject.name, vector: withAV('A'), ok: true }),
    ]);
    assert.deepEqual([state.subject?.text, state.dirty, canApply(state)], [withAV('A'), false, false]);
  });

  it('is known for what it was, also when another version has been looked at since', () => {
    const away = stateAfter([open, choose('AV', 'A'), { kind: 'show', version: '3.1' }]);
    const good = stateAfter([told({ kind: 'written', name: subject.name, vector: withAV('A'), ok: true })], away);
    assert.deepEqual([good.waiting, good.dirty, good.subject?.text], [undefined, false, withAV('A')]);
    const bad = stateAfter([told({ kind: 'written', name: subject.name, vector: withAV('A'), ok: false })], away);
    assert.deepEqual([bad.waiting, bad.dirty, bad.trouble], [undefined, true, false]);
  });

  it('after it, undoing in the document is followed', () => {
    const state = stateAfter([open, choose('AV', 'A'), about({ ...subject, text: withAV('A') }), about(subject)]);
    assert.equal(vectorOf(state.sheet), FOUR);
  });

  it('is trouble when it fails, until something else is chosen', () => {
    const failed = told({ kind: 'written', name: subject.name, vector: withAV('A'), ok: false });
    const state = stateAfter([open, choose('AV', 'A'), failed]);
    assert.deepEqual([state.trouble, state.dirty, canApply(state), vectorOf(state.sheet)], [true, true, true, withAV('A')]);
    assert.equal(stateAfter([choose('AV', 'L')], state).trouble, false);
    assert.equal(stateAfter([choose('AV', 'L'), failed], state).trouble, false, 'an older write than the last');
  });

  it('counts only for the advisory it was for', () => {
    const state = stateAfter([open, told({ kind: 'written', name: other.name, vector: withAV('A'), ok: true })]);
    assert.equal(state.subject?.text, FOUR);
  });
});

describe('choices that the document does not have', () => {
  const notLive = stateAfter([open, { kind: 'set-live', on: false }, choose('AV', 'A')]);

  it('are not thrown away when it changes, but can be', () => {
    const state = stateAfter([about({ ...subject, text: withAV('P') })], notLive);
    assert.deepEqual([vectorOf(state.sheet), canTake(state), canApply(state)], [withAV('A'), true, true]);
    const taken = stateAfter([{ kind: 'take' }], state);
    assert.deepEqual([vectorOf(taken.sheet), taken.dirty, canTake(taken)], [withAV('P'), false, false]);
  });

  it('wait on a shelf while another advisory is under the cursor', () => {
    const away = stateAfter([about(other)], notLive);
    assert.equal(vectorOf(away.sheet), THREE);
    const back = stateAfter([about(subject)], away);
    assert.deepEqual([vectorOf(back.sheet), back.dirty, back.shelf], [withAV('A'), true, []]);
  });

  it('are gone where the document has changed meanwhile', () => {
    const back = stateAfter([about(other), about({ ...subject, text: withAV('P') })], notLive);
    assert.equal(vectorOf(back.sheet), withAV('P'));
  });

  it('are remembered for twenty advisories and no more', () => {
    const many = Array.from({ length: 30 }, (_, index) => [
      about({ ...subject, name: `GHSA-${index}` }),
      choose('AV', 'P'),
    ]).flat();
    const state = stateAfter(many);
    assert.equal(state.shelf.length, 20);
    assert.equal(state.shelf.at(-1)?.subject.name, 'GHSA-28');
  });

  it('are applied when that is asked for', () => {
    assert.deepEqual(after([{ kind: 'apply' }], notLive).messages, [{ kind: 'apply', name: subject.name, vector: withAV('A') }]);
    assert.deepEqual(after([told({ kind: 'nothing' }), { kind: 'apply' }], notLive).messages, []);
    assert.deepEqual(after([open, { kind: 'apply' }]).messages, [], 'the document has it');
  });
});

describe('the rest', () => {
  it('copies a whole vector only', () => {
    assert.deepEqual(after([open, { kind: 'copy' }]).messages, [{ kind: 'copy', vector: FOUR }]);
    assert.deepEqual(after([choose('AV', 'N'), { kind: 'copy' }]).messages, []);
  });

  it('tells the host whether to write, and takes the host’s word for it', () => {
    assert.deepEqual(after([{ kind: 'set-live', on: false }]).messages, [{ kind: 'live', on: false }]);
    const { state, messages } = after([told({ kind: 'live', on: false })]);
    assert.deepEqual([state.live, messages], [false, []]);
  });

  it('starts with nothing chosen, and with live writing on', () => {
    assert.deepEqual([vectorOf(START.sheet), START.live], ['CVSS:4.0', true]);
  });
});
