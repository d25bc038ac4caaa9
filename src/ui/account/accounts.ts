import * as vscode from 'vscode';
import type { Clock, Log, Secrets, Timers } from '../../common/ports.ts';
import { ambientFetch } from '../../github/ambient.ts';
import { Gateway } from '../../github/gateway.ts';
import type { Inbox, Session } from '../../inbox/inbox.ts';
import { apiBase, DEFAULT_API_BASE } from '../settings.ts';

/** How somebody is signed in: by VS Code's own account, or by a token that was pasted for one host. */
type Kept =
  | { readonly method: 'vscode'; readonly accountId: string; readonly login: string }
  | { readonly method: 'token'; readonly host: string; readonly login: string };

const KEPT = 'account';
const CONFIRMED = 'confirmedHosts';
/** What the REST API documents as enough for repository advisories with a classic token. */
const SCOPES = ['repo'];

export interface AccountsOptions {
  readonly memento: vscode.Memento;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
}

/**
 * Who is signed in. A token that was pasted is kept for the one host it was pasted for; VS Code's GitHub session is
 * given to GitHub's own API and to nothing else.
 */
export class Accounts {
  readonly #options: AccountsOptions;

  constructor(options: AccountsOptions) {
    this.#options = options;
  }

  /** The session of the last time, without asking anybody; undefined: sign in anew. */
  async restore(): Promise<Session | undefined> {
    const kept = this.#options.memento.get<Kept>(KEPT);
    const base = apiBase();
    if (!kept || base === undefined) return undefined;
    if (kept.method === 'token') {
      if (kept.host !== new URL(base).host || !this.isConfirmed(base)) return undefined;
      const token = await this.#options.secrets.get(secretName(kept.host));
      return token === undefined
        ? undefined
        : this.#session(kept.login, base, () => this.#options.secrets.get(secretName(kept.host)));
    }
    if (base !== DEFAULT_API_BASE) return undefined;
    const session = await this.#vscodeSession(kept.accountId);
    return session && this.#session(session.account.label, base, () => this.#vscodeToken(kept.accountId));
  }

  /** The accounts that VS Code knows on GitHub. */
  async known(): Promise<readonly vscode.AuthenticationSessionAccountInformation[]> {
    try {
      return await vscode.authentication.getAccounts('github');
    } catch {
      return [];
    }
  }

  /** Signs in by VS Code, after the person chose to; undefined when they gave up. */
  async byVsCode(account: vscode.AuthenticationSessionAccountInformation | undefined): Promise<Session | undefined> {
    let session: vscode.AuthenticationSession;
    try {
      session = account
        ? await vscode.authentication.getSession('github', SCOPES, { createIfNone: true, account })
        : await vscode.authentication.getSession('github', SCOPES, { createIfNone: true, clearSessionPreference: true });
    } catch {
      return undefined;
    }
    const kept: Kept = { method: 'vscode', accountId: session.account.id, login: session.account.label };
    await this.#options.memento.update(KEPT, kept);
    return this.#session(session.account.label, DEFAULT_API_BASE, () => this.#vscodeToken(kept.accountId));
  }

  /** A session on trial with a token that is kept nowhere yet. */
  onTrial(base: string, token: string): Gateway {
    return this.#gateway(base, () => Promise.resolve(token));
  }

  /** Keeps a pasted token for its host. */
  async byToken(base: string, token: string, login: string): Promise<Session> {
    const { host } = new URL(base);
    await this.#options.secrets.store(secretName(host), token);
    const kept: Kept = { method: 'token', host, login };
    await this.#options.memento.update(KEPT, kept);
    return this.#session(login, base, () => this.#options.secrets.get(secretName(host)));
  }

  /** Whether the person has agreed to send requests to this API base; GitHub's own needs no agreement. */
  isConfirmed(base: string): boolean {
    return base === DEFAULT_API_BASE || this.#options.memento.get<string[]>(CONFIRMED, []).includes(new URL(base).host);
  }

  async confirmHost(base: string): Promise<void> {
    const hosts = new Set(this.#options.memento.get<string[]>(CONFIRMED, [])).add(new URL(base).host);
    await this.#options.memento.update(CONFIRMED, [...hosts]);
  }

  /** Whether the account in use comes from VS Code. */
  get usesVsCode(): boolean {
    return this.#options.memento.get<Kept>(KEPT)?.method === 'vscode';
  }

  /** Forgets who was signed in and every token that was pasted. VS Code's own session is VS Code's to end. */
  async signOut(): Promise<void> {
    const kept = this.#options.memento.get<Kept>(KEPT);
    const hosts = new Set(this.#options.memento.get<string[]>(CONFIRMED, []));
    hosts.add(new URL(DEFAULT_API_BASE).host);
    if (kept?.method === 'token') hosts.add(kept.host);
    for (const host of hosts) await this.#options.secrets.delete(secretName(host));
    await this.#options.memento.update(KEPT, undefined);
    await this.#options.memento.update(CONFIRMED, undefined);
  }

  #session(login: string, base: string, token: () => Promise<string | undefined>): Session {
    return { login, host: new URL(base).host, gateway: this.#gateway(base, token) };
  }

  #gateway(base: string, token: () => Promise<string | undefined>): Gateway {
    const { clock, timers, log } = this.#options;
    return new Gateway({ baseUrl: base, token, clock, timers, log, fetch: ambientFetch });
  }

  async #vscodeToken(accountId: string): Promise<string | undefined> {
    return (await this.#vscodeSession(accountId))?.accessToken;
  }

  async #vscodeSession(accountId: string): Promise<vscode.AuthenticationSession | undefined> {
    const account = (await this.known()).find(({ id }) => id === accountId);
    if (!account) return undefined;
    try {
      return await vscode.authentication.getSession('github', SCOPES, { silent: true, account });
    } catch {
      return undefined;
    }
  }
}

/** VS Code's own account may be signed out, or given anew, in VS Code's menu: what was kept for it goes with it. */
export async function followVsCode(accounts: Accounts, inbox: Inbox): Promise<void> {
  if (!accounts.usesVsCode || inbox.state.phase !== 'open') return;
  if (await accounts.restore()) await inbox.refresh();
  else await inbox.signOut();
}

function secretName(host: string): string {
  return `advisoryTriage.token.${host}`;
}
