import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { contentOf } from '../../../src/advisory/content.ts';
import { documentContent } from '../../../src/advisory/document/content.ts';
import { parseDocument } from '../../../src/advisory/document/parse.ts';
import { keyOf, type Advisory } from '../../../src/advisory/model.ts';
import { systemTimers } from '../../../src/common/ports.ts';
import { Desk } from '../../../src/sending/desk.ts';
import { Drafts } from '../../../src/sending/drafts.ts';
import { filesIn } from '../../../src/ui/storage.ts';
import { coordinator, sample } from '../advisory/sample.ts';

const ADVISORY = sample({
  state: 'draft',
  title: 'Quixotic leak',
  description: 'One.\n\nTwo.\n\nThree.',
  credits: [coordinator('cole')],
});
const KEY = keyOf(ADVISORY);

describe('the desk', () => {
  let folder: string;
  let held: Advisory;
  let now: number;
  const secrets = new Map<string, string>();
  let unreadable: string[];

  /** A window: its own memory, over the same disk. */
  function window(owner: string | null = 'github.com cole'): Desk {
    const files = filesIn(folder);
    const ports = {
      get: (name: string) => Promise.resolve(secrets.get(name)),
      store: (name: string, value: string) => Promise.resolve(void secrets.set(name, value)),
      delete: (name: string) => Promise.resolve(void secrets.delete(name)),
    };
    return new Desk({
      drafts: new Drafts({ files, secrets: ports, clock: () => (now += 1000), timers: systemTimers }),
      held: (key) => (key === KEY ? held : undefined),
      owner: () => owner ?? undefined,
      clock: () => now,
      onUnreadable: (key) => unreadable.push(key),
    });
  }

  async function opened(desk: Desk): Promise<string> {
    const text = await desk.open(KEY);
    assert.ok(text !== undefined);
    return text;
  }
  const wordsOf = (desk: Desk) => desk.standing(KEY)?.unsent?.map(({ words }) => words);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'desk-'));
    held = ADVISORY;
    now = Date.UTC(2026, 10, 22);
    secrets.clear();
    unreadable = [];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives out what GitHub holds, and keeps nothing until something is written', async () => {
    const desk = window();
    const text = await opened(desk);
    assert.deepEqual(documentContent(parseDocument(text)), contentOf(held));
    assert.deepEqual(await desk.save(KEY, text), { ok: true, value: 'saved' });
    assert.deepEqual(wordsOf(desk), []);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('keeps a text sealed, over a restart, with its comments', async () => {
    const desk = window();
    const text = (await opened(desk)).replace('title: Quixotic leak', 'title: Xylophone leak # to be asked');
    assert.deepEqual(await desk.save(KEY, text), { ok: true, value: 'saved' });
    assert.deepEqual(wordsOf(desk), ['title: “Quixotic leak” → “Xylophone leak”']);
    const again = window();
    assert.equal(await opened(again), text);
    assert.deepEqual(wordsOf(again), ['title: “Quixotic leak” → “Xylophone leak”']);
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name)).toString('latin1');
      assert.doesNotMatch(name + bytes, /Xylophone|Quixotic|cole|2222/);
    }
  });

  it('shows a draft to nobody else', async () => {
    const desk = window();
    await desk.save(KEY, (await opened(desk)).replace('Quixotic', 'Xylophone'));
    assert.doesNotMatch(await opened(window('github.com dora')), /Xylophone/);
    assert.equal(await window(null).open(KEY), undefined);
  });

  it('follows GitHub where nothing of one’s own would be touched', async () => {
    const desk = window();
    await opened(desk);
    held = { ...held, title: 'Another title', updatedAt: now };
    assert.match(await opened(desk), /title: Another title/);
    assert.deepEqual(wordsOf(desk), []);
  });

  it('keeps one’s own change when GitHub changes, brings the rest up to date, and tells', async () => {
    const desk = window();
    await desk.save(KEY, (await opened(desk)).replace('Two.', 'Two and a half.'));
    held = { ...held, title: 'Another title', state: 'closed', updatedAt: now };
    const text = await opened(desk);
    assert.match(text, /state: closed/);
    assert.match(text, /title: Quixotic leak/);
    assert.match(text, /Two and a half/);
    assert.equal(desk.standing(KEY)?.heldChanged, true);
    assert.deepEqual(
      desk.standing(KEY)?.unsent?.map(({ field }) => field),
      ['description'],
    );
  });

  it('takes nothing back where GitHub was read anew while somebody typed', async () => {
    const desk = window();
    const typed = (await opened(desk)).replace('One.', 'Uno.');
    held = {
      ...held,
      title: 'Another title',
      credits: [...held.credits, { login: 'nina', type: 'finder', state: 'pending' }],
      updatedAt: now + 5000,
    };
    // The editor asks for the file because it was told of a change, but goes on with what was typed.
    await opened(desk);
    await desk.save(KEY, typed);
    assert.deepEqual(
      desk.standing(KEY)?.unsent?.map(({ field }) => field),
      ['description'],
    );
    assert.equal(desk.standing(KEY)?.heldChanged, true);
    assert.deepEqual((await window().open(KEY))?.includes('Uno.'), true);
  });

  it('puts together what two windows write in different places', async () => {
    const [one, other] = [window(), window()];
    const [text] = [await opened(one), await opened(other)];
    assert.deepEqual(await one.save(KEY, text.replace('One.', 'One and more.')), { ok: true, value: 'saved' });
    assert.deepEqual(await other.save(KEY, text.replace('Three.', 'Three and more.')), { ok: true, value: 'together' });
    assert.match(other.text(KEY) ?? '', /One and more[\s\S]*Three and more/);
    assert.match(await opened(window()), /One and more[\s\S]*Three and more/);
  });

  it('loses nothing of another window where the editor types on before it has taken that up', async () => {
    const [one, other] = [window(), window()];
    const [text] = [await opened(one), await opened(other)];
    await one.save(KEY, text.replace('One.', 'One and more.'));
    const mine = text.replace('Three.', 'Three and more.');
    assert.deepEqual(await other.save(KEY, mine), { ok: true, value: 'together' });
    assert.deepEqual(await other.save(KEY, mine.replace('Two.', 'Two and more.')), { ok: true, value: 'together' });
    const all = other.text(KEY) ?? '';
    assert.match(all, /One and more[\s\S]*Two and more[\s\S]*Three and more/);
    // Taken up: from here on what is taken away stays away.
    assert.deepEqual(await other.save(KEY, all.replace('Two and', 'Two or')), { ok: true, value: 'saved' });
    assert.deepEqual(await other.save(KEY, (other.text(KEY) ?? '').replace('One and more.', 'One.')), {
      ok: true,
      value: 'saved',
    });
    assert.doesNotMatch(other.text(KEY) ?? '', /One and more/);
  });

  it('keeps both texts where two windows write in one place', async () => {
    const [one, other] = [window(), window()];
    const [text] = [await opened(one), await opened(other)];
    await one.save(KEY, text.replace('Two.', 'Zwei.'));
    assert.deepEqual(await other.save(KEY, text.replace('Two.', 'Deux.')), { ok: true, value: 'over' });
    assert.match(await opened(window()), /Deux/);
    const earlier = await other.earlier(KEY);
    assert.ok(earlier.some(({ text: before }) => before.includes('Zwei.')));
  });

  it('does not take back by an earlier text what others have sent since', async () => {
    const desk = window();
    await desk.save(KEY, (await opened(desk)).replace('One.', 'Uno.'));
    const [first] = [desk.text(KEY) ?? ''];
    await desk.save(KEY, first.replace('Three.', 'Tres.'));
    held = { ...held, credits: [...held.credits, { login: 'nina', type: 'finder', state: 'pending' }], updatedAt: now };
    await desk.settle(KEY, (desk.text(KEY) ?? '').replace('Uno.', 'One.'), held);
    const earlier = (await desk.earlier(KEY)).find(({ text }) => text.includes('Uno.') && !text.includes('Tres.'));
    assert.ok(earlier);
    await desk.putBack(KEY, earlier);
    assert.match(desk.text(KEY) ?? '', /Uno\./);
    assert.equal(
      desk.standing(KEY)?.unsent?.some(({ field }) => field === 'credits'),
      false,
    );
  });

  it('leaves unsent what was written while something was being sent', async () => {
    const desk = window();
    await desk.save(KEY, (await opened(desk)).replace('One.', 'Uno.'));
    const before = contentOf(held);
    const sent = documentContent(parseDocument(desk.text(KEY) ?? ''));
    await desk.save(KEY, (desk.text(KEY) ?? '').replace('Three.', 'Tres.'));
    held = { ...held, description: sent.description, updatedAt: now };
    await desk.sent(KEY, before, sent, held, sent);
    assert.match(desk.text(KEY) ?? '', /Uno[\s\S]*Tres/);
    assert.deepEqual(
      desk.standing(KEY)?.unsent?.map(({ field }) => field),
      ['description'],
    );
    assert.deepEqual(desk.standing(KEY)?.lost, []);
  });

  it('takes up what others wrote, and what a verb sent, and leaves unsent what was not sent', async () => {
    const desk = window();
    await desk.save(KEY, (await opened(desk)).replace('One.', 'Uno.'));
    const mine = documentContent(parseDocument(desk.text(KEY) ?? ''));
    // Somebody has added a credit meanwhile, which came into what was sent by the merge.
    const credits = [...held.credits, { login: 'nina', type: 'finder', state: 'pending' }];
    const before = { ...contentOf(held), credits: [...contentOf(held).credits, { login: 'nina', type: 'finder' }] };
    held = { ...held, credits, description: mine.description, updatedAt: now + 5000 };
    await desk.sent(KEY, before, { ...before, description: mine.description }, held, mine);
    assert.match(desk.text(KEY) ?? '', /nina/);
    assert.deepEqual(desk.standing(KEY)?.unsent, []);
    // A claim sends a credit and nothing of the text.
    await desk.save(KEY, (desk.text(KEY) ?? '').replace('Two.', 'Dos.'));
    const claimed = { ...held, credits: [...held.credits, coordinator('dora')], updatedAt: now + 9000 };
    const asked = contentOf(claimed);
    const [was] = [contentOf(held)];
    held = claimed;
    await desk.sent(KEY, was, asked, held);
    assert.match(desk.text(KEY) ?? '', /dora/);
    assert.deepEqual(
      desk.standing(KEY)?.unsent?.map(({ field }) => field),
      ['description'],
    );
  });

  it('takes nothing back where somebody types on before the editor shows what came back from GitHub', async () => {
    const desk = window();
    const first = (await opened(desk)).replace('One.', 'Uno.');
    await desk.save(KEY, first);
    const before = contentOf(held);
    const sent = documentContent(parseDocument(first));
    held = { ...held, title: 'Another title', description: sent.description, updatedAt: now + 5000 };
    await desk.sent(KEY, before, sent, held, sent);
    // The editor still has the text of before, and somebody has typed in it.
    assert.deepEqual(await desk.save(KEY, first.replace('Three.', 'Tres.')), { ok: true, value: 'together' });
    assert.match(desk.text(KEY) ?? '', /title: Another title[\s\S]*Uno[\s\S]*Tres/);
    assert.deepEqual(
      desk.standing(KEY)?.unsent?.map(({ field }) => field),
      ['description'],
    );
  });

  it('tells, also after a restart, what was sent and is gone, until it was dealt with', async () => {
    const desk = window();
    await opened(desk);
    const before = contentOf(held);
    const sent = { ...before, credits: [...before.credits, { login: 'nina', type: 'finder' }] };
    const after = { ...held, credits: [...held.credits, { login: 'nina', type: 'finder', state: 'pending' }], updatedAt: now };
    held = after;
    await desk.sent(KEY, before, sent, held);
    assert.deepEqual(await desk.lost(KEY), []);
    held = { ...ADVISORY, updatedAt: now + 1 };
    const again = window();
    assert.deepEqual(await again.drafted([KEY]), [KEY]);
    const lost = await again.lost(KEY);
    assert.deepEqual(
      lost.map(({ words }) => words),
      ['credits: nina (finder) is gone'],
    );
    await opened(again);
    await again.told(KEY, lost);
    assert.deepEqual(await window().lost(KEY), []);
  });

  it('says that it cannot keep a text of which it does not know whose it is', async () => {
    const desk = window();
    const text = await opened(desk);
    desk.clear();
    assert.deepEqual(await desk.save(KEY, text.replace('One.', 'Uno.')), { ok: false, failure: { kind: 'not-kept' } });
  });

  it('goes on from what GitHub holds where a draft cannot be opened, and leaves that draft where it is', async () => {
    const desk = window();
    await desk.save(KEY, (await opened(desk)).replace('One.', 'Uno.'));
    const kept = readdirSync(folder);
    secrets.clear();
    const again = window();
    assert.match(await opened(again), /One\./);
    assert.deepEqual(unreadable, [KEY]);
    await again.save(KEY, (again.text(KEY) ?? '').replace('One.', 'Eins.'));
    assert.ok(kept.every((name) => readdirSync(folder).includes(name)));
    assert.match(await opened(window()), /Eins\./);
  });
});
