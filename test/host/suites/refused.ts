import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TestAccess } from '../../../src/extension.ts';
import type { AdvisoryKey } from '../../../src/advisory/model.ts';
import { type Answers, ME, signInAs, until, wish } from '../desk.ts';
import {
  answering,
  beginOnReport,
  beginSuite,
  heldBy,
  idOf,
  nothingHeard,
  type Overheard,
  run,
  SECRET,
  storageSeen,
  textOf,
  TITLE,
  unsent,
  write,
  written,
} from '../writing-desk.ts';

const CHANGED = `title: “${TITLE}” → “Quagga leak”`;
const PATCH = 'PATCH /repos/{owner}/{repo}/security-advisories/{ghsa_id}';

interface Trouble {
  readonly when: string;
  /** @returns what ends it */
  readonly begins: (key: AdvisoryKey) => Promise<() => Promise<void> | void>;
  readonly says: RegExp;
  /** How many requests that write get to GitHub. */
  readonly writes: number;
}

/** From here on GitHub cannot be reached: no request that fits gets there. */
function unplugged(fits: (method: string) => boolean): () => void {
  const before = globalThis.fetch;
  let gone = false;
  globalThis.fetch = (url, init) => {
    gone ||= fits(init?.method ?? 'GET');
    // The tests themselves still reach the world outside.
    const isTheirs = !String(url instanceof Request ? url.url : url).startsWith(process.env.ADVISORY_TRIAGE_SANDBOX ?? '-');
    return gone && !isTheirs ? Promise.reject(new TypeError('fetch failed')) : before(url, init);
  };
  return () => {
    globalThis.fetch = before;
  };
}

const ended = () => wish({ wish: 'no-faults' });

const TROUBLES: readonly Trouble[] = [
  {
    when: 'an administrator has locked the advisory',
    begins: async (key) => {
      await wish({ wish: 'lock', ghsaId: idOf(key), locked: true });
      return () => wish({ wish: 'lock', ghsaId: idOf(key), locked: false });
    },
    says: /^GitHub does not allow it: .*locked the advisory.* Nothing was changed; your text is kept on this machine\.$/,
    writes: 1,
  },
  {
    when: 'this account may not see it any more',
    begins: async (key) => {
      await wish({ wish: 'edit', ghsaId: idOf(key), change: { collaboratingTeams: [] } });
      return () => wish({ wish: 'edit', ghsaId: idOf(key), change: { collaboratingTeams: ['psrt'] } });
    },
    says: /^Not found, or not for this account\. .*so nothing was sent\. Your text is kept\.$/,
    writes: 0,
  },
  {
    when: 'the token is revoked',
    begins: async () => {
      await wish({ wish: 'token', login: ME, state: 'revoked' });
      return () => wish({ wish: 'token', login: ME, state: 'good' });
    },
    says: /^GitHub refuses your token\. .*so nothing was sent\. Your text is kept\.$/,
    writes: 0,
  },
  {
    when: 'GitHub cannot be reached',
    begins: () => Promise.resolve(unplugged(() => true)),
    says: /^GitHub cannot be reached\. .*so nothing was sent\. Your text is kept\.$/,
    writes: 0,
  },
  {
    when: 'the network goes at the moment of sending',
    begins: () => Promise.resolve(unplugged((method) => method === 'PATCH')),
    says: /^GitHub cannot be reached\. GitHub may or may not have taken it: it is not sent again by itself\./,
    writes: 0,
  },
  {
    when: 'GitHub has trouble with the request',
    begins: async () => {
      await wish({ wish: 'fault', fault: { kind: 'status', status: 502, route: PATCH } });
      return ended;
    },
    says: /^GitHub has trouble \(502\)\. GitHub may or may not have taken it: it is not sent again by itself\./,
    writes: 1,
  },
  {
    when: 'GitHub asks to wait',
    begins: async () => {
      await wish({ wish: 'fault', fault: { kind: 'secondary-limit', retryAfter: 1, route: PATCH } });
      return ended;
    },
    says: /^GitHub asks to wait\. Nothing was changed; your text is kept on this machine\.$/,
    writes: 1,
  },
];

