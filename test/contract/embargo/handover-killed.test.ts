import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { resumeHandover } from '../../../src/embargo/handover/handover.ts';
import { HandoverWorld, PUBLIC_MAIN } from './handover-world.ts';

const SCRIPT = join(import.meta.dirname, 'handover-process.ts');

/**
 * A git that counts its calls and kills whoever called it at one of them; `part` gives only half of a pack on. Each call
 * makes the file of its number, which only one can do, however many run at once.
 */
const KILLER = `#!/bin/sh
count=1
set -C
until { echo "$*" > "$AT_COUNT/$count"; } 2> /dev/null; do count=$((count + 1)); done
set +C
if [ "$count" = "$AT_KILL" ]; then
  case "$AT_WHEN" in
    before) ;;
    after) git "$@" > /dev/null ;;
    part) cat > "$AT_COUNT.pack"; head -c $(( $(wc -c < "$AT_COUNT.pack") * AT_PART / 10 )) "$AT_COUNT.pack" | git "$@" ;;
  esac
  kill -9 $PPID
  exit 1
fi
exec git "$@"
`;

describe('a hand-over that is killed', function () {
  this.timeout(300_000);
  let world: HandoverWorld;
  let killer: string;
  let count: string;
  let clean: ReturnType<HandoverWorld['everything']>;
  let calls: readonly string[];

  before(async function () {
    if (process.platform === 'win32') this.skip();
    world = await HandoverWorld.make();
    world.fix();
    killer = join(world.product.root, 'killer');
    count = join(world.product.root, 'count');
    writeFileSync(killer, KILLER);
    chmodSync(killer, 0o755);
    // So that taking objects out again leaves the folders that were there.
    world.git('gc', '--quiet', '--prune=now');
    clean = world.everything();
    run(0, 'before');
    calls = readdirSync(count).map((_, at) => readFileSync(join(count, String(at + 1)), 'utf8'));
    assert.ok(world.git('rev-parse', PUBLIC_MAIN));
    await reset();
  });
  after(() => {
    world.close();
  });

  /** Runs a hand-over that is killed at one of its calls of git. */
  function run(at: number, when: 'before' | 'after' | 'part', part = 5): void {
    rmSync(count, { force: true, recursive: true });
    mkdirSync(count);
    const ended = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', SCRIPT, world.workspace, world.clone, killer],
      {
        env: { ...world.product.environment, AT_COUNT: count, AT_KILL: String(at), AT_WHEN: when, AT_PART: String(part) },
        encoding: 'utf8',
      },
    );
    assert.equal(ended.signal, at === 0 ? null : 'SIGKILL', `${at} ${when}: ${ended.stderr}`);
  }

  /** What is not an object and not the branch is never changed. */
  function assertOnlyBranch(): void {
    const rest = (all: typeof clean) =>
      all.filter(([path]) => !path.startsWith('.git/objects') && path !== `.git/refs/heads/${PUBLIC_MAIN}`);
    assert.deepEqual(rest(world.everything()), rest(clean));
  }

  async function reset(): Promise<void> {
    if (world.product.does(world.clone, 'rev-parse', '--verify', '--quiet', PUBLIC_MAIN))
      world.git('update-ref', '-d', `refs/heads/${PUBLIC_MAIN}`);
    world.git('prune', '--expire=now');
    const { running: _running, ...manifest } = await world.manifest();
    const branches = manifest.branches.map(({ public: _public, ...branch }) => branch);
    writeFileSync(join(world.workspace, 'embargo.json'), JSON.stringify({ ...manifest, branches }));
    assert.deepEqual(world.everything(), clean);
  }

  /** Whatever was killed: afterwards it is whole or it never was. */
  async function settle(label: string): Promise<'nothing' | 'completed' | 'cleared'> {
    assertOnlyBranch();
    const resumed = await world.product.asPerson(() => resumeHandover(world.workspace));
    assert.ok(resumed.ok, label);
    const manifest = await world.manifest();
    assert.equal(manifest.running, undefined, label);
    const names = readdirSync(world.workspace).filter((name) => name.startsWith('.handover') || name.endsWith('.lock'));
    assert.deepEqual(names, [], label);
    const made = manifest.branches[0]?.public?.commit;
    if (made === undefined) assert.deepEqual(world.everything(), clean, label);
    else {
      assertOnlyBranch();
      assert.equal(world.git('rev-parse', PUBLIC_MAIN), made, label);
      world.git('fsck', '--strict', '--no-dangling');
      assert.equal(world.git('prune', '-n', '--expire=now'), '', label);
    }
    assert.equal(made !== undefined, resumed.value === 'completed', label);
    return resumed.value;
  }

  it('at any call of git is completed, or leaves the clone as it was', async () => {
    const writing = calls.findIndex((call) => call.includes(' -F -'));
    assert.ok(writing > 0 && calls.length - writing > 6, 'the calls that make the commit and give it away');
    const outcomes = new Set<string>();
    for (const at of calls.keys()) {
      // Until there is a commit nothing is written outside of our own folder: some of these calls will do.
      if (at < writing && at % 8 !== 0) continue;
      for (const when of at < writing ? (['before'] as const) : (['before', 'after'] as const)) {
        run(at + 1, when);
        outcomes.add(await settle(`${at + 1} ${when}`));
        await reset();
      }
    }
    assert.deepEqual([...outcomes].sort(), ['completed', 'nothing']);
  });

  it('can be done again at once', async () => {
    for (const at of [1, calls.length - 4, calls.length]) {
      run(at, 'before');
      const again = await world.do();
      assert.ok(again.ok, JSON.stringify(again));
      assertOnlyBranch();
      await reset();
    }
  });

  it('in the midst of its objects is completed', async () => {
    const at = calls.findIndex((call) => call.includes(' unpack-objects ')) + 1;
    assert.ok(at > 0);
    for (const part of [0, 6]) {
      run(at, 'part', part);
      assert.equal(await settle(`part ${part}`), 'completed');
      await reset();
    }
  });

  it('in the midst of its objects is taken back where the name of the branch is taken now', async () => {
    const at = calls.findIndex((call) => call.includes(' unpack-objects ')) + 1;
    for (const when of ['part', 'after'] as const) {
      run(at, when, 6);
      world.git('update-ref', `refs/heads/${PUBLIC_MAIN}`, 'origin/main');
      const resumed = await world.product.asPerson(() => resumeHandover(world.workspace));
      assert.deepEqual(resumed, { ok: true, value: 'cleared' });
      world.git('update-ref', '-d', `refs/heads/${PUBLIC_MAIN}`);
      assert.deepEqual(world.everything(), clean, when);
      assert.equal((await world.manifest()).running, undefined);
    }
  });

  it('is over where the person has gone on with the branch, or has thrown the clone away', async () => {
    const at = calls.findIndex((call) => call.includes(' update-ref ')) + 1;
    run(at, 'after');
    world.git(
      'update-ref',
      `refs/heads/${PUBLIC_MAIN}`,
      world.git('commit-tree', `${PUBLIC_MAIN}^{tree}`, '-p', PUBLIC_MAIN, '-m', 'more'),
    );
    const resumed = await world.product.asPerson(() => resumeHandover(world.workspace));
    assert.deepEqual(resumed, { ok: true, value: 'completed' });
    await reset();
    run(at, 'before');
    rmSync(world.clone, { recursive: true });
    assert.deepEqual(await resumeHandover(world.workspace), { ok: true, value: 'cleared' });
  });
});
