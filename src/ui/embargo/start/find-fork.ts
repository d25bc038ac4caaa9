import type { Advisory } from '../../../advisory/model.ts';
import { readFork } from '../../../embargo/guard/fork.ts';
import { awaitFork, type ForkWait } from '../../../github/await-fork.ts';
import type { Failure } from '../../../github/failure.ts';
import type { ForkAddress } from '../../../github/fork.ts';
import type { Gateway } from '../../../github/gateway.ts';
import { startFork } from '../../../github/start-fork.ts';
import type { Choice } from '../../ask.ts';
import { words } from '../../words.ts';
import { failureWords } from '../failures.ts';
import type { EmbargoParts } from '../parts.ts';
import { working } from '../working.ts';

/** What a fork is looked for with. */
interface Search {
  readonly advisory: Advisory;
  readonly gateway: Gateway;
  /** Whether the person's git signs in by ssh. */
  readonly bySsh: boolean;
  readonly parts: EmbargoParts;
}

const ENTER = 'Enter Address…';
const WAIT = 'Wait On';

/**
 * The address of the advisory's private fork, for the person's git: what GitHub says, waited for or made where it is not
 * there yet, else what the person enters. There is never a token in it.
 * @returns undefined where the person gave up
 */
export async function findFork(advisory: Advisory, bySsh: boolean, parts: EmbargoParts): Promise<string | undefined> {
  const gateway = parts.inbox.state.session?.gateway;
  if (!gateway) return enterAddress(advisory, parts);
  const search: Search = { advisory, gateway, bySsh, parts };
  const asked = await working(`Asking for the private fork of ${advisory.ghsaId}`, (signal) =>
    gateway.privateFork(advisory.repository, advisory.ghsaId, signal),
  );
  if (!asked.ok) return troubled(asked.failure, search);
  switch (asked.value.state) {
    case 'ready':
      return addressOf(asked.value, search);
    case 'not-ready':
      return waitFor(search);
    case 'none':
      return without(search);
  }
}

function addressOf({ cloneUrl, sshUrl }: ForkAddress, { bySsh }: Search): string {
  return bySsh ? (sshUrl ?? cloneUrl) : cloneUrl;
}

/** There is no fork: it is made where this person may, else by whoever the process says, else an address is entered. */
async function without(search: Search): Promise<string | undefined> {
  const { advisory, gateway, parts } = search;
  const may = await gateway.permissions(advisory.repository);
  const admin = may.ok ? may.value.admin : undefined;
  if (admin === true) return make(search);
  const choices: Choice<() => Promise<string | undefined>>[] = [];
  const madeBy = makerOf(advisory, parts);
  if (madeBy !== undefined) choices.push({ label: '$(watch) Wait for it', description: madeBy, value: () => waitFor(search) });
  choices.push({
    label: '$(repo-forked) Create it on GitHub…',
    description: 'administrators and security managers may',
    value: () => make(search),
  });
  choices.push({ label: `$(edit) ${ENTER}`, value: () => enterAddress(advisory, parts) });
  const act = await parts.ask.pick(`${advisory.ghsaId} has no private fork yet`, choices);
  return act?.();
}

/** Who makes the fork where a person may not, in the process's own words. */
function makerOf({ repository, state }: Advisory, { book }: EmbargoParts): string | undefined {
  const { steps = [] } = book().for(repository);
  const needs = steps.filter(({ states }) => states.includes(state)).flatMap((step) => step.needs ?? []);
  return needs.find(({ fact }) => fact === 'private-fork')?.words;
}

async function make(search: Search): Promise<string | undefined> {
  const { advisory, gateway, parts } = search;
  const { ask } = parts;
  const outcome = await startFork(advisory, {
    gateway,
    decide: () =>
      ask.confirm({
        message: `Create the private fork of ${advisory.ghsaId} on GitHub?`,
        detail: `GitHub makes a private copy of ${advisory.repository}. Everybody on the advisory sees it and can push to it. It takes up to five minutes.`,
        verb: 'Create Private Fork',
      }),
  });
  switch (outcome.kind) {
    case 'declined':
      return undefined;
    case 'made':
      return waitFor(search);
    case 'there':
      return outcome.fork.state === 'ready' ? addressOf(outcome.fork, search) : waitFor(search);
    case 'not-allowed':
      return told('GitHub does not let this account create it: administrators and security managers may.', search, WAIT);
    case 'refused':
      return troubled(outcome.failure, search);
    case 'unknown':
      return told(
        `GitHub did not answer, so it is not known whether the fork is being made.${outcome.isRead ? ' The advisory has none by now.' : ''}`,
        search,
        WAIT,
      );
  }
}

/** Waits until the fork answers, for five minutes at most. */
async function waitFor(search: Search): Promise<string | undefined> {
  const { advisory, gateway, parts } = search;
  const { timers, clock } = parts;
  const awaited = await working(`Waiting for the private fork of ${advisory.ghsaId}`, (signal, say) =>
    awaitFork(gateway, advisory, {
      timers,
      clock,
      signal,
      onWait: (wait) => {
        say(waitWords(wait));
      },
    }),
  );
  switch (awaited.kind) {
    case 'ready':
      return addressOf(awaited.fork, search);
    case 'cancelled':
      return undefined;
    case 'failed':
      return troubled(awaited.failure, search);
    case 'still-none':
      return told('Nobody has made the private fork yet. You can start the fix again later.', search, WAIT);
    case 'timed-out':
      return told('GitHub is still making the private fork.', search, WAIT);
  }
}

function waitWords({ state, waited, next }: ForkWait): string {
  const what = state === 'not-ready' ? 'GitHub is making it' : state === 'none' ? 'not there yet' : 'no answer';
  return `${what}; ${Math.round(waited / 1000)} s so far, asked again in ${Math.round(next / 1000)} s`;
}

async function troubled(failure: Failure, search: Search): Promise<string | undefined> {
  if (failure.kind === 'cancelled') return undefined;
  const { title, advice } = words(failure, search.parts.clock());
  return told(`The private fork could not be asked for. ${title}. ${advice}`, search);
}

/** Says what is so; the person may wait on where that can help, or enter an address. */
async function told(message: string, search: Search, ...more: readonly (typeof WAIT)[]): Promise<string | undefined> {
  const { advisory, parts } = search;
  const pressed = await parts.ask.problem(`${advisory.ghsaId}: ${message}`, ...more, ENTER);
  if (pressed === WAIT) return waitFor(search);
  return pressed === ENTER ? enterAddress(advisory, parts) : undefined;
}

/** Asks for the address of a fork that GitHub does not tell. */
export async function enterAddress({ ghsaId }: Advisory, { ask }: EmbargoParts): Promise<string | undefined> {
  const entered = await ask.input({
    title: `Private fork of ${ghsaId}`,
    prompt: 'The only address that pushes will reach: https, ssh or a folder. Without a password: your git signs in as always.',
    placeHolder: 'https://github.com/owner/name-ghsa-xxxx-xxxx-xxxx.git',
    check: (text) => {
      const fork = readFork(text.trim());
      return fork.ok ? undefined : failureWords(fork.failure);
    },
  });
  return entered?.trim();
}
