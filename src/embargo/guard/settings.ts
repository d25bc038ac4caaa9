import type { Fork } from './fork.ts';

/** What the guard has to know besides the fork. */
export interface GuardFacts {
  /** The absolute path of the guard's own folder, `<workspace>/guard`. */
  readonly folder: string;
  /** Transports that the person's own settings speak of (`protocol.<name>.allow`): each is refused by name. */
  readonly schemes: readonly string[];
  /** Addresses that the person's own settings have http settings for (`http.<address>.…`): more special than ours. */
  readonly addresses: readonly string[];
  /** Remotes that the person's own settings give a proxy (`remote.<name>.proxy`), which stands above `http.proxy`. */
  readonly remotes: readonly string[];
}

export type Setting = readonly [key: string, value: string];

/** The transport that only this clone knows, and the remote that it leads to. */
export const GATE = 'embargo';
export const FORK_REMOTE = 'fork';

/** Every transport that git brings along, and the helpers that people have. The rest falls to `protocol.allow`. */
const SCHEMES = ['file', 'git', 'ssh', 'http', 'https', 'ftp', 'ftps', 'ext', 'fd', 'bundle', 'persistent-https', 'hg', 'svn'];

/** Git itself ends on this one, before it reaches anything and whatever `no_proxy` says (credential_from_url, http.c). */
export const NO_PROXY_AT_ALL = '://refused: under embargo only the private fork may be reached';
/** A header that no server may accept (RFC 9112, 6.3), should a proxy be set again. */
export const NO_REQUEST = 'Content-Length: refused';

/**
 * The guard as local settings of the embargo clone. Every address is turned into one of a transport of our own, whose
 * helper knows the fork and nothing else; every other transport is refused; what could still be reached by a program
 * that asks neither is made impossible.
 */
export function guardSettings(fork: Fork, facts: GuardFacts): readonly Setting[] {
  return [
    ...gateSettings(fork, facts),
    [`remote.${FORK_REMOTE}.url`, fork.url],
    // An explicit one is left alone by the person's `pushInsteadOf`.
    [`remote.${FORK_REMOTE}.pushurl`, fork.url],
    ['remote.pushDefault', FORK_REMOTE],
    ['push.default', 'current'],
    ['push.followTags', 'false'],
    ['push.recurseSubmodules', 'no'],
    // What the person's own settings add to a push, a fork need not take. An empty option takes all others away.
    ['push.gpgSign', 'false'],
    ['push.pushOption', ''],
    ['submodule.recurse', 'false'],
    ['fetch.recurseSubmodules', 'false'],
    // Whoever clones or fetches from here gets no branch.
    ['transfer.hideRefs', 'refs/'],
    ['transfer.hideRefs', 'HEAD'],
    // Pointers stay pointers: nothing is loaded, so nothing is sent.
    ['lfs.url', 'https://refused.invalid/'],
    ['lfs.pushurl', 'https://refused.invalid/'],
    ['filter.lfs.clean', ''],
    ['filter.lfs.smudge', ''],
    ['filter.lfs.process', ''],
    ['filter.lfs.required', 'false'],
  ];
}

/** The part that refuses; terminals get it for nested repositories, too. */
function gateSettings(fork: Fork, facts: GuardFacts): readonly Setting[] {
  const refuse = `${facts.folder}/refuse`;
  return [
    // Git looks for a helper of this name among its aliases last (transport-helper.c, git.c).
    [`alias.remote-${GATE}`, `!${quote(`${facts.folder}/gate`)}`],
    [`url.${GATE}::.insteadOf`, ''],
    // Longer than any alias of the person's that the fork's address begins with.
    [`url.${GATE}::${fork.url}.insteadOf`, fork.url],
    [`url.${GATE}::${fork.url}.pushInsteadOf`, fork.url],
    ['protocol.allow', 'never'],
    [`protocol.${GATE}.allow`, 'always'],
    ...[...new Set([...SCHEMES, ...facts.schemes])]
      .filter((scheme) => scheme !== GATE)
      .map((scheme): Setting => [`protocol.${scheme}.allow`, 'never']),
    ['http.proxy', NO_PROXY_AT_ALL],
    ['http.extraHeader', NO_REQUEST],
    ...facts.addresses.flatMap((address): readonly Setting[] => [
      [`http.${address}.proxy`, NO_PROXY_AT_ALL],
      [`http.${address}.extraHeader`, NO_REQUEST],
    ]),
    ...facts.remotes.map((remote): Setting => [`remote.${remote}.proxy`, NO_PROXY_AT_ALL]),
    ['core.sshCommand', quote(refuse)],
    ['core.gitProxy', refuse],
    ['core.hooksPath', `${facts.folder}/hooks`],
  ];
}

/**
 * Variables for the terminals and tasks of an embargo window: there the guard stands above every setting, also in nested
 * repositories, and above `GIT_ALLOW_PROTOCOL`. `undefined` is a variable to take away.
 */
export function terminalEnvironment(fork: Fork, facts: GuardFacts): Readonly<Record<string, string | undefined>> {
  const settings = gateSettings(fork, facts);
  return { GIT_ALLOW_PROTOCOL: GATE, GIT_CONFIG_PARAMETERS: undefined, GIT_PROXY_COMMAND: undefined, ...asVariables(settings) };
}

/** Settings as variables; they stand above every file. */
export function asVariables(settings: readonly Setting[]): Readonly<Record<string, string>> {
  const numbered = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key] as const,
    [`GIT_CONFIG_VALUE_${index}`, value] as const,
  ]);
  return { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(numbered) };
}

/** One word for a POSIX shell. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
