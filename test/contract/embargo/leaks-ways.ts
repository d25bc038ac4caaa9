/**
 * Ways to push from an embargo clone to a public repository. `{P}` is the public address, `{BASE}` what it begins with,
 * `{FORK}` the fork's, `{WS}` the workspace, `{OTHER}` somebody's own clone, `{PATH}` the public repository's folder,
 * `{C}` the private commit. The shell starts in the worktree, on the branch `private`; the remote `origin` is public.
 */
import { ADDRESSES, COMMANDS } from './leaks-commands.ts';
import { LATER, REPOSITORIES } from './leaks-later.ts';
import { HOSTILE_SETTINGS } from './leaks-settings.ts';
import { ALL, WEB, type Way } from './leaks-way.ts';

/** Variables that stand above settings, together with aliases of the person's. */
const ALIAS = '[url "{BASE}"]\n\tinsteadOf = pub:\n';
const VARIABLES: readonly Way[] = [
  {
    name: 'GIT_ALLOW_PROTOCOL',
    run: 'git push origin private',
    variables: { GIT_ALLOW_PROTOCOL: 'file:http:https:ssh:git:ext' },
    schemes: ALL,
    forkClosed: true,
  },
  {
    name: 'GIT_ALLOW_PROTOCOL and an alias',
    run: 'git push pub:public.git private',
    config: ALIAS,
    variables: { GIT_ALLOW_PROTOCOL: 'file:http:https:ssh' },
    schemes: ALL,
    forkClosed: true,
  },
  {
    name: 'GIT_ALLOW_PROTOCOL, an alias and --no-verify',
    run: 'git push --no-verify pub:public.git private',
    config: ALIAS,
    variables: { GIT_ALLOW_PROTOCOL: 'http:https:ssh' },
    schemes: ['http', 'https', 'ssh'],
    forkClosed: true,
  },
  {
    name: 'GIT_ALLOW_PROTOCOL, an alias, no_proxy',
    run: 'git push --no-verify pub:public.git private',
    config: ALIAS,
    variables: { GIT_ALLOW_PROTOCOL: 'http:https', no_proxy: '*', NO_PROXY: '*' },
    schemes: WEB,
    forkClosed: true,
  },
  {
    name: 'GIT_ALLOW_PROTOCOL, an alias, GIT_SSH_COMMAND',
    run: 'git push pub:public.git private',
    config: ALIAS,
    variables: { GIT_ALLOW_PROTOCOL: 'ssh', GIT_SSH_COMMAND: 'ssh -4' },
    schemes: ['ssh'],
    forkClosed: true,
  },
  {
    name: 'GIT_ALLOW_PROTOCOL, an alias and --no-verify, to a folder',
    run: 'git push --no-verify pub:public.git private',
    config: ALIAS,
    variables: { GIT_ALLOW_PROTOCOL: 'file' },
    schemes: ['file'],
    forkClosed: true,
    remains: '`GIT_ALLOW_PROTOCOL`',
  },
  {
    name: 'GIT_ALLOW_PROTOCOL and send-pack',
    run: 'git send-pack {P} private',
    variables: { GIT_ALLOW_PROTOCOL: 'file' },
    schemes: ['file'],
    forkClosed: true,
    remains: '`GIT_ALLOW_PROTOCOL`',
  },
  {
    name: 'GIT_ALLOW_PROTOCOL, GIT_SSH_COMMAND and send-pack',
    run: 'git send-pack {P} private',
    variables: { GIT_ALLOW_PROTOCOL: 'ssh', GIT_SSH_COMMAND: 'ssh' },
    schemes: ['ssh'],
    forkClosed: true,
    remains: '`GIT_SSH_COMMAND`',
  },
  {
    name: 'GIT_SSH_COMMAND',
    run: 'git push --no-verify pub:public.git private',
    config: ALIAS,
    variables: { GIT_SSH_COMMAND: 'ssh -i key' },
    schemes: ['ssh'],
  },
  {
    name: 'GIT_SSH',
    run: 'git push --no-verify pub:public.git private',
    config: ALIAS,
    variables: { GIT_SSH: 'ssh' },
    schemes: ['ssh'],
  },
  {
    name: 'no_proxy',
    run: 'git push --no-verify pub:public.git private',
    config: ALIAS,
    variables: { no_proxy: '*', NO_PROXY: '*' },
    schemes: WEB,
  },
  {
    name: 'a proxy that is dead',
    run: 'no_proxy=* git push --no-verify pub:public.git private',
    config: ALIAS,
    variables: { no_proxy: '127.0.0.1', https_proxy: 'http://127.0.0.1:1', http_proxy: 'http://127.0.0.1:1' },
    schemes: WEB,
  },
  {
    name: 'GIT_CONFIG_COUNT: an alias',
    run: 'git push --no-verify pub:public.git private',
    variables: { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'url.{BASE}.insteadOf', GIT_CONFIG_VALUE_0: 'pub:' },
    schemes: ALL,
  },
  {
    name: 'GIT_CONFIG_COUNT: protocols',
    run: 'git push --no-verify {P} private',
    variables: {
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'protocol.allow',
      GIT_CONFIG_VALUE_0: 'always',
      GIT_CONFIG_KEY_1: 'protocol.{SCHEME}.allow',
      GIT_CONFIG_VALUE_1: 'always',
    },
    schemes: ALL,
  },
  {
    name: 'GIT_CONFIG_COUNT: protocols, and an alias',
    run: 'git push pub:public.git private',
    config: ALIAS,
    variables: {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'protocol.{SCHEME}.allow',
      GIT_CONFIG_VALUE_0: 'always',
      no_proxy: '*',
    },
    schemes: ALL,
  },
  {
    name: 'GIT_CONFIG_GLOBAL',
    run: 'printf "[protocol]\\n\\tallow=always\\n[url \\"{BASE}\\"]\\n\\tinsteadOf = pub:\\n" > {HERE}/g; git config -f {HERE}/g http.sslCAInfo "$(git config --global http.sslCAInfo)"; GIT_CONFIG_GLOBAL={HERE}/g git push --no-verify pub:public.git private',
    schemes: ALL,
  },
  {
    name: 'GIT_PROTOCOL_FROM_USER',
    run: 'git push {P} private',
    variables: { GIT_PROTOCOL_FROM_USER: '1' },
    config: '[protocol]\n\tallow = user\n',
    schemes: ALL,
  },
];

