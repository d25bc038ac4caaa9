/** Ways by what is set or made later; leaks-ways.ts says what stands for what. */
import { ALL, WEB, type Way } from './leaks-way.ts';

/** By settings of the clone that come later. */
export const LATER: readonly Way[] = [
  { name: 'remote added', run: 'git remote add new {P} && git push new private', schemes: ALL },
  {
    name: 'remote added, then sync',
    run: 'git remote add new {P} && git push -u new private && git pull new private && git push new private',
  },
  { name: 'pushurl of origin', run: 'git config remote.origin.pushurl {P} && git push origin private', schemes: ALL },
  {
    name: 'set-url of the fork',
    run: 'git remote set-url fork {P}; git push fork private; git remote set-url --push fork {P}; git push fork private',
    schemes: ALL,
  },
  { name: 'pushurl added to the fork', run: 'git remote set-url --add --push fork {P} && git push fork private', schemes: ALL },
  { name: 'fork renamed', run: 'git remote rename fork x; git remote add fork {P}; git push fork private', forkClosed: true },
  {
    name: 'origin renamed',
    run: 'git remote remove fork; git remote rename origin fork; git push fork private',
    forkClosed: true,
  },
  { name: 'remote.pushDefault', run: 'git config remote.pushDefault origin && git -c push.default=current push' },
  { name: 'pushRemote', run: 'git config branch.private.pushRemote origin && git -c push.default=current push' },
  {
    name: 'upstream',
    run: 'git config branch.private.remote origin && git config branch.private.merge refs/heads/private && git config --unset remote.pushDefault; git -c push.default=upstream push',
  },
  { name: 'refspec', run: "git config remote.origin.push 'refs/heads/private:refs/heads/x' && git push origin" },
  { name: 'remote.mirror', run: 'git config remote.origin.mirror true && git push origin' },
  {
    name: 'remote.vcs',
    run: 'git config remote.new.vcs {SCHEME} && git config remote.new.url {P} && git push new private',
    schemes: WEB,
  },
  {
    name: 'remotes file',
    run: 'mkdir -p {WS}/clone.git/remotes && printf "URL: {P}\\n" > {WS}/clone.git/remotes/old && git push old private',
  },
  {
    name: 'branches file',
    run: 'mkdir -p {WS}/clone.git/branches && echo {P} > {WS}/clone.git/branches/old && git push old HEAD:refs/heads/x',
  },
  {
    name: 'settings of a worktree',
    run: 'git config extensions.worktreeConfig true; git config --file {WS}/clone.git/config core.bare false; git config --worktree remote.fork.pushurl {P}; git config --worktree remote.fork.url {P}; git push fork private',
  },
  {
    name: 'include',
    run: 'printf "[remote \\"inc\\"]\\n\\turl = {P}\\n" > inc && git config include.path $PWD/inc && git push inc private',
  },
  {
    name: 'alias for the public address',
    run: 'git config url.{BASE}.insteadOf pub: && git push pub:public.git private',
    schemes: ALL,
  },
  {
    name: 'alias and --no-verify',
    run: 'git config url.{BASE}.insteadOf pub: && git push --no-verify pub:public.git private',
    schemes: ALL,
  },
  {
    name: 'pushInsteadOf of the clone',
    run: 'git config url.{BASE}.pushInsteadOf nowhere: && git push nowhere:public.git private',
    schemes: ALL,
  },
  {
    name: 'receivepack of a remote',
    run: "git config remote.origin.receivepack 'git receive-pack' && git push origin private",
    schemes: ['file', 'ssh'],
  },
  {
    name: 'protocol.allow',
    run: 'git config protocol.allow always && git config url.{BASE}.insteadOf pub: && git push pub:public.git private',
    schemes: ALL,
  },
  { name: 'alias of git', run: "git config alias.pub 'push {P} private' && git pub" },
];

