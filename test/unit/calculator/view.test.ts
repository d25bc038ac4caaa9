import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseVector } from '../../../src/advisory/cvss/vector.ts';
import type { State } from '../../../src/ui/panels/calculator/model.ts';
import { speech } from '../../../src/ui/panels/calculator/speech.ts';
import { scoreKind } from '../../../src/ui/panels/calculator/view-words.ts';
import { viewOf } from '../../../src/ui/panels/calculator/view.ts';
import { about, choose, FOUR, other, stateAfter, subject, THREE, told, TWO } from './sample.ts';

const A = FOUR.replace('AV:N', 'AV:A');
const seen = (state: State) => viewOf(state);
const status = (state: State) => [seen(state).status.kind, seen(state).status.words];

describe('the score shown', () => {
  it('is a number with one digit, a word, and what went into it', () => {
    const { score } = seen(stateAfter([about(subject)]));
    assert.deepEqual(score, { number: '8.7', value: 8.7, severity: 'high', word: 'High', kind: 'CVSS-B 4.0' });
    assert.equal(seen(stateAfter([about(other)])).score?.number, '6.3');
    const none = FOUR.replace('VC:H', 'VC:N');
    assert.deepEqual(seen(stateAfter([about({ ...subject, text: none })])).score?.number, '0.0');
  });

  it('names the metrics that went into it as the specifications do', () => {
    const kind = (text: string) => {
      const vector = parseVector(text);
      return vector.ok ? scoreKind(vector.value) : '';
    };
    assert.equal(kind(`${FOUR}/E:P`), 'CVSS-BT 4.0');
    assert.equal(kind(`${FOUR}/MAV:L`), 'CVSS-BE 4.0');
    assert.equal(kind(`${FOUR}/E:U/AR:L/S:P`), 'CVSS-BTE 4.0');
    assert.equal(kind(`${FOUR}/S:P/AU:Y/R:A/V:D/RE:L/U:Red`), 'CVSS-B 4.0', 'supplemental metrics do not score');
    assert.equal(kind(`${FOUR}/E:X/MAV:X`), 'CVSS-B 4.0');
    assert.equal(kind(THREE), 'CVSS 3.1 base score');
    assert.equal(kind(`${THREE}/RL:O`), 'CVSS 3.1 temporal score');
    assert.equal(kind(`${THREE}/E:P/CR:H`), 'CVSS 3.1 environmental score');
  });

  it('is none while something is still to be chosen, and that is said', () => {
    const view = seen(stateAfter([about({ ...subject, text: THREE }), { kind: 'show', version: '4.0' }]));
    assert.equal(view.score, undefined);
    assert.deepEqual(
      view.missing.map(({ id }) => id),
      ['AT', 'UI'],
    );
    assert.equal(view.spoken, 'Not scored. 2 metrics are still to choose.');
    assert.ok(view.notes.includes('Still to choose: Attack Requirements, User Interaction.'));
    assert.ok(view.notes.some((note) => note.startsWith('Carried over from CVSS 3.1')));
  });
});

describe('the groups shown', () => {
  const groups = (text: string) => seen(stateAfter([about({ ...subject, text })])).groups;

  it('are folded away where nothing in them has to be or is chosen', () => {
    const open = (text: string) => groups(text).flatMap((group) => (group.open ? [group.name] : []));
    const base = ['Exploitability', 'Vulnerable system impact', 'Subsequent system impact'];
    assert.deepEqual(open(FOUR), base);
    assert.deepEqual(open(`${FOUR}/E:P`), [...base, 'Threat']);
    assert.deepEqual(open(`${FOUR}/U:Red`), [...base, 'Supplemental']);
  });

  it('are as a person has left them', () => {
    const state = stateAfter([about({ ...subject, text: `${FOUR}/E:P` }), { kind: 'fold', group: '4.0 Threat', open: false }]);
    const threat = seen(state).groups.find(({ name }) => name === 'Threat');
    assert.deepEqual([threat?.open, threat?.optional, threat?.chosen], [false, true, 1]);
  });

  it('mark what is still to be chosen and what was carried over', () => {
    const { groups: all } = seen(
      stateAfter([about({ ...subject, text: THREE }), { kind: 'show', version: '4.0' }, choose('PR', 'N')]),
    );
    const marks = Object.fromEntries(all.flatMap(({ metrics }) => metrics.map(({ metric, mark }) => [metric.id, mark])));
    assert.deepEqual([marks.AV, marks.AT, marks.PR, marks.E], ['carried', 'open', undefined, undefined]);
  });

  it('show an optional metric as not defined until something else is chosen', () => {
    const threat = groups(FOUR).find(({ name }) => name === 'Threat');
    assert.deepEqual([threat?.metrics[0]?.value, threat?.chosen], ['X', 0]);
  });
});

