import { contentOf, type AdvisoryContent } from '../../advisory/content.ts';
import { coordinators, isCoordinatedBy } from '../../advisory/credits.ts';
import { isLogin, sameLogin, type Advisory } from '../../advisory/model.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { ProcessBook } from '../../process/book.ts';
import { claim, handOver, otherCreditOf, release, waysTo, type Way } from '../../sending/verbs.ts';
import type { Ask, Choice } from '../ask.ts';
import type { SendFlow } from '../sending/send-flow.ts';

export interface VerbParts {
  readonly inbox: Inbox;
  readonly ask: Ask;
  readonly book: () => ProcessBook;
  readonly flow: SendFlow;
}

/** Credits oneself as coordinator. GitHub keeps one credit a person, so another one of one's own would go: that is asked first. */
export async function claimAdvisory(advisory: Advisory, { inbox, ask, flow }: VerbParts): Promise<void> {
  const me = inbox.state.session?.login;
  if (me === undefined) return signedOut(ask);
  if (isCoordinatedBy(advisory, me)) {
    await ask.notice(`You coordinate ${advisory.ghsaId} already.`);
    return;
  }
  const base = contentOf(advisory);
  const other = otherCreditOf(base, me);
  if (other !== undefined) {
    const go = await ask.decide({
      message: `You are credited as ${other} on ${advisory.ghsaId}. Claim it all the same?`,
      detail: `GitHub keeps one credit a person: as coordinator you are no longer credited as ${other}.`,
      verbs: ['Claim All the Same'],
    });
    if (go === undefined) return;
  }
  const named = coordinators(advisory).map(({ login }) => login);
  if (named.length > 0) {
    const both = 'Coordinate Together';
    const take = named.length === 1 ? 'Take Over' : 'Take Over from All';
    const how = await ask.decide({
      message: `${advisory.ghsaId} is coordinated by ${named.join(', ')}.`,
      detail: 'Taking over replaces the credit; coordinating together adds yours to it.',
      verbs: [take, both],
    });
    if (how === undefined) return;
    if (how === take) {
      const mine = named.reduce<AdvisoryContent>((content, login) => handOver(content, login, me), base);
      await flow.write(advisory, { base, mine, intent: { kind: 'claim' } });
      return;
    }
  }
  await flow.write(advisory, { base, mine: claim(base, me), intent: { kind: 'claim' } });
}

/** Takes away one's own credit as coordinator. */
export async function releaseAdvisory(advisory: Advisory, { inbox, ask, flow }: VerbParts): Promise<void> {
  const me = inbox.state.session?.login;
  if (me === undefined) return signedOut(ask);
  if (!isCoordinatedBy(advisory, me)) {
    await ask.notice(`You do not coordinate ${advisory.ghsaId}.`);
    return;
  }
  const base = contentOf(advisory);
  await flow.write(advisory, { base, mine: release(base, me), intent: { kind: 'release' } });
}

/** Another coordinator in place of the one there is, in one request: at no time is nobody credited. */
export async function handOverAdvisory(advisory: Advisory, parts: VerbParts): Promise<void> {
  const { ask, flow, inbox } = parts;
  if (!inbox.state.session) return signedOut(ask);
  const named = coordinators(advisory).map(({ login }) => login);
  const from =
    named.length > 1
      ? await ask.pick(
          'Who hands it over?',
          named.map((value) => ({ label: value, value })),
        )
      : named[0];
  if (named.length > 1 && from === undefined) return;
  const to = await whoTakesOver(advisory, from, parts);
  if (to === undefined) return;
  const base = contentOf(advisory);
  const other = otherCreditOf(base, to);
  if (other !== undefined) {
    const go = await ask.decide({
      message: `${to} is credited as ${other} on ${advisory.ghsaId}. Hand it over all the same?`,
      detail: `GitHub keeps one credit a person: as coordinator ${to} is no longer credited as ${other}.`,
      verbs: ['Hand Over All the Same'],
    });
    if (go === undefined) return;
  }
  await flow.write(advisory, {
    base,
    mine: from === undefined ? claim(base, to) : handOver(base, from, to),
    intent: { kind: 'hand-over', to },
  });
}

/** Those who coordinate other advisories here first; any other login can be written. */
async function whoTakesOver(
  advisory: Advisory,
  from: string | undefined,
  { inbox, ask }: VerbParts,
): Promise<string | undefined> {
  const known = new Map<string, string>();
  for (const one of inbox.store.all()) for (const { login } of coordinators(one)) known.set(login.toLowerCase(), login);
  for (const login of advisory.collaboratingUsers) known.set(login.toLowerCase(), login);
  if (from !== undefined) known.delete(from.toLowerCase());
  const me = inbox.state.session?.login ?? '';
  const choices: Choice<string>[] = [...known.values()]
    .sort((a, b) => a.localeCompare(b))
    .map((value) => ({ label: value, value, ...(sameLogin(value, me) ? { description: 'you' } : {}) }));
  const picked = await ask.pick('Hand over to', [...choices, { label: '$(edit) Somebody else…', value: '' }]);
  if (picked !== '') return picked;
  const typed = await ask.input({
    title: 'Hand over to',
    prompt: 'The GitHub login of the new coordinator.',
    check: (text) => (isLogin(text.trim()) ? undefined : 'Write a GitHub login: letters, digits and single hyphens.'),
  });
  return typed?.trim();
}

/** Accepts or rejects: directly where this account may, else by the tag that asks the team's bot. */
export async function decideAdvisory(
  act: 'accept' | 'close',
  advisory: Advisory,
  { inbox, ask, book, flow }: VerbParts,
): Promise<void> {
  const session = inbox.state.session;
  if (!session) return signedOut(ask);
  const process = book().for(advisory.repository);
  const may = await session.gateway.permissions(advisory.repository);
  const ways = waysTo(act, advisory, process, may.ok ? may.value.admin : undefined);
  if (ways.length === 0) {
    await ask.notice(
      act === 'accept'
        ? `${advisory.ghsaId} is ${advisory.state}: there is nothing to accept.`
        : `${advisory.ghsaId} is ${advisory.state}: there is nothing to reject.`,
    );
    return;
  }
  const way = await pickWay(act, advisory, ways, ask);
  if (!way) return;
  const base = contentOf(advisory);
  const intent = { kind: act === 'accept' ? 'accept' : 'reject', words: way.words, direct: way.kind === 'direct' } as const;
  if (way.kind === 'tag') await flow.write(advisory, { base, mine: { ...base, title: way.title }, intent });
  else await flow.write(advisory, { base, mine: base, state: way.state, intent });
}

async function pickWay(act: 'accept' | 'close', advisory: Advisory, ways: readonly Way[], ask: Ask): Promise<Way | undefined> {
  if (ways.length === 1) return ways[0];
  return ask.pick(
    `${act === 'accept' ? 'Accept' : 'Reject'} ${advisory.ghsaId}`,
    ways.map((value) => ({ label: value.label, detail: value.words, value })),
  );
}

async function signedOut(ask: Ask): Promise<void> {
  await ask.notice('Sign in first: nothing is sent without an account.');
}
