import * as vscode from 'vscode';
import type { AdvisoryContent } from '../../advisory/content.ts';
import { documentContent } from '../../advisory/document/content.ts';
import { isWhole } from '../../advisory/document/document.ts';
import { parseDocument } from '../../advisory/document/parse.ts';
import { keyOf, type Advisory, type AdvisoryKey } from '../../advisory/model.ts';
import type { Clock } from '../../common/ports.ts';
import type { Failure } from '../../github/failure.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { ProcessBook } from '../../process/book.ts';
import type { Desk } from '../../sending/desk.ts';
import { send, type SendOutcome, type SendPlan } from '../../sending/send.ts';
import type { Ask } from '../ask.ts';
import { saveAll } from '../documents/keep-saved.ts';
import { reportUri } from '../documents/report-uri.ts';
import { words } from '../words.ts';
import { compareWithGitHub, openMerge, type MergeParts } from './compare.ts';
import { planWords, type Intent } from './plan-words.ts';

export interface SendFlowOptions extends MergeParts {
  readonly inbox: Inbox;
  readonly desk: Desk;
  readonly ask: Ask;
  readonly book: () => ProcessBook;
  readonly clock: Clock;
  /** The document of an advisory is another one than the editor has. */
  readonly redraw: (key: AdvisoryKey) => void;
}

/** What is to be written: other content, another state, and what it is called before the person. */
export interface Write {
  readonly base: AdvisoryContent;
  readonly mine: AdvisoryContent;
  readonly state?: 'draft' | 'closed';
  readonly intent: Intent;
  /** Leaves out of the affected packages what this version does not know, after GitHub refused it. */
  readonly withoutUnknown?: boolean;
}

/** The one way in which anything of an advisory gets to GitHub: shown first, sent once, read back. */
export class SendFlow {
  readonly #options: SendFlowOptions;

  constructor(options: SendFlowOptions) {
    this.#options = options;
  }

  /** Sends what the document of an advisory says. */
  async sendDocument(advisory: Advisory): Promise<void> {
    const { ask, desk } = this.#options;
    const key = keyOf(advisory);
    await saveAll();
    if (desk.text(key) === undefined) await desk.open(key);
    const [text, base] = [desk.text(key), desk.base(key)];
    if (text === undefined || base === undefined) {
      await ask.notice(`Open ${advisory.ghsaId} first.`);
      return;
    }
    const document = parseDocument(text);
    if (!isWhole(document)) {
      await this.#explainBroken(key, document.problems.find(({ kind }) => kind !== 'unknown-key')?.start ?? 0);
      return;
    }
    await this.write(advisory, { base, mine: documentContent(document), intent: { kind: 'document' } });
  }

