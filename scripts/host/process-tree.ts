/** Ending what was started, with everything that it has started itself. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { poll } from './poll.ts';

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

/** The processes that run now. Zombies are left out: nobody may ever collect them in a container. */
function running(): Entry[] {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

function fromProc(): Entry[] {
  const entries: Entry[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    let stat: string;
    try {
      stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    } catch {
      continue; // It ended between the listing and the reading.
    }
    // The command in parentheses may hold anything, so the fields are counted behind the last one.
    const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') continue;
    entries.push({ pid: Number(name), parent: Number(parent), group: Number(group) });
  }
  return entries;
}

function fromPs(): Entry[] {
  const ps = spawnSync('ps', ['-axo', 'pid=,ppid=,pgid=,stat='], { encoding: 'utf8' });
  const lines = ps.status === 0 ? ps.stdout.split('\n') : [];
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length === 4 && !(fields[3] ?? '').startsWith('Z'))
    .map(([pid, parent, group]) => ({ pid: Number(pid), parent: Number(parent), group: Number(group) }));
}

function membersOf(leader: number, known: ReadonlySet<number>): Set<number> {
  const members = new Set<number>();
  const entries = running();
  for (const entry of entries) {
    if (entry.pid === leader || entry.group === leader || known.has(entry.pid)) members.add(entry.pid);
  }
  // Terminals get a session of their own, so children count whatever their group is.
  for (let before = -1; before !== members.size;) {
    before = members.size;
    for (const entry of entries) if (members.has(entry.parent)) members.add(entry.pid);
  }
  return members;
}

function signalAll(pids: Iterable<number>, signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // Ended already.
    }
  }
}

/** Ends the process group of `leader` and all descendants: first asked, after `graceMs` forced. */
export async function endTree(leader: number, graceMs = 4000): Promise<void> {
  await end((known) => membersOf(leader, known), graceMs);
}

/** Ends what this process has started itself and has not handed over to a reaper; reapers stay. */
export async function endChildren(graceMs = 4000): Promise<void> {
  const children = running().filter((entry) => entry.parent === process.pid && !guarded.has(entry.pid));
  await Promise.all(children.map((child) => endTree(child.pid, graceMs)));
}

/** Reapers and the leaders of the groups that they guard. */
const guarded = new Set<number>();

async function end(find: (known: ReadonlySet<number>) => Set<number>, graceMs: number): Promise<void> {
  let members = find(new Set());
  signalAll(members, 'SIGTERM');
  const gone = (): boolean => {
    members = find(members);
    return members.size === 0;
  };
  try {
    await poll({ what: 'asked to end', limitMs: graceMs }, gone);
  } catch {
    signalAll(members, 'SIGKILL');
    await poll({ what: `Processes ${[...members].join(', ')} do not end`, limitMs: graceMs }, gone);
  }
}

/** Waits until a child has really started; gives its id. */
export async function started(child: ChildProcess): Promise<number> {
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  if (child.pid === undefined) throw new Error('A process without an id.');
  return child.pid;
}

const reaperScript = `
read -r line && exit 0
if [ -n "$1" ]; then
  kill -s TERM -- "-$1" 2>/dev/null
  n=0
  while [ $n -lt 40 ] && kill -s 0 -- "-$1" 2>/dev/null; do n=$((n+1)); sleep 0.1; done
  kill -s KILL -- "-$1" 2>/dev/null
fi
n=0
while [ -n "$2" ] && [ -e "$2" ] && [ $n -lt 80 ]; do rm -rf -- "$2" 2>/dev/null; n=$((n+1)); sleep 0.1; done
exit 0`;

/**
 * Cleans up when this process is killed and can do it no more: ends a process group, removes a folder.
 * Returns the call that releases it after an orderly end. It notices the death by the closed pipe.
 */
export function startReaper(duty: { readonly group?: number; readonly folder?: string }): () => void {
  if (process.platform === 'win32') return () => undefined;
  const reaper: ChildProcess = spawn('/bin/sh', ['-c', reaperScript, 'reaper', String(duty.group ?? ''), duty.folder ?? ''], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  reaper.on('error', () => undefined);
  reaper.stdin?.on('error', () => undefined);
  reaper.unref();
  // Nothing waits for the pipe, either: it closes when this process ends.
  if (reaper.stdin && 'unref' in reaper.stdin) (reaper.stdin as unknown as { unref(): void }).unref();
  for (const pid of [reaper.pid, duty.group]) if (pid !== undefined) guarded.add(pid);
  return () => void reaper.stdin?.end('done\n');
}
