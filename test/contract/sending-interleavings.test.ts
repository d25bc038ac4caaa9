/**
 * Two people send to one advisory, in 1,000 orders a run (`ADVISORY_TRIAGE_INTERLEAVINGS=10000` for more): one after the
 * other, and at the same time with their requests in any order. Nobody's change may go without a conflict that was shown
 * or, where GitHub lets the last writer win, without the loser being told.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { contentOf, type AdvisoryContent } from '../../src/advisory/content.ts';
import { merge } from '../../src/advisory/merge/merge.ts';
import { Gateway } from '../../src/github/gateway.ts';
import { acknowledge, lostIn, note, restore, type Ledger, type Lost } from '../../src/sending/ledger.ts';
import { send, type SendOutcome } from '../../src/sending/send.ts';
import { openInProcess, type InProcess } from '../sandbox/in-process.ts';
import { HandTimers } from './hand-timers.ts';
import {
  ACTS,
  asHeld,
  edit,
  heldBy,
  ID,
  REPOSITORY,
  reset,
  soundness,
  world,
  type Held,
  type Meaning,
  type Name,
} from './sending-editors.ts';

const RUNS = Number(process.env.ADVISORY_TRIAGE_INTERLEAVINGS ?? 1000);
/** The same orders in every run, unless told otherwise. */
const SEED = Number(process.env.ADVISORY_TRIAGE_SEED ?? 20_261_122);
const START = Date.UTC(2026, 10, 1, 12);

/** An editor: what they began from, what they want, what they meant by it, and what they have sent. */
interface Editor {
  readonly name: Name;
  readonly gateway: Gateway;
  base: AdvisoryContent;
  mine: AdvisoryContent;
  meant: Meaning[];
  ledger: Ledger | undefined;
  told: Lost[];
}

/** Something that was sent and stands at GitHub until somebody who has seen it takes it away. */
interface Standing {
  readonly of: Name;
  readonly meaning: Meaning;
  /** Others had done the same already, so that this person sent nothing of it. */
  readonly already: boolean;
}

/** How often each outcome came about: a test that never sees one proves nothing about it. */
const counts = new Map<string, number>();
const count = (kind: string) => counts.set(kind, (counts.get(kind) ?? 0) + 1);

let sandbox: InProcess;
let now = START;

const edits = fc.record({
  kind: fc.constant('edit' as const),
  who: fc.nat({ max: 1 }),
  act: fc.constantFrom(...ACTS),
  pick: fc.nat({ max: 5 }),
});
const sends = fc.record({
  kind: fc.constant('send' as const),
  who: fc.nat({ max: 1 }),
  seconds: fc.nat({ max: 2 }),
  choice: fc.nat({ max: 3 }),
});
const races = fc.record({
  kind: fc.constant('race' as const),
  seconds: fc.nat({ max: 2 }),
  drop: fc.constantFrom(0, 0, 0, 1, 2),
});
type Step = Generated<typeof edits> | Generated<typeof sends>;
type Generated<A> = A extends fc.Arbitrary<infer T> ? T : never;

async function begin(name: Name, fetch: InProcess['fetch']): Promise<Editor> {
  const gateway = new Gateway({
    baseUrl: sandbox.url,
    fetch,
    token: () => Promise.resolve(`ghp_${name}`),
    clock: () => now,
    timers: new HandTimers(),
    log: () => undefined,
  });
  const read = await gateway.advisory(REPOSITORY, ID);
  assert.ok(read.ok);
  const content = contentOf(read.value);
  return { name, gateway, base: content, mine: content, meant: [], ledger: undefined, told: [] };
}

const state = () => heldBy(sandbox.state.advisory(ID));

function change(editor: Editor, act: (typeof ACTS)[number], pick: number, fresh: number): void {
  const made = edit(editor.mine, act, pick, fresh);
  if (!made) return;
  editor.mine = made.content;
  editor.meant = stillMeant(editor, [...editor.meant, made.meaning]);
}

/** An edit may undo an earlier one of one's own, or ask for what is there already: neither is a change. */
function stillMeant({ base, mine }: Editor, meant: readonly Meaning[]): Meaning[] {
  return meant.filter((one) => one.isIn(asHeld(mine)) && !one.isIn(asHeld(base)));
}

const sending = (editor: Editor) =>
  send(
    { repository: REPOSITORY, ghsaId: ID, base: editor.base, mine: editor.mine },
    { gateway: editor.gateway, decide: () => Promise.resolve(true), clock: () => now },
  );