/** By other repositories. */
export const REPOSITORIES: readonly Way[] = [
  { name: 'nested clone', run: 'git clone -q . nested && cd nested && git push {P} origin/private:refs/heads/x' },
  { name: 'nested clone of the clone', run: 'git clone -q --mirror ../clone.git nested && cd nested && git push {P} private' },
  { name: 'nested clone --no-local', run: 'git clone -q --no-local --bare . nested && cd nested && git push --all {P}' },
  {
    name: 'nested clone --shared',
    run: 'git clone -q --shared .. nested || git clone -q --shared . nested && cd nested && git push {P} HEAD:refs/heads/x',
  },
  {
    name: 'nested repository that fetches',
    run: 'git init -q nested && cd nested && git fetch -q .. private && git push {P} FETCH_HEAD:refs/heads/x',
  },
  {
    name: 'nested repository that fetches all',
    run: "git init -q nested && cd nested && git fetch -q .. '+refs/*:refs/x/*' && git push {P} 'refs/x/*:refs/heads/*'",
  },
  {
    name: 'nested repository that fetches HEAD',
    run: 'git init -q nested && cd nested && git fetch -q .. && git push {P} FETCH_HEAD:refs/heads/x',
  },
  {
    name: 'nested repository by file:',
    run: 'git init -q nested && cd nested && git fetch -q file://{WS}/main private && git push {P} FETCH_HEAD:refs/heads/x',
  },
  { name: 'own clone that fetches', run: 'cd {OTHER} && git fetch -q {WS}/main private && git push {P} FETCH_HEAD:refs/heads/x' },
  { name: 'own clone that pulls', run: 'cd {OTHER} && git pull -q {WS}/main private && git push {P} main' },
  {
    name: 'own clone with a remote',
    run: 'cd {OTHER} && git remote add work {WS}/clone.git && git fetch -q work && git push {P} work/private:refs/heads/x',
  },
  {
    name: 'submodule',
    run: 'git -c protocol.file.allow=always submodule add -q {OTHER} mod && cd mod && git fetch -q .. private && git push {P} FETCH_HEAD:refs/heads/x',
    config: '[protocol "file"]\n\tallow = always\n',
  },
  {
    name: 'submodule pushed along',
    run: 'git submodule add -q {OTHER} mod && cd mod && git fetch -q .. private && git checkout -q FETCH_HEAD && git push -q {P} HEAD:refs/heads/y; cd .. && git commit -qm m && git push --recurse-submodules=on-demand {P} private',
    config: '[protocol "file"]\n\tallow = always\n',
  },
  {
    name: 'upload-archive',
    run: 'git archive --remote={WS}/clone.git private -o x.tar && cd {OTHER} && tar xf {WS}/main/x.tar && git add . && git commit -qm x && git push {P} HEAD:refs/heads/x',
  },
  {
    name: 'files copied',
    run: 'cp -r sub {OTHER} && cd {OTHER} && git add . && git commit -qm x && git push {P} HEAD:refs/heads/x',
    remains: 'files that are copied',
  },
  {
    name: 'fork that has moved',
    run: 'echo {P} > {HERE}/fork.git/moved && git push fork private',
    schemes: WEB,
    forkClosed: true,
  },
  {
    name: 'fork that is another repository now',
    run: 'mv {HERE}/fork.git {HERE}/was.git && ln -s {PATH} {HERE}/fork.git && git push fork private',
    remains: "at the fork's address",
  },
  {
    name: 'own clone that fetches the commit by its id',
    run: 'cd {OTHER} && git fetch -q {WS}/main {C} && git push {P} {C}:refs/heads/x',
    remains: 'by the whole id of a commit',
  },
  {
    name: 'own clone that borrows objects',
    run: 'cd {OTHER} && echo {WS}/clone.git/objects > .git/objects/info/alternates && git push {P} {C}:refs/heads/x',
    remains: 'borrows its objects',
  },
  {
    name: 'bundle',
    run: 'git bundle create -q x.bundle private && cd {OTHER} && git fetch -q {WS}/main/x.bundle private && git push {P} FETCH_HEAD:refs/heads/x',
    remains: 'a bundle',
  },
  {
    name: 'patches',
    run: 'git format-patch -q --stdout main > x.patch && cd {OTHER} && git am -q {WS}/main/x.patch && git push {P} HEAD:refs/heads/x',
    remains: 'patches',
  },
  {
    name: 'copy without what the clone says',
    run: 'cp -r {WS}/clone.git {HERE}/copy.git && cd {HERE}/copy.git && printf "[core]\\nbare = true\\n" > config && git push {P} private',
    remains: 'settings are taken out',
  },
];
