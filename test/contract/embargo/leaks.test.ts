import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { makeWorld, type Scheme, type Trial, type World } from './leaks-world.ts';
import type { Way } from './leaks-way.ts';
import { WAYS } from './leaks-ways.ts';

interface Outcome {
  readonly reachesUnguarded: boolean;
  readonly reachesGuarded: boolean;
  readonly forkReached: boolean;
  readonly said: string;
}

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'embargo.md'), 'utf8');

/** Whether anything at all came to be in the public repository. */
async function reaches(trial: Trial, way: Way): Promise<{ reached: boolean; said: string }> {
  const state = trial.publicState();
  const { said } = await trial.run(way.run, { ...(way.inTerminal === true ? trial.terminal : {}), ...way.variables });
  return { reached: trial.publicState() !== state, said };
}

async function tryWay(world: World, way: Way, scheme: Scheme, number: number): Promise<Outcome> {
  const names = [`${number}-open`, `${number}-guarded`] as const;
  try {
    const open = await world.prepare(names[0], scheme, way.config ?? '', false);
    const unguarded = await reaches(open, { ...way, inTerminal: false });
    const closed = await world.prepare(names[1], scheme, way.config ?? '', true);
    const guarded = await reaches(closed, way);
    const terminal = way.inTerminal === true ? closed.terminal : {};
    await closed.run('git push fork private', { ...terminal, ...way.variables });
    return {
      reachesUnguarded: unguarded.reached,
      reachesGuarded: guarded.reached,
      forkReached: closed.forkHas('private'),
      said: guarded.said,
    };
  } finally {
    for (const name of names) rmSync(join(world.folder, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Every way by every scheme that it is for. */
const TRIALS = WAYS.flatMap((way) => (way.schemes ?? ['file' as const]).map((scheme) => ({ way, scheme })));

describe('pushes from an embargo clone', () => {
  let world: World;
  const outcomes = new Map<number, Outcome | Error>();

  before(async function () {
    this.timeout(600_000);
    world = await makeWorld();
    const queue = [...TRIALS.entries()];
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [number, { way, scheme }] = next;
        if (!world.schemes.includes(scheme)) continue;
        const outcome = await tryWay(world, way, scheme, number).catch((error: unknown) =>
          error instanceof Error ? error : new Error(String(error)),
        );
        outcomes.set(number, outcome);
      }
    };
    await Promise.all(cpus().map(work));
  });

  after(async () => {
    const all = [...outcomes.values()].filter((outcome): outcome is Outcome => !(outcome instanceof Error));
    const counted = all.filter(({ reachesUnguarded }) => reachesUnguarded);
    const through = counted.filter(({ reachesGuarded }) => reachesGuarded);
    console.log(
      `    ${world.gitVersion}: ${all.length} tried, ${counted.length} reach the public repository without the guard, ` +
        `${through.length} with it; the fork is reached in ${all.filter(({ forkReached }) => forkReached).length}`,
    );
    await world.close();
  });

  for (const [number, { way, scheme }] of TRIALS.entries()) {
    const end = way.remains === undefined ? 'reaches nothing' : 'is known to remain';
    it(`${way.name}, ${scheme}: ${end}`, () => {
      const outcome = outcomes.get(number);
      // A way that was not tried shows nothing.
      assert.ok(outcome, 'https is not tried here: openssl is wanted on the path, for its certificate');
      if (outcome instanceof Error) throw outcome;
      assert.ok(outcome.reachesUnguarded, 'this way reaches nothing without the guard either, so it shows nothing');
      assert.equal(outcome.reachesGuarded, way.remains !== undefined, outcome.said);
      if (way.remains !== undefined) assert.ok(PAGE.includes(way.remains), `docs/embargo.md does not name ${way.remains}`);
      assert.equal(outcome.forkReached, way.forkClosed !== true, `the fork, after: ${outcome.said}`);
    });
  }
});