describe('how it stands to the document', () => {
  const live = stateAfter([about(subject)]);
  const notLive = stateAfter([{ kind: 'set-live', on: false }], live);

  it('is said in every case', () => {
    assert.deepEqual(status(stateAfter([])), [
      'nowhere',
      'No advisory is under the cursor. What you choose stays here; copy it to keep it.',
    ]);
    assert.deepEqual(status(live), ['written', 'The document has this vector.']);
    assert.deepEqual(status(stateAfter([choose('AV', 'A')], live)), ['writing', 'Writing it to the document…']);
    assert.deepEqual(status(stateAfter([choose('AV', 'A')], notLive)), [
      'other',
      `Not in the document. The document has ${FOUR}.`,
    ]);
    assert.deepEqual(status(stateAfter([told({ kind: 'nothing' })], live)), [
      'nowhere',
      'GHSA-2222-3333-4444 is not under the cursor. What you choose is not written until it is, and Apply is pressed.',
    ]);
    assert.deepEqual(status(stateAfter([{ kind: 'type', text: 'x' }], live)), [
      'other',
      `What stands in the field is not written. The document has ${FOUR}.`,
    ]);
    assert.deepEqual(status(stateAfter([about({ ...subject, text: 'x' })])), [
      'other',
      'The document has a text that is no vector.',
    ]);
    assert.deepEqual(status(stateAfter([about({ ...subject, text: '' })])), ['incomplete', 'The document has no vector.']);
    assert.deepEqual(status(stateAfter([about({ ...subject, text: '' }), choose('AV', 'N')])), [
      'incomplete',
      'Only a whole vector is written. The document has no vector.',
    ]);
  });

  it('says that a write failed, and what to do', () => {
    const failed = told({ kind: 'written', name: subject.name, vector: A, ok: false });
    const [kind, words] = status(stateAfter([choose('AV', 'A'), failed], live));
    assert.equal(kind, 'trouble');
    assert.equal(words, `The vector could not be written. The document has ${FOUR}. Try Apply, or Copy and paste it.`);
  });

  it('does not say that something is written which nobody has sent', () => {
    const three = stateAfter([choose('AV', 'A'), { kind: 'type', text: THREE }, { kind: 'show', version: '4.0' }], live);
    assert.equal(seen(three).status.kind, 'other');
    const back = stateAfter([choose('AV', 'A'), about(other), about(subject)], live);
    assert.deepEqual(status(back), ['other', `Not in the document. The document has ${FOUR}.`]);
  });

  it('takes another order of the metrics for the same vector', () => {
    const turned = THREE.replace('AV:N/AC:L', 'AC:L/AV:N');
    assert.equal(seen(stateAfter([about({ ...other, text: turned })])).status.kind, 'written');
  });

  it('says that another version is asked for, and that 3.0 and 2.0 are shown as something else', () => {
    const { notes } = seen(stateAfter([about(other)]));
    assert.deepEqual(notes, ['CVSS 4.0 is asked for here. Its tab takes over what this vector tells.']);
    const three = seen(stateAfter([about({ ...subject, wanted: '3.1', text: THREE.replace('3.1', '3.0') })]));
    assert.deepEqual(three.notes, ['The document has a vector of CVSS 3.0. It is shown as 3.1, which has the same metrics.']);
    const two = seen(stateAfter([about({ ...subject, text: TWO })]));
    assert.equal(two.notes[0], 'Carried over from CVSS 2.0: look at each value that is marked. To agree, choose it again.');
    assert.match(two.notes[1] ?? '', /^(?:\d+ metrics are still to choose|Still to choose: .*)\.$/);
  });
});

