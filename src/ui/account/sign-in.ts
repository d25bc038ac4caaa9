import type { Inbox } from '../../inbox/inbox.ts';
import type { Ask } from '../ask.ts';
import { apiBase, DEFAULT_API_BASE } from '../settings.ts';
import { words } from '../words.ts';
import type { Accounts } from './accounts.ts';

type Way =
  { readonly by: 'vscode'; readonly account?: Awaited<ReturnType<Accounts['known']>>[number] } | { readonly by: 'token' };

/** Signs somebody in, because they asked for it. */
export async function signIn(accounts: Accounts, inbox: Inbox, ask: Ask, clock: () => number): Promise<void> {
  const base = apiBase();
  if (base === undefined) {
    await ask.problem(
      'The setting "Advisory Triage: Api Base" is no address that a token may be sent to: it must be https, or http on this machine. Mend or remove it.',
    );
    return;
  }
  if (base !== DEFAULT_API_BASE) {
    await signInElsewhere(base, accounts, inbox, ask, clock);
    return;
  }
  const known = await accounts.known();
  const way = await ask.pick<Way>('Sign in to GitHub', [
    ...known.map((account) => ({
      label: account.label,
      description: 'account in VS Code',
      value: { by: 'vscode' as const, account },
    })),
    {
      label: known.length > 0 ? 'Another GitHub account…' : 'GitHub account in VS Code…',
      description: 'asks for the scope "repo"',
      value: { by: 'vscode' },
    },
    { label: 'Paste a token…', description: "kept in VS Code's secret storage", value: { by: 'token' } },
  ]);
  if (!way) return;
  if (way.by === 'token') {
    await pasteToken(base, accounts, inbox, ask, clock);
    return;
  }
  const session = await accounts.byVsCode(way.account);
  if (session) await inbox.signedIn(session);
}

/** A base that is not GitHub's gets a token only after a yes for its host, and only one pasted for it. */
async function signInElsewhere(base: string, accounts: Accounts, inbox: Inbox, ask: Ask, clock: () => number): Promise<void> {
  const { host } = new URL(base);
  if (!accounts.isConfirmed(base)) {
    const yes = await ask.confirm({
      message: `Send requests to ${host} in place of GitHub?`,
      detail:
        'The setting "Advisory Triage: Api Base" names this host. That is meant for testing. It will be given only a token that you paste for it, never your GitHub session.',
      verb: `Use ${host}`,
    });
    if (!yes) return;
    await accounts.confirmHost(base);
  }
  await pasteToken(base, accounts, inbox, ask, clock);
}

async function pasteToken(base: string, accounts: Accounts, inbox: Inbox, ask: Ask, clock: () => number): Promise<void> {
  const { host } = new URL(base);
  const token = (
    await ask.input({
      title: `Sign in to ${host}`,
      password: true,
      prompt: `A token for ${host}. It needs the scope "repo", or "Repository security advisories: read" for a fine-grained one.`,
      check: (text) =>
        /[\s\u0080-\uffff]/.test(text.trim()) ? 'A token has no spaces and only plain letters, digits and signs.' : undefined,
    })
  )?.trim();
  if (token === undefined || token === '') return;
  const account = await accounts.onTrial(base, token).account();
  if (!account.ok) {
    const { title, advice } = words(account.failure, clock());
    const retry = await ask.problem(`Not signed in. ${title}. ${advice}`, 'Paste Another Token');
    if (retry !== undefined) await pasteToken(base, accounts, inbox, ask, clock);
    return;
  }
  await inbox.signedIn(await accounts.byToken(base, token, account.value.login));
}
