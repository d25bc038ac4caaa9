import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { keyOf, type Advisory, type RepositoryName } from '../../../src/advisory/model.ts';
import { Store, type StoreChange } from '../../../src/inbox/store.ts';
import { idOf, sample } from '../advisory/sample.ts';

const ONE: RepositoryName = 'python/cpython';
const TWO: RepositoryName = 'python/pip';
const at = (number: number, title = 'x', repository = ONE): Advisory => sample({ ghsaId: idOf(number), title, repository });

function open(...repositories: RepositoryName[]): { store: Store; changes: StoreChange[]; last: () => StoreChange | undefined } {
  const store = new Store();
  store.setRepositories(repositories);
  const changes: StoreChange[] = [];
  store.onDidChange((change) => changes.push(change));
  return { store, changes, last: () => changes.at(-1) };
}

describe('the store', () => {
  it('tells what came, changed and went', () => {
    const { store, last } = open(ONE);
    store.replace(ONE, [at(1), at(2)], 10);
    assert.deepEqual(last(), { added: [keyOf(at(1)), keyOf(at(2))], changed: [], removed: [], repositories: [ONE] });
    store.replace(ONE, [at(2, 'y'), at(3)], 20);
    assert.deepEqual(last(), { added: [keyOf(at(3))], changed: [keyOf(at(2))], removed: [keyOf(at(1))], repositories: [ONE] });
    assert.deepEqual(
      store.all().map(({ title }) => title),
      ['y', 'x'],
    );
    assert.equal(store.status(ONE)?.readAt, 20);
  });

  it('keeps the very object of what is unchanged, and sees a change in any field', () => {
    const { store, last } = open(ONE);
    const first = at(1);
    store.replace(ONE, [first], 10);
    store.replace(ONE, [at(1)], 20);
    assert.equal(store.get(keyOf(first)), first);
    assert.deepEqual(last()?.changed, []);
    const others: readonly Partial<Advisory>[] = [
      { description: 'y' },
      { comments: 0 },
      { updatedAt: 1 },
      { state: 'draft' },
      { credits: [{ login: 'a', type: 'coordinator', state: null }] },
      { cvss4: { vector: 'x', score: null } },
    ];
    for (const change of others) {
      store.replace(ONE, [first], 30);
      store.replace(ONE, [{ ...first, ...change }], 40);
      assert.deepEqual(last()?.changed, [keyOf(first)], JSON.stringify(change));
    }
  });

  it('always tells exactly the difference of two lists', () => {
    const list = fc
      .uniqueArray(fc.tuple(fc.nat(9), fc.constantFrom('x', 'y')), { selector: ([number]) => number })
      .map((pairs) => pairs.map(([number, title]) => at(number, title)));
    fc.assert(
      fc.property(list, list, (before, after) => {
        const { store, last } = open(ONE);
        store.replace(ONE, before, 1);
        store.replace(ONE, after, 2);
        const titles = new Map(before.map((one) => [keyOf(one), one.title]));
        const kept = new Set(after.map(keyOf));
        assert.deepEqual(last(), {
          added: after.map(keyOf).filter((key) => !titles.has(key)),
          changed: after.filter((one) => titles.has(keyOf(one)) && titles.get(keyOf(one)) !== one.title).map(keyOf),
          removed: before.map(keyOf).filter((key) => !kept.has(key)),
          repositories: [ONE],
        });
        assert.deepEqual(store.all(), after);
      }),
    );
  });

  it('touches one repository only', () => {
    const { store } = open(ONE, TWO);
    store.replace(ONE, [at(1)], 1);
    store.replace(TWO, [at(1, 'x', TWO)], 2);
    store.replace(ONE, [], 3);
    assert.deepEqual(store.all().map(keyOf), [`${TWO}#${idOf(1)}`]);
  });

  it('lets go of a repository that is no longer listed, and takes no list of one that is not', () => {
    const { store, changes, last } = open(ONE, TWO);
    store.replace(ONE, [at(1)], 1);
    store.setRepositories([TWO, 'a/b']);
    assert.deepEqual(last(), { added: [], changed: [], removed: [keyOf(at(1))], repositories: [ONE, 'a/b'] });
    const told = changes.length;
    store.replace(ONE, [at(1)], 2);
    store.confirm(ONE, 2);
    store.failed(ONE, { kind: 'offline', route: '' });
    store.setRepositories([TWO, 'a/b']);
    assert.equal(changes.length, told);
    assert.deepEqual([store.all(), store.status(ONE)], [[], undefined]);
  });

  it('goes on when a repository is listed in another case', () => {
    const { store } = open(ONE);
    store.replace(ONE, [at(1)], 1);
    const other: RepositoryName = 'Python/CPython';
    store.setRepositories([other]);
    store.replace(other, [at(1, 'x', other), at(2, 'x', other)], 2);
    assert.equal(store.statuses().length, 1);
    assert.equal(store.all().length, 2);
    assert.equal(store.statuses()[0]?.readAt, 2);
  });

  it('keeps the list and its time through a failure', () => {
    const { store, last } = open(ONE);
    assert.equal(store.isKnown(ONE), false);
    store.failed(ONE, { kind: 'offline', route: '' });
    assert.deepEqual([store.isKnown(ONE), store.status(ONE)?.readAt], [false, null]);
    store.replace(ONE, [at(1)], 5);
    store.failed(ONE, { kind: 'timed-out', route: '' });
    assert.deepEqual(
      [store.status(ONE), store.all().length, store.isKnown(ONE)],
      [{ repository: ONE, readAt: 5, failure: { kind: 'timed-out', route: '' } }, 1, true],
    );
    store.confirm(ONE, 9);
    assert.deepEqual(store.status(ONE), { repository: ONE, readAt: 9, failure: null });
    assert.deepEqual(last(), { added: [], changed: [], removed: [], repositories: [ONE] });
    assert.equal(store.isKnown('a/b'), false);
  });

  it('takes one advisory as it is now', () => {
    const { store, changes, last } = open(ONE);
    store.replace(ONE, [at(1)], 1);
    store.update(at(1, 'y'));
    assert.deepEqual(last(), { added: [], changed: [keyOf(at(1))], removed: [], repositories: [] });
    store.update(at(2));
    assert.deepEqual(last()?.added, [keyOf(at(2))]);
    const told = changes.length;
    store.update(at(2));
    store.update(at(3, 'x', TWO));
    assert.equal(changes.length, told);
    assert.equal(store.get('nonsense' as ReturnType<typeof keyOf>), undefined);
  });

  it('forgets everything, and stays open for the same repositories', () => {
    const { store, last } = open(ONE, TWO);
    store.replace(ONE, [at(1)], 1);
    store.clear();
    assert.deepEqual(last(), { added: [], changed: [], removed: [keyOf(at(1))], repositories: [ONE, TWO] });
    assert.deepEqual([store.all(), store.isKnown(ONE)], [[], false]);
    store.replace(ONE, [at(1)], 2);
    assert.equal(store.all().length, 1);
  });
});