/** In a terminal of the embargo window. */
const TERMINAL: readonly Way[] = [
  { name: 'address', run: 'git push {P} private', schemes: ALL },
  {
    name: 'bundle',
    run: 'git bundle create -q x.bundle private && cd {OTHER} && git fetch -q {WS}/main/x.bundle private; git push {P} FETCH_HEAD:refs/heads/x',
  },
  {
    name: 'own clone that borrows objects',
    run: 'cd {OTHER} && echo {WS}/clone.git/objects > .git/objects/info/alternates && git push --no-verify {P} {C}:refs/heads/x',
    schemes: ALL,
  },
  { name: 'own clone that fetches by id', run: 'cd {OTHER} && git fetch -q {WS}/main {C}; git push {P} {C}:refs/heads/x' },
  {
    name: 'patches',
    run: 'git format-patch -q --stdout main > x.patch && cd {OTHER} && git am -q {WS}/main/x.patch && git push {P} HEAD:refs/heads/x',
  },
  {
    name: 'copy without what the clone says',
    run: 'cp -r {WS}/clone.git {HERE}/copy.git && cd {HERE}/copy.git && printf "[core]\\nbare = true\\n" > config && git push {P} private',
    schemes: ALL,
  },
  {
    name: 'nested repository with an alias',
    run: 'cp -r {WS}/clone.git {HERE}/copy.git && cd {HERE}/copy.git && printf "[core]\\nbare = true\\n" > config && git push --no-verify pub:public.git private',
    config: ALIAS,
    schemes: ALL,
  },
  { name: 'send-pack to a folder', run: 'git send-pack {P} private', schemes: ['file', 'ssh'] },
  { name: 'GIT_SSH_COMMAND and send-pack', run: 'GIT_SSH_COMMAND=ssh git send-pack {P} private', schemes: ['ssh'] },
  {
    name: '-c protocol',
    run: 'git -c protocol.allow=always -c protocol.{SCHEME}.allow=always push --no-verify pub:public.git private',
    config: ALIAS,
    schemes: ALL,
  },
].map((way): Way => ({ ...way, inTerminal: true }) as Way);

export const WAYS: readonly Way[] = [
  ...COMMANDS,
  ...ADDRESSES,
  ...LATER,
  ...REPOSITORIES,
  ...VARIABLES,
  ...HOSTILE_SETTINGS.flatMap(({ name, ...rest }): readonly Way[] => [
    { run: 'git push pub:public.git private', ...rest, name: `settings: ${name}` },
    ...(rest.run === undefined
      ? [{ ...rest, run: 'git push --no-verify origin private', name: `settings: ${name}, --no-verify` }]
      : []),
  ]),
  ...TERMINAL.map((way) => ({ ...way, name: `terminal: ${way.name}` })),
];