/** What becomes of an editor by what came of sending. @returns what stands at GitHub by it */
function conclude(editor: Editor, outcome: SendOutcome, choice: number): readonly Standing[] {
  switch (outcome.kind) {
    case 'sent':
    case 'sent-but-changed': {
      const { before: held, after: sent, at } = outcome.sent;
      editor.ledger = note(editor.ledger, held, sent, at, outcome.held.updatedAt);
      if (outcome.kind === 'sent-but-changed') {
        editor.told.push(...outcome.lost);
        editor.ledger = acknowledge(editor.ledger, outcome.lost);
      }
      const stands = editor.meant.map((meaning) => ({ of: editor.name, meaning, already: meaning.isIn(asHeld(held)) }));
      editor.base = editor.mine = contentOf(outcome.held);
      editor.meant = [];
      return stands;
    }
    case 'nothing-to-send': {
      editor.base = editor.mine = contentOf(outcome.held);
      const stands = editor.meant.map((meaning) => ({ of: editor.name, meaning, already: true }));
      editor.meant = [];
      return stands;
    }
    case 'conflict': {
      assert.ok(outcome.merge.conflicts.length > 0);
      const theirs = contentOf(outcome.theirs);
      editor.mine = merge(editor.base, editor.mine, theirs, (_, at) =>
        (choice >> (at % 2)) % 2 === 0 ? 'mine' : 'theirs',
      ).merged;
      editor.base = theirs;
      editor.meant = stillMeant(editor, editor.meant);
      return [];
    }
    default:
      assert.fail(outcome.kind);
  }
}

/** What still has to stand after `editor` has sent: all but what they had seen and took away on purpose. */
function surviving(standing: readonly Standing[], seen: AdvisoryContent, wanted: AdvisoryContent): readonly Standing[] {
  return standing.filter(({ meaning }) => !(meaning.isIn(asHeld(seen)) && !meaning.isIn(asHeld(wanted))));
}

function assertStands(standing: readonly Standing[], what: string): void {
  const held = state();
  for (const { of, meaning } of standing)
    assert.ok(meaning.isIn(held), `${what}: “${meaning.words}” of ${of} is gone, and nobody was asked`);
  assert.equal(soundness(held), undefined, what);
}

async function whole(steps: readonly Step[]): Promise<void> {
  reset(sandbox.state.advisory(ID));
  const editors = [await begin('ada', sandbox.fetch), await begin('sam', sandbox.fetch)];
  let standing: readonly Standing[] = [];
  for (const [fresh, step] of steps.entries()) {
    const editor = editors[step.who];
    assert.ok(editor);
    if (step.kind === 'edit') {
      change(editor, step.act, step.pick, fresh + 100);
      continue;
    }
    now += step.seconds * 1000;
    const [seen, wanted] = [editor.base, editor.mine];
    const [held, passed] = [state(), sandbox.passed.length];
    const outcome = await sending(editor);
    count(outcome.kind);
    if (outcome.kind === 'conflict') {
      const fields = outcome.merge.conflicts.map(({ field }) => field);
      for (const field of fields)
        assert.ok(differs(field, asHeld(seen), asHeld(wanted)) && differs(field, asHeld(seen), held), field);
      assert.ok(
        sandbox.passed.slice(passed).every(({ route }) => route.startsWith('GET')),
        'a conflict was written',
      );
    } else assert.ok(['sent', 'nothing-to-send'].includes(outcome.kind), outcome.kind);
    const must = outcome.kind === 'conflict' ? standing : surviving(standing, seen, wanted);
    const gone = standing.filter((one) => one.of !== editor.name && !one.already && !must.includes(one));
    standing = [...must, ...conclude(editor, outcome, step.choice)];
    assertStands(standing, `${editor.name} sent`);
    for (const one of editors)
      if (gone.some(({ of }) => of === one.name))
        await assertTold(
          one,
          gone.map(({ meaning }) => meaning),
        );
  }
}

/** Whether a field holds another thing; severity and vector are one. */
function differs(field: string, a: Held, b: Held): boolean {
  const of = (held: Held): unknown =>
    field === 'cvss' || field === 'severity' ? (held.cvss ?? held.severity) : { ...held, description: held.lines }[field];
  return JSON.stringify(of(a)) !== JSON.stringify(of(b));
}

/** Whether what is told names the field, and the item where it has a name. */
function names(lost: readonly Lost[], meaning: Meaning): boolean {
  return lost.some(
    ({ field, item }) =>
      field === meaning.field && (meaning.item === undefined || item?.toLowerCase() === meaning.item.toLowerCase()),
  );
}

