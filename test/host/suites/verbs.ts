import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import type { AdvisoryKey } from '../../../src/advisory/model.ts';
import { type Answers, labelOf, labels, ME, requests, rows, section, signInAs, until, wish } from '../desk.ts';
import {
  answering,
  beginOnReport,
  beginSuite,
  heldBy,
  idOf,
  nothingHeard,
  type Overheard,
  refreshed,
  run,
  textOf,
  TITLE,
  unsent,
  write,
  written,
} from '../writing-desk.ts';

const BRUNO = 'bruno-coord';
const GRACE = 'grace-admin';
const MINE = { login: ME, type: 'coordinator', state: 'accepted' } as const;
const BRUNOS = { login: BRUNO, type: 'coordinator', state: 'accepted' } as const;

/** What a coordinator does by a command: claiming, handing over, deciding. */
export function verbs(): void {
  describe('verbs', () => {
    let access: TestAccess;
    let answers: Answers;
    let overheard: Overheard;
    let key: AdvisoryKey;
    before(async () => {
      access = await beginSuite();
    });
    beforeEach(async () => {
      ({ key, answers, overheard } = await beginOnReport(access));
    });
    afterEach(async () => {
      nothingHeard({ answers, overheard });
      if (access.inbox.state.session?.login !== ME) await signInAs(ME);
    });

    /** From here on it counts what is asked and written. */
    async function anew(): Promise<void> {
      answers = answering(access);
      await wish({ wish: 'clear' });
    }

    /** The row of the report in a section, if it is there. */
    const rowIn = (label: string) => rows(access, section(access, label)).find(({ node }) => node.id.endsWith(idOf(key)))?.item;
    const credits = async () => (await heldBy(key)).credits;
    const credited = async (...list: readonly (typeof MINE | typeof BRUNOS | object)[]): Promise<void> => {
      await wish({ wish: 'edit', ghsaId: idOf(key), change: { credits: list as never } });
      await refreshed(access);
      await anew();
    };

    it('claim: the report becomes mine by one request for the credits alone', async () => {
      assert.ok(rowIn('Unassigned'));
      answers.verb = () => undefined;
      await run('claim', key);
      assert.deepEqual(await written(), []);
      answers.verb = (verbs) => verbs[0];
      await run('claim', key);
      assert.deepEqual(answers.asked, Array(2).fill(`Claim ${idOf(key)} as coordinator?`));
      assert.match(
        answers.details[1] ?? '',
        /^• credits: \+ ada-triage \(coordinator\)\n\nSeen by lena-reports \(reporter\), ada-triage, .* Credits become public with the CVE record\.$/,
      );
      assert.deepEqual(await written(), [['PATCH', ['credits']]]);
      assert.deepEqual(await credits(), [MINE]);
      assert.ok(rowIn('Mine') && !rowIn('Unassigned'));
      await run('claim', key);
      assert.equal(answers.asked.at(-1), `You coordinate ${idOf(key)} already.`);
    });

    it('claim: another credit of one’s own is not lost without a yes', async () => {
      await credited({ login: ME, type: 'analyst', state: 'accepted' });
      answers.verb = () => undefined;
      await run('claim', key);
      assert.deepEqual(answers.asked, [`You are credited as analyst on ${idOf(key)}. Claim it all the same?`]);
      assert.deepEqual(await written(), []);
      answers.verb = (verbs) => verbs[0];
      await run('claim', key);
      assert.match(answers.details.at(-1) ?? '', /• credits: ada-triage: analyst → coordinator\n/);
      assert.match(answers.details.at(-1) ?? '', /⚠ Your credit as analyst becomes one as coordinator/);
      assert.deepEqual(await credits(), [MINE]);
    });

    it('claim: what somebody else coordinates is taken over, or coordinated together, as is chosen', async () => {
      await credited(BRUNOS, { login: 'lena-reports', type: 'reporter', state: 'accepted' });
      answers.verb = (verbs) => verbs.find((verb) => verb === 'Coordinate Together' || verb === 'Claim');
      await run('claim', key);
      assert.deepEqual((await credits()).map(({ login, type }) => `${login} ${type}`).sort(), [
        'ada-triage coordinator',
        'bruno-coord coordinator',
        'lena-reports reporter',
      ]);
      await credited(BRUNOS);
      await run('claim', key);
      assert.match(answers.details.at(-1) ?? '', /⚠ bruno-coord is no longer coordinator\./);
      assert.deepEqual(await credits(), [MINE]);
      assert.deepEqual(await written(), [['PATCH', ['credits']]]);
    });

    it('claim: what is unsent in the document stays there and is not sent', async () => {
      const { document } = await write(key, [TITLE, 'Quagga leak']);
      await run('claim', key);
      assert.deepEqual(await written(), [['PATCH', ['credits']]]);
      await until('the credit in the text', () => document.getText().includes('login: ada-triage'));
      assert.deepEqual(unsent(access, key), [`title: “${TITLE}” → “Quagga leak”`]);
      await run('sendToGitHub', key);
      assert.deepEqual((await written()).slice(1), [['PATCH', ['summary']]]);
      assert.deepEqual(await credits(), [MINE]);
    });

    it('claim: is not taken back by a document that could not be read at that time', async () => {
      const editor = await write(key, [`title: ${TITLE}`, 'title: [Quagga']);
      await run('claim', key);
      assert.deepEqual(await credits(), [MINE]);
      await write(key, ['title: [Quagga', 'title: Quagga']);
      assert.equal(
        unsent(access, key)?.some((words) => words.startsWith('credits')),
        false,
      );
      await run('sendToGitHub', key);
      assert.deepEqual(await credits(), [MINE]);
      assert.match(editor.document.getText(), /^title: Quagga$/m);
    });

    it('release: gives the report back, and says that nobody has it then', async () => {
      await credited(MINE);
      await run('release', key);
      assert.deepEqual(answers.asked, [`Give up coordinating ${idOf(key)}?`]);
      assert.match(answers.details[0] ?? '', /⚠ ada-triage is no longer coordinator\.\n⚠ Nobody is coordinator then\./);
      assert.deepEqual(await written(), [['PATCH', ['credits']]]);
      assert.deepEqual(await credits(), []);
      assert.ok(rowIn('Unassigned') && !rowIn('Mine'));
      await run('release', key);
      assert.equal(answers.asked.at(-1), `You do not coordinate ${idOf(key)}.`);
    });

    it('hand over: one request, after which the old one is gone and the new one there', async () => {
      await credited({ login: 'lena-reports', type: 'reporter', state: 'accepted' }, MINE);
      answers.choose = (names) => names.find((name) => name === BRUNO);
      await run('handOver', key);
      assert.deepEqual(answers.asked, ['Hand over to', `Hand ${idOf(key)} over to ${BRUNO}?`]);
      assert.deepEqual(await written(), [['PATCH', ['credits']]]);
      assert.deepEqual(
        (await credits()).map(({ login, type }) => `${login} ${type}`),
        ['lena-reports reporter', 'bruno-coord coordinator'],
      );
      assert.ok(rowIn('Open') && !rowIn('Mine'));
    });

    it('hand over: to a login that GitHub does not know is refused, and nothing changes', async () => {
      await credited(MINE);
      answers.choose = (names) => names.find((name) => name.includes('Somebody else'));
      answers.inputs.push('quagga-nobody');
      // The login was typed by the person: it may stand in the question, and is no word of the report.
      await run('handOver', key);
      assert.match(answers.asked.at(-1) ?? '', /^GitHub refuses these fields: credits\./);
      assert.deepEqual(await credits(), [MINE]);
      answers.asked.splice(0);
    });

    it('accept: a member asks the bot by a tag, and the row waits for it', async () => {
      await credited(MINE);
      await run('accept', key);
      assert.match(
        answers.asked[0] ?? '',
        /^Accept GHSA-\S+\? The tag \[ACCEPTED\] in the title asks the team's bot, which comes round every 60 minutes\.$/,
      );
      assert.match(answers.details[0] ?? '', /^• title: “Zirconium[^”]*” → “\[ACCEPTED\] Zirconium/);
      assert.deepEqual(await written(), [['PATCH', ['summary']]]);
      const row = rowIn('Mine');
      assert.equal(labelOf(row), TITLE);
      assert.match(String(row?.description), /^waiting for bot/);

      await wish({ wish: 'bot' });
      await refreshed(access);
      assert.equal((await heldBy(key)).state, 'draft');
      assert.doesNotMatch(String(rowIn('Mine')?.description), /waiting for bot/);
      await run('accept', key);
      assert.equal(answers.asked.at(-1), `${idOf(key)} is draft: there is nothing to accept.`);
    });

    it('reject: a member chooses as what, and the bot closes it', async () => {
      let offered: readonly string[] = [];
      answers.choose = (ways) => {
        offered = ways;
        return ways.find((way) => way.endsWith('[INVALID]'));
      };
      await run('reject', key);
      assert.equal(offered.length, 4);
      assert.ok(
        offered.every((way) => /\[[A-Z]+\]$/.test(way)),
        'something else than a tag is offered',
      );
      assert.deepEqual(await written(), [['PATCH', ['summary']]]);
      await wish({ wish: 'bot' });
      await refreshed(access);
      assert.equal((await heldBy(key)).state, 'closed');
      assert.ok(rowIn('Finished'));
    });

    it('accept and reject: an administrator does it at once', async () => {
      await signInAs(GRACE);
      await anew();
      answers.choose = (ways) => ways.find((way) => way === 'Accept as draft');
      await run('accept', key);
      assert.match(answers.asked.at(-1) ?? '', /^Accept GHSA-\S+\? It becomes a draft at once\.$/);
      assert.match(answers.details[0] ?? '', /^• state: triage → draft\n/);
      assert.deepEqual(await written(), [['PATCH', ['state']]]);
      assert.equal((await heldBy(key)).state, 'draft');
      assert.equal((await heldBy(key)).summary, TITLE);
      answers.choose = (ways) => ways.find((way) => way === 'Close');
      await run('reject', key);
      assert.equal((await heldBy(key)).state, 'closed');
      assert.ok(rowIn('Finished'));
    });

    it('what the process forbids is offered nowhere', async () => {
      const manifest = vscode.extensions.getExtension('advisory-triage.advisory-triage')?.packageJSON as {
        contributes: { commands: { command: string; title: string }[] };
      };
      const named = [
        ...manifest.contributes.commands.flatMap(({ command, title }) => [command, title]),
        ...(await vscode.commands.getCommands(true)).filter((command) => command.startsWith('advisoryTriage.')),
      ];
      assert.deepEqual(
        // A fork is not made by a verb of its own; work goes on in it.
        named.filter((one) => /publish|request.*cve|withdraw|(?<!e)merge|delete.*advisory|(?:create|make).*fork/i.test(one)),
        [],
      );
      // Nor is it ever asked for, whatever was done above and in the suites before.
      const asked = await requests();
      assert.deepEqual(
        asked.filter(({ method, route }) => method !== 'GET' && !/security-advisories(?:\/\{ghsa_id\})?$/.test(route)),
        [],
      );
    });

    it('are all closed to what is signed out', async () => {
      await run('signOut');
      await anew();
      for (const verb of ['claim', 'release', 'handOver', 'accept', 'reject']) await run(verb, key);
      assert.deepEqual(await written(), []);
      assert.deepEqual(labels(access), []);
      await signInAs(ME);
      assert.doesNotMatch(await textOf(key), /ada-triage/);
    });
  });
}
