/** Settings of a person's own under which pushes are tried, harmless ones and hostile ones. */
import type { Scheme } from './leaks-world.ts';

export interface PersonsSettings {
  readonly name: string;
  readonly config: string;
  /** Where another command than the usual ones shows it. */
  readonly run?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly schemes?: readonly Scheme[];
  readonly forkClosed?: boolean;
}

const ALL: readonly Scheme[] = ['file', 'http', 'https', 'ssh'];
const WEB: readonly Scheme[] = ['http', 'https'];
const ALIAS = '[url "{BASE}"]\n\tinsteadOf = pub:\n';
const ALLOWED = '[protocol]\n\tallow = always\n[protocol "{SCHEME}"]\n\tallow = always\n';
const NO_PROXY = { no_proxy: '*', NO_PROXY: '*' };

export const HOSTILE_SETTINGS: readonly PersonsSettings[] = [
  { name: 'alias', config: ALIAS, schemes: ALL },
  { name: 'alias of the whole address', config: '[url "{P}"]\n\tinsteadOf = pub:public.git\n\tinsteadOf = {P}\n', schemes: ALL },
  { name: 'alias of nothing', config: `[url "{BASE}"]\n\tinsteadOf = ""\n`, run: 'git push public.git private', schemes: ALL },
  { name: 'alias for pushing', config: '[url "{BASE}"]\n\tpushInsteadOf = pub:\n\tpushInsteadOf = {BASE}\n', schemes: ALL },
  { name: 'everything allowed, by name', config: ALIAS + ALLOWED, schemes: ALL },
  {
    name: 'alias of the fork',
    config: '[url "{P}"]\n\tinsteadOf = {FORK}\n\tpushInsteadOf = {FORK}\n',
    run: 'git push {FORK} private',
    schemes: ALL,
    forkClosed: true,
  },
  {
    name: 'alias of what the fork begins with',
    config: '[url "ssh://git@elsewhere.example/"]\n\tinsteadOf = {BASE}fork\n\tpushInsteadOf = {BASE}fork\n' + ALIAS,
    schemes: ALL,
  },
  { name: 'pushurl of origin', config: '[remote "origin"]\n\tpushurl = {P}\n', run: 'git push origin private', schemes: ALL },
  {
    name: 'pushurl of the fork',
    config: '[remote "fork"]\n\tpushurl = {P}\n',
    run: 'git push fork private',
    schemes: ALL,
    forkClosed: true,
  },
  { name: 'address of the fork', config: '[remote "fork"]\n\turl = {P}\n', run: 'git push fork private', schemes: ALL },
  {
    name: 'remote of the person',
    config: '[remote "mine"]\n\turl = {P}\n[remote]\n\tpushDefault = mine\n[push]\n\tdefault = current\n',
    run: 'git push || git push mine private',
    schemes: ALL,
  },
  {
    name: 'proxy for origin',
    config: `${ALIAS}${ALLOWED}[remote "origin"]\n\tproxy = ""\n[http]\n\tproxy = ""\n`,
    variables: NO_PROXY,
    schemes: WEB,
  },
  {
    name: 'proxy for the public address',
    config: `${ALIAS}${ALLOWED}[http "{BASE}"]\n\tproxy = ""\n\textraHeader = "X-A: b"\n`,
    variables: NO_PROXY,
    schemes: WEB,
  },
  {
    name: 'helper itself, proxy for the public address',
    config: '[http "{P}"]\n\tproxy = ""\n[remote "origin"]\n\tproxy = ""\n',
    run: String.raw`printf 'push refs/heads/private:refs/heads/x\n\n' | git remote-{SCHEME} origin {P}`,
    variables: NO_PROXY,
    schemes: WEB,
  },
  {
    name: 'helper itself, header for the public address',
    config: '[http "{P}"]\n\textraHeader = "X-A: b"\n\tproxy = ""\n',
    run: String.raw`printf 'push refs/heads/private:refs/heads/x\n\n' | git remote-{SCHEME} {P} {P}`,
    variables: NO_PROXY,
    schemes: WEB,
  },
  { name: 'own header', config: `${ALIAS}[http]\n\textraHeader = "X-Own: 1"\n`, schemes: WEB },
  { name: 'own ssh', config: `${ALIAS}[core]\n\tsshCommand = ssh -F /dev/null\n`, schemes: ['ssh'] },
  { name: 'own hooks', config: `${ALIAS}[core]\n\thooksPath = /dev/null\n`, schemes: ALL },
  {
    name: 'hook that pushes',
    config: '[core]\n\thooksPath = {HERE}/home/hooks\n',
    run: 'mkdir {HERE}/home/hooks; printf "#!/bin/sh\\nexec git push {P} HEAD:refs/heads/x\\n" > {HERE}/home/hooks/post-commit; chmod +x {HERE}/home/hooks/post-commit; git checkout -q --detach; git commit -q --allow-empty -m x; git push {P} private',
  },
  { name: 'alias of git', config: '[alias]\n\tpub = push --no-verify {P} private\n', run: 'git pub', schemes: ALL },
  { name: 'shell alias of git', config: '[alias]\n\tpub = !git push --no-verify {P} private\n', run: 'git pub', schemes: ALL },
  {
    name: 'all matching branches',
    config: `${ALIAS}[push]\n\tdefault = matching\n\tfollowTags = true\n\tautoSetupRemote = true\n`,
    schemes: ['file', 'http'],
  },
  {
    name: 'settings for a folder',
    config: '[includeIf "gitdir:{WS}/"]\n\tpath = {HERE}/home/more\n',
    run: 'printf "[protocol]\\n\\tallow = always\\n[protocol \\"{SCHEME}\\"]\\n\\tallow = always\\n[url \\"{BASE}\\"]\\n\\tinsteadOf = pub:\\n" > {HERE}/home/more; git push --no-verify pub:public.git private',
    schemes: ALL,
  },
  {
    name: 'settings for a branch',
    config: '[includeIf "onbranch:private"]\n\tpath = {HERE}/home/more\n',
    run: 'printf "[http \\"{P}\\"]\\n\\tproxy = \\n\\textraHeader = X-A: b\\n[protocol \\"{SCHEME}\\"]\\n\\tallow = always\\n[url \\"{BASE}\\"]\\n\\tinsteadOf = pub:\\n" > {HERE}/home/more; no_proxy=* git push --no-verify pub:public.git private',
    schemes: WEB,
  },
  {
    name: 'everything at once',
    config: `${ALIAS}${ALLOWED}[core]\n\thooksPath = /dev/null\n\tsshCommand = ssh\n[http]\n\tproxy = ""\n[http "{P}"]\n\tproxy = ""\n[remote "origin"]\n\tproxy = ""\n\tpushurl = {P}\n[submodule]\n\trecurse = true\n[push]\n\tdefault = current\n`,
    variables: NO_PROXY,
    schemes: ALL,
  },
];
