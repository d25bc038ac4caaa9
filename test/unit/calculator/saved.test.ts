import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { START } from '../../../src/ui/panels/calculator/model.ts';
import { restored } from '../../../src/ui/panels/calculator/saved.ts';
import { viewOf } from '../../../src/ui/panels/calculator/view.ts';
import { about, choose, stateAfter, subject, THREE } from './sample.ts';

describe('a state that was kept', () => {
  it('starts anew from anything else', () => {
    for (const it of [undefined, null, 1, 'x', [], {}, { sheet: {} }, { sheet: { version: '5.0', chosen: {} } }])
      assert.equal(restored(it), START);
    fc.assert(
      fc.property(fc.anything(), (it) => {
        viewOf(restored(it));
        viewOf(restored({ ...START, sheet: it, shelf: it }));
        viewOf(restored({ ...START, subject: it, folds: it, draft: it }));
      }),
    );
  });

  it('keeps choices that are not in the document, also after the page is told of it again', () => {
    const state = stateAfter([about(subject), choose('AV', 'A')]);
    const again = stateAfter([about(subject)], restored(JSON.parse(JSON.stringify(state))));
    assert.deepEqual([again.sheet, again.dirty, again.present], [state.sheet, true, true]);
  });

  it('drops metrics, values and marks that there are not', () => {
    const chosen = { '4.0': { AV: 'N', AC: 'Q', XX: 'N', toString: 'N' }, '3.1': 7 };
    const carried = { from: '3.1', metrics: ['AV', 'AT', 3] };
    const { sheet } = restored({ sheet: { version: '4.0', chosen, carried } });
    assert.deepEqual(sheet, {
      version: '4.0',
      chosen: { '4.0': { AV: 'N' }, '3.1': {} },
      carried: { from: '3.1', metrics: ['AV'] },
    });
  });

  it('finds nothing wrong with the part of a vector that is chosen so far', () => {
    const state = stateAfter([about({ ...subject, text: '' }), choose('AV', 'A'), { kind: 'type', text: 'CVSS:4.0/AV:A' }]);
    assert.deepEqual([state.draft?.text, restored(JSON.parse(JSON.stringify(state))).draft], ['CVSS:4.0/AV:A', undefined]);
  });

  it('reads a text in the field anew', () => {
    assert.equal(restored({ ...START, draft: { text: 'broken', failure: {} } }).draft?.failure?.what, 'no-version');
    assert.equal(restored({ ...START, draft: { text: THREE, failure: {} } }).draft, undefined);
  });
});