describe('what GitHub says', () => {
  const held = (vector: string, score: number | null, text = FOUR) =>
    seen(stateAfter([about({ ...subject, text, held: { vector, score } })])).held;

  it('is nothing where GitHub holds no vector', () => {
    assert.deepEqual(seen(stateAfter([about(subject)])).held, []);
  });

  it('is shown beside the own score, with what differs', () => {
    assert.deepEqual(held(FOUR, 8.7), ['GitHub: 8.7 for the vector it holds.', 'It is the vector chosen here.']);
    assert.deepEqual(held(A, 7.1), [
      'GitHub: 7.1 for the vector it holds.',
      'The one chosen here differs: AV\u00a0A\u00a0→\u00a0N.',
    ]);
    assert.deepEqual(held(`${FOUR}/E:P`, 7.7)[1], 'The one chosen here differs: E\u00a0P\u00a0→\u00a0X.');
    assert.deepEqual(held(`${FOUR}/E:P/CR:H/IR:H/AR:H/S:P`, 7.7)[1], 'The one chosen here differs in 5 metrics.');
    assert.deepEqual(held(THREE, 6.3)[1], 'That is a vector of CVSS 3.1.');
    assert.deepEqual(held('nonsense', 1)[1], 'It is not the vector chosen here.');
    assert.deepEqual(held(FOUR, null)[0], 'GitHub gives no score for the vector it holds.');
    assert.deepEqual(held(FOUR, 8.7, ''), ['GitHub: 8.7 for the vector it holds.']);
  });

  it('is remarked on where it gives the same vector another score', () => {
    assert.deepEqual(held(FOUR, 9.3), [
      'GitHub: 9.3 for the vector it holds.',
      'It is the vector chosen here, which scores 8.7.',
    ]);
  });
});

describe('what is said aloud', () => {
  const start = stateAfter([about(subject)]);
  const said = (...actions: Parameters<typeof stateAfter>[0]) => {
    const before = stateAfter(actions.slice(0, -1), start);
    const last = actions.at(-1);
    return last && speech(last, viewOf(before), viewOf(stateAfter([last], before)));
  };

  it('is the score after a choice, and nothing where it stays', () => {
    assert.equal(said(choose('AV', 'A')), '7.1 High');
    assert.equal(said({ kind: 'fold', group: '4.0 Threat', open: true }), undefined);
    assert.equal(said({ kind: 'show', version: '3.1' }), 'Not scored. 8 metrics are still to choose.');
  });

  it('is what is wrong with a text, and the score when it is put right', () => {
    assert.match(said({ kind: 'type', text: 'CVSS:4.0/AV:Q' }) ?? '', /AV \(Attack Vector\) has no value/);
    assert.equal(said({ kind: 'type', text: 'x' }, { kind: 'revert' }), '8.7 High');
  });

  it('is nothing after a change in the document, where the person is', () => {
    assert.equal(said(about({ ...subject, text: A })), undefined);
    assert.equal(said(about(other)), undefined);
  });

  it('is how a write ended that was asked for, or that failed', () => {
    const written = (ok: boolean) => told({ kind: 'written', name: subject.name, vector: A, ok });
    assert.equal(said(choose('AV', 'A'), written(true)), undefined);
    assert.equal(said(choose('AV', 'A'), { kind: 'apply' }, written(true)), 'The document has this vector.');
    assert.match(said(choose('AV', 'A'), written(false)) ?? '', /^The vector could not be written\./);
    assert.equal(said(told({ kind: 'copied' })), 'Copied');
  });
});
