import type { RunGit } from './listing.ts';
import { asVariables, GATE, NO_REQUEST, type Setting } from './settings.ts';

/** What a git of our own needs in order to reach out from a clone under guard; options of `workGit`. */
export interface Pass {
  readonly protocols: string;
  readonly variables: Readonly<Record<string, string>>;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** To the fork, for fetching and for pushing: through the gate, as everybody. */
export const TO_FORK: Pass = { protocols: GATE, variables: {} };

/**
 * Around the guard, for one fetch from one address; the guard's settings for this address are outweighed by variables, so
 * that nothing secret stands in a list of processes. A push with it still meets the gate. Never for a terminal.
 * @param elsewhere a folder outside the clone, where the person's own settings for this address are read
 * @param environment the process's variables: a proxy in them counts as without the guard
 */
export async function passFor(run: RunGit, elsewhere: string, url: string, environment: Variables): Promise<Pass> {
  const scheme = schemeOf(url);
  const settings: readonly Setting[] = [
    [`url.${url}.insteadOf`, url],
    [`url.${GATE}::.pushInsteadOf`, url],
    ...(scheme === 'http' || scheme === 'https' ? await webSettings(run, elsewhere, url, environment) : []),
    ...(scheme === 'ssh'
      ? [['core.sshCommand', (await ask(run, elsewhere, ['--get', 'core.sshCommand'])) ?? 'ssh'] as const]
      : []),
  ];
  return { protocols: scheme, variables: asVariables(settings) };
}

/** The transport that git takes for an address, as connect.c does. */
function schemeOf(url: string): string {
  const named = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(url)?.[1];
  if (named !== undefined) return named === 'git+ssh' || named === 'ssh+git' ? 'ssh' : named;
  const colon = url.indexOf(':');
  const isShort = colon > 1 && !url.slice(0, colon).includes('/');
  return isShort ? 'ssh' : 'file';
}

/** The person's own proxy and header; without them none, because the guard's cannot be unset. */
async function webSettings(run: RunGit, elsewhere: string, url: string, environment: Variables): Promise<readonly Setting[]> {
  const names = proxyVariables(url.startsWith('https:'));
  const ambient = names.map((name) => environment[name] ?? '').find((value) => value !== '');
  const proxy = (await ask(run, elsewhere, ['--get-urlmatch', 'http.proxy', url])) ?? ambient ?? '';
  const header = await ask(run, elsewhere, ['--get-urlmatch', 'http.extraHeader', url]);
  return [
    [`http.${url}.proxy`, proxy],
    [`http.${url}.extraHeader`, ''],
    ...(header === undefined || header === NO_REQUEST ? [] : [[`http.${url}.extraHeader`, header] as const]),
  ];
}

/** The variables of a proxy, in the order in which git reads them (http_init, http.c). */
export function proxyVariables(isSecure: boolean): readonly string[] {
  return [...(isSecure ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy']), 'all_proxy', 'ALL_PROXY'];
}

async function ask(run: RunGit, folder: string, question: readonly string[]): Promise<string | undefined> {
  const answer = await run(folder, ['config', ...question]);
  return answer.ok ? answer.value.replace(/\n$/, '') : undefined;
}
