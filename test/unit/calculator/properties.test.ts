import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseVector } from '../../../src/advisory/cvss/vector.ts';
import { START, step, type Action } from '../../../src/ui/panels/calculator/model.ts';
import { restored } from '../../../src/ui/panels/calculator/saved.ts';
import { canonical, missingOf, vectorOf } from '../../../src/ui/panels/calculator/sheet.ts';
import { viewOf } from '../../../src/ui/panels/calculator/view.ts';
import { action, actions, subject, text, version } from './actions.ts';
import { about, stateAfter } from './sample.ts';

describe('whatever is done', () => {
  it('leaves a vector that is whole and parses, or says what is still to be chosen', () => {
    let whole = 0;
    fc.assert(
      fc.property(actions, (all) => {
        const { sheet } = stateAfter(all);
        const parsed = parseVector(vectorOf(sheet));
        const missing = missingOf(sheet).map(({ id }) => id);
        if (parsed.ok) {
          whole++;
          assert.deepEqual([missing, parsed.value.version], [[], sheet.version]);
        } else {
          assert.equal(parsed.failure.what, 'missing');
          assert.ok(missing.length > 0);
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(whole > 30, 'whole vectors are met, too');
  });

  it('never asks the host to write or copy what is not a whole vector, nor for an advisory that is not there', () => {
    let asked = 0;
    fc.assert(
      fc.property(actions, (all) => {
        let state = START;
        for (const one of all) {
          const before = state;
          const next = step(state, one);
          state = next.state;
          for (const message of next.messages) {
            if (!('vector' in message)) continue;
            asked++;
            assert.ok(parseVector(message.vector).ok, message.vector);
            assert.equal(message.vector, vectorOf(state.sheet));
            if (message.kind !== 'copy') assert.deepEqual([message.name, state.present], [before.subject?.name, true]);
            assert.notEqual(one.kind, 'told', 'what the document says is not written back');
          }
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(asked > 100, 'vectors are asked to be written');
  });

  it('never lets a malformed text change what is chosen', () => {
    const malformed = text.filter((it) => !parseVector(it.trim()).ok);
    fc.assert(
      fc.property(actions, malformed, (all, typed) => {
        const before = stateAfter(all);
        assert.equal(stateAfter([{ kind: 'type', text: typed }], before).sheet, before.sheet);
        if (before.subject === undefined || typed.trim() === '') return;
        assert.equal(stateAfter([about({ ...before.subject, text: typed })], before).sheet, before.sheet);
      }),
      { numRuns: 300 },
    );
  });

  it('loses nothing that was chosen when versions are shown back and forth', () => {
    fc.assert(
      fc.property(actions, fc.array(version, { minLength: 1, maxLength: 6 }), (all, shown) => {
        const before = stateAfter(all);
        const { sheet } = stateAfter(
          shown.map((it): Action => ({ kind: 'show', version: it })),
          before,
        );
        const carried = new Set(before.sheet.carried?.metrics);
        assert.deepEqual(sheet.chosen['3.1'], before.sheet.chosen['3.1']);
        for (const [id, value] of Object.entries(before.sheet.chosen['4.0'])) {
          if (!carried.has(id)) assert.equal(sheet.chosen['4.0'][id], value, id);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the field and the choices in step', () => {
    fc.assert(
      fc.property(actions, text, (all, typed) => {
        const before = stateAfter(all);
        const view = viewOf(stateAfter([{ kind: 'type', text: typed }], before));
        assert.equal(view.field, typed);
        assert.equal(view.failure === undefined, parseVector(typed.trim()).ok || typed.trim() === vectorOf(before.sheet));
        if (view.failure) assert.ok(view.failure.start >= 0 && view.failure.end <= Math.max(typed.length, 1));
        const settled = viewOf(stateAfter([{ kind: 'type', text: typed }, { kind: 'revert' }], before));
        assert.equal(settled.failure, undefined);
      }),
      { numRuns: 300 },
    );
  });

  it('can be shown: each metric of the version once, one value of it at most, and a score exactly when it is whole', () => {
    fc.assert(
      fc.property(actions, (all) => {
        const state = stateAfter(all);
        const view = viewOf(state);
        const metrics = view.groups.flatMap((group) => group.metrics);
        assert.equal(new Set(metrics.map(({ metric }) => metric.id)).size, metrics.length);
        for (const { metric, value, mark } of metrics) {
          assert.ok(value === undefined ? metric.mandatory : metric.values.some(({ id }) => id === value), metric.id);
          assert.equal(mark === 'open', value === undefined);
        }
        assert.equal(view.score === undefined, view.missing.length > 0);
        assert.ok(!view.canApply || view.canCopy);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same after it was kept and read again, but for what is under way', () => {
    fc.assert(
      fc.property(actions, (all) => {
        const state = stateAfter(all);
        const draft = state.draft?.failure ? state.draft : undefined;
        const kept: unknown = JSON.parse(JSON.stringify(state));
        assert.deepEqual(restored(kept), { ...state, draft, present: false, waiting: undefined, trouble: false });
      }),
      { numRuns: 200 },
    );
  });

  it('shows what the document has once that is taken', () => {
    fc.assert(
      fc.property(actions, subject, fc.array(action, { maxLength: 5 }), (before, it, then) => {
        const state = stateAfter([...before, about(it), ...then, about(it), { kind: 'take' }]);
        const document = canonical(it.text);
        if (document !== undefined && /^CVSS:(?:4\.0|3\.1)/.test(document)) assert.equal(vectorOf(state.sheet), document);
      }),
      { numRuns: 200 },
    );
  });
});