async function racing(
  edited: readonly Step[],
  { seconds, drop }: { readonly seconds: number; readonly drop: number },
  s: fc.Scheduler,
): Promise<void> {
  reset(sandbox.state.advisory(ID));
  const scheduled = s.scheduleFunction(sandbox.fetch);
  let racingNow = false;
  const fetch: InProcess['fetch'] = (url, init) => (racingNow ? scheduled(url, init) : sandbox.fetch(url, init));
  const editors = [await begin('ada', fetch), await begin('sam', fetch)];
  for (const [fresh, step] of edited.entries()) {
    const editor = editors[step.who];
    if (step.kind === 'edit' && editor) change(editor, step.act, step.pick, fresh + 100);
  }
  now += seconds * 1000;
  // Sometimes an answer to a write is lost on the way.
  if (drop > 0) sandbox.faults.add({ kind: 'drop-after-commit', route: 'PATCH', count: drop });
  racingNow = true;
  const outcomes = Promise.all(editors.map(sending));
  await s.waitFor(outcomes);
  racingNow = false;
  sandbox.faults.clear();
  const meant = editors.map((editor) => editor.meant);
  const judged = await outcomes;
  for (const [at, editor] of editors.entries()) {
    const outcome = judged[at];
    assert.ok(outcome);
    count(`racing: ${outcome.kind}`);
    // A word for the severity is refused where somebody has just set a vector.
    if (outcome.kind === 'unknown' || outcome.kind === 'refused') continue;
    conclude(editor, outcome, 0);
    if (outcome.kind === 'conflict') continue;
    assert.ok(['sent', 'sent-but-changed', 'nothing-to-send'].includes(outcome.kind), outcome.kind);
    await assertTold(editor, meant[at] ?? []);
  }
  assert.equal(soundness(state()), undefined);
  for (const editor of editors) await assertRestorable(editor);
}

/** The next reading tells what the outcome has not, and once only. */
async function assertTold(editor: Editor, meant: readonly Meaning[]): Promise<void> {
  const read = await editor.gateway.advisory(REPOSITORY, ID);
  assert.ok(read.ok);
  const lost = editor.ledger ? lostIn(editor.ledger, read.value) : [];
  editor.told.push(...lost);
  if (lost.length > 0) count('told by the next reading');
  for (const one of meant)
    if (!one.isIn(state())) assert.ok(names(editor.told, one), `“${one.words}” of ${editor.name} is gone, and nobody was told`);
  if (editor.ledger) editor.ledger = acknowledge(editor.ledger, lost);
  assert.deepEqual(editor.ledger ? lostIn(editor.ledger, read.value) : [], []);
}

/** What was lost can be sent once more. */
async function assertRestorable(editor: Editor): Promise<void> {
  if (editor.told.length === 0) return;
  const read = await editor.gateway.advisory(REPOSITORY, ID);
  assert.ok(read.ok);
  const held = contentOf(read.value);
  editor.base = held;
  editor.mine = restore(held, editor.told);
  const outcome = await sending(editor);
  assert.ok(outcome.kind === 'sent' || outcome.kind === 'nothing-to-send', outcome.kind);
  assert.deepEqual(restore(contentOf(outcome.held), editor.told), contentOf(outcome.held));
}

function assertSeen(...kinds: readonly string[]): void {
  const all = [...counts].map(([kind, times]) => `${kind} ${times}`).join(', ');
  for (const kind of kinds) assert.ok((counts.get(kind) ?? 0) >= RUNS / 2000, `${kind} hardly ever came about: ${all}`);
  counts.clear();
  if (process.env.ADVISORY_TRIAGE_INTERLEAVINGS !== undefined) console.log(`      ${all}`);
}

describe('two people who send to one advisory', function () {
  this.timeout(600_000);
  before(async () => {
    sandbox = await openInProcess({ world, clock: () => now, rateLimit: Number.MAX_SAFE_INTEGER });
  });
  after(() => sandbox.close());

  it(`lose nothing without being asked, in ${RUNS} orders of whole sends`, async () => {
    const steps = fc.array(fc.oneof({ weight: 4, arbitrary: edits }, { weight: 1, arbitrary: sends }), {
      minLength: 6,
      maxLength: 20,
    });
    await fc.assert(fc.asyncProperty(steps, whole), { numRuns: RUNS, seed: SEED });
    assert.deepEqual(sandbox.violations, []);
    assertSeen('sent', 'conflict', 'nothing-to-send', 'told by the next reading');
  });

  it(`lose nothing without being told, in ${RUNS} orders of requests`, async () => {
    const written = fc.array(edits, { minLength: 3, maxLength: 10 });
    await fc.assert(fc.asyncProperty(written, races, fc.scheduler(), racing), { numRuns: RUNS, seed: SEED });
    assert.deepEqual(sandbox.violations, []);
    assertSeen(
      'told by the next reading',
      ...['sent', 'sent-but-changed', 'conflict', 'unknown', 'nothing-to-send'].map((kind) => `racing: ${kind}`),
    );
  });
});
