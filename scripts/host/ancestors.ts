/** The processes through which this one was started: npm, its shell, the wrapper. When one of them dies, nobody waits. */
import { readFileSync } from 'node:fs';

/** Tells whether what has started this process is still there. */
export function ancestorWatch(): () => boolean {
  const chain = lineOfNpm(process.pid);
  return () => chain.every(([child, parent]) => parentOf(child) === parent);
}

/** Child and parent, upwards from `pid`, as far as the parent belongs to npm's way of running a script. */
function lineOfNpm(pid: number): [child: number, parent: number][] {
  const chain: [child: number, parent: number][] = [];
  for (let child = pid; ;) {
    const parent = parentOf(child);
    if (parent === undefined || parent <= 1) return chain;
    chain.push([child, parent]);
    // Above npm is the person's shell, whose end is none of our business.
    if (!commandOf(parent).includes('with-setup.mjs')) return chain;
    child = parent;
  }
}

function parentOf(pid: number): number | undefined {
  if (pid === process.pid) return process.ppid;
  const stat = fromProc(pid, 'stat');
  // The command in parentheses may hold anything, so the fields are counted behind the last one.
  return stat === '' ? undefined : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function commandOf(pid: number): string {
  return fromProc(pid, 'cmdline').replaceAll('\0', ' ');
}

/** Only Linux has it; elsewhere the direct parent has to do. */
function fromProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