/** What becomes of a text that GitHub does not take, or of which nobody knows. */
export function refused(): void {
  describe('sending in trouble', () => {
    let access: TestAccess;
    let answers: Answers;
    let overheard: Overheard;
    let key: AdvisoryKey;
    let end: (() => Promise<void> | void) | undefined;
    before(async () => {
      access = await beginSuite();
    });
    beforeEach(async () => {
      ({ key, answers, overheard } = await beginOnReport(access));
    });
    afterEach(async () => {
      await end?.();
      end = undefined;
      await wish({ wish: 'no-faults' });
      nothingHeard({ answers, overheard });
    });

    for (const { when, begins, says, writes } of TROUBLES) {
      it(`keeps the text, says so, and sends nothing twice when ${when}`, async () => {
        const { document } = await write(key, [TITLE, 'Quagga leak']);
        end = await begins(key);
        await run('sendToGitHub', key);
        assert.match(answers.asked.at(-1) ?? '', says);
        assert.equal((await written()).length, writes);
        assert.equal((await heldBy(key)).summary, TITLE);
        assert.match(document.getText(), /^title: Quagga leak$/m);
        assert.ok(!document.isDirty);

        await end();
        end = undefined;
        await until('GitHub to be there again', async () => {
          await access.inbox.refresh();
          return access.inbox.store.get(key) !== undefined && !access.inbox.state.trouble;
        });
        assert.match(await textOf(key), /^title: Quagga leak$/m);
        assert.deepEqual(unsent(access, key)?.slice(0, 1), [CHANGED]);
        assert.equal((await written()).length, writes);
        await run('sendToGitHub', key);
        assert.deepEqual((await written()).slice(writes), [['PATCH', ['summary']]]);
        assert.equal((await heldBy(key)).summary, 'Quagga leak');
        assert.equal(unsent(access, key), undefined);
      });
    }

    for (const [when, fault] of [
      ['the answer is lost on its way', { kind: 'drop-after-commit', route: PATCH }],
      ['GitHub answers with trouble after it has done it', { kind: 'status', status: 502, committed: true, route: PATCH }],
      ['the answer is cut off', { kind: 'cut-json', route: PATCH }],
    ] as const)
      it(`finds out that it is done, and sends nothing twice, when ${when}`, async () => {
        await write(key, [TITLE, 'Quagga leak']);
        await wish({ wish: 'fault', fault });
        await run('sendToGitHub', key);
        assert.deepEqual(answers.asked, [`Send this change of ${idOf(key)} to GitHub?`]);
        assert.deepEqual(await written(), [['PATCH', ['summary']]]);
        assert.equal((await heldBy(key)).summary, 'Quagga leak');
        assert.equal(unsent(access, key), undefined);
        assert.match(await textOf(key), /^title: Quagga leak$/m);
      });

    it('names the fields that GitHub refuses, and keeps the rest as it is', async () => {
      await write(key, [`title: ${TITLE}`, 'title: Quagga leak\ncredits:\n  - login: quagga-nobody\n    type: analyst']);
      await run('sendToGitHub', key);
      assert.equal(
        answers.asked.at(-1),
        'GitHub refuses these fields: credits. Correct them and send again. Nothing was changed; your text is kept on this machine.',
      );
      assert.equal((await heldBy(key)).summary, TITLE);
      assert.equal(unsent(access, key)?.length, 2);
    });

    it('sends nothing when nobody is signed in', async () => {
      await write(key, [TITLE, 'Quagga leak']);
      await run('signOut');
      answers = answering(access);
      await run('sendToGitHub', key);
      assert.deepEqual(answers.asked, ['There is no advisory in the inbox yet.']);
      assert.deepEqual(await written(), []);
      await signInAs(ME);
      assert.match(await textOf(key), /^title: Quagga leak$/m);
    });

    it('leaves no word of it in the log', async () => {
      const folder = await storageSeen(async () => {
        await write(key, [TITLE, 'Quagga leak']);
      });
      const logs = join(dirname(dirname(dirname(folder))), 'logs');
      const ours = async () => {
        const entries = await readdir(logs, { recursive: true, withFileTypes: true });
        const files = entries.filter(
          (entry) => entry.isFile() && /advisory-triage|Advisory Triage/.test(join(entry.parentPath, entry.name)),
        );
        return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
      };
      // It is written behind everybody's back; all that went wrong above stands in it.
      await until('the log', async () => (await ours()).join('\n').includes('server-error 502'));
      assert.doesNotMatch((await ours()).join('\n'), SECRET);
    });
  });
}
