import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { EmbargoFailure } from '../../../src/embargo/failure.ts';
import type { Loosened } from '../../../src/embargo/guard/guard.ts';
import type { BranchRow, BranchState } from '../../../src/embargo/matrix.ts';
import { failureWords } from '../../../src/ui/embargo/failures.ts';
import { matrixPage } from '../../../src/ui/embargo/matrix/page.ts';
import { branchState, spokenBranch } from '../../../src/ui/embargo/matrix/words.ts';
import { guardSentence, isMendable, otherRemedy } from '../../../src/ui/embargo/window/guard-words.ts';

const COMMIT = 'a'.repeat(40);

function row(changes: Partial<BranchRow> = {}): BranchRow {
  return {
    name: '3.14',
    folder: '3.14',
    private: 'advisory-fix-1-3.14',
    base: COMMIT,
    state: 'untouched',
    commit: COMMIT,
    commits: 0,
    changed: 0,
    conflicts: [],
    same: undefined,
    tested: undefined,
    pushed: false,
    public: undefined,
    ...changes,
  };
}

const FAILURES: readonly EmbargoFailure[] = [
  { kind: 'no-workspace' },
  { kind: 'workspace-exists', folder: '/w', state: 'ready' },
  { kind: 'workspace-exists', folder: '/w', state: 'making' },
  { kind: 'workspace-exists', folder: '/w', state: 'removing' },
  { kind: 'workspace-not-ready', state: 'making' },
  { kind: 'workspace-not-ready', state: 'removing' },
  { kind: 'guard-loosened', what: ['remote.fork.url'] },
  { kind: 'unfinished', branches: ['main'] },
  { kind: 'unpushed', lost: [] },
  { kind: 'busy' },
  { kind: 'fork-missing', trouble: 'not-there' },
  { kind: 'no-space', needsMiB: 2, hasMiB: 1 },
];

describe('what is said about embargo workspaces', () => {
  it('names no option of the command line in a window', () => {
    for (const failure of FAILURES) {
      const words = failureWords(failure);
      assert.doesNotMatch(words, /--|\bembargo (?:start|status|remove)\b|`/, failure.kind);
      assert.match(words, /\.$/, failure.kind);
    }
  });

  it('says a branch in a sentence, also where work is begun that is in no commit', () => {
    assert.equal(spokenBranch(row()), '3.14: untouched.');
    assert.equal(branchState(row({ changed: 2 })).words, 'work begun');
    assert.equal(
      spokenBranch(row({ state: 'conflict', conflicts: ['a.py', 'b.py'], commits: 1, changed: 1 })),
      '3.14: conflict, 2 files in conflict, 1 commit of the fix, 1 changed file in no commit, not in the private fork.',
    );
    assert.equal(branchState(row({ state: 'conflict' })).words, 'resolved, not committed');
    assert.match(spokenBranch(row({ state: 'pushed', commits: 2, pushed: true })), /, in the private fork\.$/);
  });

  it('tells the states of branches apart by words and by icons', () => {
    const states: readonly BranchState[] = [
      'not-affected',
      'not-ready',
      'untouched',
      'conflict',
      'differs',
      'applied',
      'tested',
      'failed',
      'pushed',
      'public',
    ];
    const shown = states.map((state) => branchState({ state, changed: 0, conflicts: state === 'conflict' ? ['a.py'] : [] }));
    assert.equal(new Set(shown.map(({ words }) => words)).size, states.length);
    assert.equal(new Set(shown.map(({ icon }) => icon)).size, states.length);
  });

  it('says of a guard what is loosened and whether it can be mended from here', () => {
    const what: readonly Loosened[] = [
      { kind: 'setting', what: 'push.default' },
      { kind: 'environment', what: 'GIT_DIR' },
    ];
    assert.equal(
      guardSentence({ kind: 'loosened', what }),
      "The guard is loosened: the git setting push.default is not the guard's; the variable GIT_DIR stands above settings.",
    );
    assert.deepEqual(what.map(isMendable), [true, false]);
    assert.match(otherRemedy(what), /start it without/);
    assert.equal(otherRemedy(what.slice(0, 1)), '');
    assert.match(guardSentence({ kind: 'unchecked', why: 'untrusted' }), /Trust this workspace/);
  });

  it('says of a worktree that is gone that the guard holds, and what Mend does', () => {
    const gone: readonly Loosened[] = [{ kind: 'worktree', what: '3.14', how: 'gone' }];
    assert.equal(
      guardSentence({ kind: 'loosened', what: gone }),
      'The guard holds, but something is missing: the worktree 3.14 is gone: its folder was deleted. Mend makes it again on its private branch; what was in no commit is lost.',
    );
    assert.deepEqual(gone.map(isMendable), [true]);
    const foreign: readonly Loosened[] = [{ kind: 'worktree', what: '3.14', how: 'foreign' }];
    assert.match(guardSentence({ kind: 'loosened', what: foreign }), /^The guard is loosened: something else lies where/);
    assert.deepEqual(foreign.map(isMendable), [false]);
    assert.match(otherRemedy(foreign), /Take away what lies there/);
  });
});

describe('the page of the branch matrix', () => {
  it('has a heading for every column and row, and as many cells in each', () => {
    const page = matrixPage('GHSA-2345-6789-cfgh', [row(), row({ name: 'main', state: 'applied', commits: 1 })], 'n');
    const columns = page.match(/<th scope="col">/g)?.length;
    assert.deepEqual(page.match(/<th scope="row">[^<]*/g), ['<th scope="row">3.14', '<th scope="row">main']);
    for (const [line] of page.matchAll(/<tr><th scope="row">.*<\/tr>/g))
      assert.equal((line.match(/<td>/g)?.length ?? 0) + 1, columns);
  });

  it('shows a hostile name to the letter, runs nothing and loads nothing', () => {
    const name = `<img src=x onerror="alert('1')">&`;
    const page = matrixPage('GHSA-2345-6789-cfgh', [row({ name, state: 'conflict', conflicts: [name] })], 'abc');
    assert.doesNotMatch(page, /<img|<script|onerror="/);
    assert.ok(page.includes('&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;'));
    assert.match(page, /content="default-src 'none'; style-src 'nonce-abc'; base-uri 'none'; form-action 'none'"/);
    assert.doesNotMatch(page.replace(/<style[\s\S]*<\/style>/, ''), /https?:|url\(/);
    // No colour of its own: it follows the theme.
    assert.doesNotMatch(page, /#[0-9a-f]{3,8};|rgb\(/i);
  });
});