  /** Carries out one write. @returns whether GitHub has it now */
  async write(advisory: Advisory, wish: Write): Promise<boolean> {
    const { base, mine, state, intent, withoutUnknown } = wish;
    const { inbox, ask, clock, book } = this.#options;
    const session = inbox.state.session;
    if (!session) {
      await this.#tell({ kind: 'signed-out', route: '' }, 'Nothing was sent. Your text is kept on this machine.');
      return false;
    }
    const key = keyOf(advisory);
    const outcome = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: advisory.ghsaId, cancellable: true },
      (progress, token) => {
        progress.report({ message: 'reading what GitHub holds now…' });
        const abort = new AbortController();
        token.onCancellationRequested(() => {
          abort.abort();
        });
        return send(
          {
            repository: advisory.repository,
            ghsaId: advisory.ghsaId,
            base,
            mine,
            me: session.login,
            process: book().for(advisory.repository),
            withoutUnknown,
            ...(state === undefined ? {} : { state }),
          },
          {
            gateway: session.gateway,
            clock,
            decide: async (plan) => {
              progress.report({ message: 'waits for your answer' });
              const yes = await this.#decide(key, plan, intent);
              progress.report({ message: yes ? 'sending…' : '' });
              return yes;
            },
            signal: abort.signal,
          },
        );
      },
    );
    if (outcome.kind === 'refused' && withoutUnknown !== true && refusesUnknown(outcome)) {
      const again = await ask.decide({
        message: `GitHub refuses the affected packages of ${advisory.ghsaId}. Send them without what this version does not know?`,
        detail:
          'They have fields of GitHub’s that are newer than this version. They were sent back as they came; without them GitHub may lose them. Nothing was changed yet.',
        verbs: ['Send Without Them'],
      });
      return again === undefined ? false : this.write(advisory, { ...wish, withoutUnknown: true });
    }
    return this.#conclude(key, outcome, intent.kind === 'document' ? mine : undefined);
  }

  async #decide(key: AdvisoryKey, plan: SendPlan, intent: Intent): Promise<boolean> {
    const { ask, blurred } = this.#options;
    const { message, detail, verb } = planWords(plan, intent, blurred());
    const differences = 'Show Differences';
    const chosen = await ask.decide({ message, detail, verbs: intent.kind === 'document' ? [verb, differences] : [verb] });
    if (chosen === differences) await compareWithGitHub(key, plan.theirs, this.#options);
    return chosen === verb;
  }

  async #conclude(key: AdvisoryKey, outcome: SendOutcome, spoken: AdvisoryContent | undefined): Promise<boolean> {
    const { inbox, desk, redraw, ask } = this.#options;
    const id = key.slice(key.indexOf('#') + 1);
    switch (outcome.kind) {
      case 'sent':
      case 'sent-but-changed':
        // First what was sent is noted: whoever listens to the store tells what of it is not there.
        await desk.sent(key, outcome.sent.before, outcome.sent.after, outcome.held, spoken);
        inbox.store.update(outcome.held);
        redraw(key);
        if (outcome.kind === 'sent') vscode.window.setStatusBarMessage(`$(check) ${id} is on GitHub`, 5000);
        return true;
      case 'nothing-to-send':
        await desk.follows(key, outcome.held);
        inbox.store.update(outcome.held);
        redraw(key);
        await ask.notice(`GitHub holds all of this already: nothing was sent for ${id}.`);
        return true;
      case 'conflict':
        await this.#conflict(key, outcome);
        return false;
      case 'declined':
        return false;
      case 'refused':
        await this.#refused(key, outcome.failure);
        return false;
      case 'unverified':
        if (outcome.failure.kind !== 'cancelled')
          await this.#tell(outcome.failure, 'What GitHub holds could not be read, so nothing was sent. Your text is kept.');
        return false;
      case 'unknown':
        if (outcome.held) inbox.store.update(outcome.held);
        await this.#tell(
          outcome.failure,
          'GitHub may or may not have taken it: it is not sent again by itself. Refresh, compare, then send what is missing.',
        );
        redraw(key);
        return false;
    }
  }

  async #conflict(key: AdvisoryKey, { merge, theirs }: Extract<SendOutcome, { kind: 'conflict' }>): Promise<void> {
    const count = merge.conflicts.length;
    const fields = [...new Set(merge.conflicts.map(({ field }) => field))].join(', ');
    const chosen = await this.#options.ask.decide({
      message: `Somebody has changed ${theirs.ghsaId} in the same ${count === 1 ? 'place' : 'places'}. Merge it?`,
      detail: `${count === 1 ? 'One conflict' : `${count} conflicts`}: ${fields}. Nothing was sent, and nothing is overwritten: choose in the merge editor what is to stand, save there, then send.`,
      verbs: ['Merge…'],
    });
    if (chosen !== undefined) await openMerge(key, theirs, merge, this.#options);
  }

  /** 403: an administrator may have locked it, or this account may not do it. What can be done is offered. */
  async #refused(key: AdvisoryKey, failure: Failure): Promise<void> {
    const { ask } = this.#options;
    const { title } = words(failure, this.#options.clock());
    const why =
      failure.kind === 'forbidden'
        ? 'GitHub does not allow it: this account may not change it, or an administrator has locked the advisory. Comments may still be possible in the browser.'
        : failure.kind === 'refused' && failure.fields && failure.fields.length > 0
          ? `GitHub refuses these fields: ${failure.fields.join(', ')}. Correct them and send again.`
          : `${title}.`;
    const pressed = await ask.problem(`${why} Nothing was changed; your text is kept on this machine.`, 'Open on GitHub');
    if (pressed !== undefined) await vscode.commands.executeCommand('advisoryTriage.openOnGitHub', key);
  }

  async #tell(failure: Failure, what: string): Promise<void> {
    const said = words(failure, this.#options.clock());
    await this.#options.ask.problem(`${said.title}. ${what}`);
  }

  async #explainBroken(key: AdvisoryKey, at: number): Promise<void> {
    const pressed = await this.#options.ask.problem(
      'The front matter cannot be read whole, so nothing is sent: what cannot be read would be lost. The findings say what to do.',
      'Show',
    );
    if (pressed === undefined) return;
    const document = await vscode.workspace.openTextDocument(reportUri(key));
    const position = document.positionAt(at);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
  }
}

/** Whether it was the list of packages, with something unknown in it, that GitHub would not have. */
function refusesUnknown({ failure, theirs }: Extract<SendOutcome, { kind: 'refused' }>): boolean {
  return (
    failure.kind === 'refused' &&
    failure.fields?.includes('vulnerabilities') === true &&
    theirs.vulnerabilities.some(({ extra }) => extra !== undefined)
  );
}
