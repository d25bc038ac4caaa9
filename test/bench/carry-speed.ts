/**
 * How long it takes to carry 20 places to 4 revisions in a new process, compared with one `git diff --stat` of the same
 * clone of CPython. Run it with the clone's folder and a seed for the lines.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Repository } from '../../src/git/repository.ts';
import { CarryCache } from '../../src/places/carry/carry-cache.ts';
import { carryToAll } from '../../src/places/carry/carry.ts';
import { compare, type Comparison } from './figures.ts';

const FROM = 'v3.11.2';
const TO = ['v3.9.2', 'v3.13.5', 'v3.13.15', 'main'];
const FILES =
  `Python/ceval.c Objects/unicodeobject.c Modules/posixmodule.c Lib/typing.py Objects/typeobject.c Lib/zipfile.py Lib/ssl.py
Modules/_ssl.c Objects/dictobject.c Lib/asyncio/base_events.py Python/compile.c Parser/tokenizer.c Lib/http/client.py Lib/tarfile.py
Modules/_io/bufferedio.c Objects/bytesobject.c Lib/urllib/parse.py Python/import.c Modules/_pickle.c Lib/email/message.py`.split(
    /\s+/,
  );

/** Carries the places once, with nothing kept from before. */
async function carryOnce(folder: string, seed: number): Promise<void> {
  const repository = new Repository(folder);
  const ids: string[] = [];
  for (const name of [FROM, ...TO]) {
    const id = await repository.commit(name);
    if (!id.ok) throw new Error(`the clone has no ${name}`);
    ids.push(id.value);
  }
  const [from = '', ...to] = ids;
  const places = FILES.map((path, at) => ({
    revision: from,
    path,
    line: 100 + ((at * 7919 + seed * 104_729) % 800),
    endLine: null,
  }));
  const carried = await carryToAll(repository, places, to, new CarryCache());
  if (!carried.ok) throw new Error(carried.failure.kind);
  repository.dispose();
}

/** Times new processes against git's, in turn. */
export async function measureCarrySpeed(folder: string, seed: number, rounds = 5): Promise<Comparison> {
  const run = promisify(execFile);
  const options = { maxBuffer: 64 * 1024 * 1024 };
  return compare(
    rounds,
    async () => {
      await run(process.execPath, [fileURLToPath(import.meta.url), folder, String(seed), 'once'], options);
    },
    async () => {
      await run('git', ['-C', folder, 'diff', '--stat', FROM, 'v3.13.5'], options);
    },
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder = '/tmp/cpython', seed = '1', once] = process.argv.slice(2);
  if (once === 'once') await carryOnce(folder, Number(seed));
  else console.log(JSON.stringify(await measureCarrySpeed(folder, Number(seed))));
}
