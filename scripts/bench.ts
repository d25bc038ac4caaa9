/**
 * `npm run bench`: the figures that this project promises, each a ratio to a baseline in the same run or a count.
 * `--json` prints one JSON object on standard output and nothing else there.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { placesFigures, placesInput } from '../test/bench/places.ts';
import { refreshFigures } from '../test/bench/refresh.ts';
import type { EmbargoFigures } from '../test/bench/embargo.ts';
import type { CheckingFigures } from '../test/bench/checking.ts';
import type { ReadingFigures } from '../test/bench/reading.ts';
import type { SealedFigures } from '../test/bench/sealed-list.ts';
import { activationFigures } from '../test/bench/window.ts';
import type { HostFigures } from '../test/bench/index.ts';
import { startHostWorld } from '../test/host/world.ts';
import { buildExtension, buildHostSuites } from './build.ts';
import { runSuitesInServerHost } from './host/suites.ts';
import { installBrowser } from './host/browser-install.ts';
import { installServerHost } from './host/server-install.ts';

const root = join(import.meta.dirname, '..');

/** What each figure may be at most. */
const LIMITS = {
  refreshRatio: 1.5,
  sealedRatio: 3,
  bundleBytes: 400 * 1024,
  activationRatio: 1,
  reports: { recall: 0.97, precision: 0.98 },
  tracebacks: 0.99,
  names: 0.97,
  carried: 0.997,
  coldRatio: 2,
  warmRatio: 0.1,
  carryingRatio: 0.5,
  readingRatio: 3,
  doublingRatio: 2.3,
  checkingRatio: 2,
  serverStartBytes: 450 * 1024,
  serverBytes: 1_200 * 1024,
  firstFindingsRatio: 1,
  embargoStartRatio: 0.8,
  backportRatio: 1.2,
};

/** Measures in a process of its own: what other measurements leave in memory would be collected at this one's cost. */
async function alone<T>(file: string, ...args: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    join(root, 'test', 'bench', file),
    ...args,
  ]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}

async function hostFigures(): Promise<HostFigures> {
  const world = await startHostWorld();
  const folder = await mkdtemp(join(tmpdir(), 'at-figures-'));
  const file = join(folder, 'figures.json');
  try {
    const result = await runSuitesInServerHost({
      install: await installServerHost(root),
      browser: await installBrowser(),
      extensionDevelopmentPath: root,
      testsPath: await buildHostSuites('bench'),
      folder: world.clone,
      userSettings: world.settings,
      env: { ...world.env, ADVISORY_TRIAGE_FIGURES: file },
    });
    if (result.failed > 0) throw new Error(result.lines.join('\n'));
    return JSON.parse(await readFile(file, 'utf8')) as HostFigures;
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The language server's own file, and with the parts that it reads later. */
async function serverBytes(): Promise<{ readonly start: number; readonly all: number }> {
  const size = async (name: string) => (await stat(join(root, 'dist', name))).size;
  const start = await size('server.cjs');
  const parts = await Promise.all(['lazy/language.cjs', 'lazy/service.cjs'].map(size));
  return { start, all: parts.reduce((sum, one) => sum + one, start) };
}

/** Only what could be measured here is promised; the rest is null in the figures. */
function placesKept(): Record<string, boolean> {
  const { reports, tracebacks, names, carry, cold, warm, carrying } = places;
  const { reading, doubling } = read;
  const kept: Record<string, boolean> = {
    'reading 64 KB: at most 3 × one parse as Markdown': reading.ratio <= LIMITS.readingRatio,
  };
  kept['twice the hostile text: at most 2.3 × the work'] = doubling.ratio <= LIMITS.doublingRatio;
  if (reports)
    kept['real reports: recall 0.97, precision 0.98, no forbidden hit'] =
      Number(reports.recall) >= LIMITS.reports.recall &&
      Number(reports.precision) >= LIMITS.reports.precision &&
      reports.must_not_hits === 0;
  if (tracebacks) kept['tracebacks of a real Python: 0.99'] = tracebacks.share >= LIMITS.tracebacks;
  if (names) kept['names of a real Python: 0.97'] = names.share >= LIMITS.names;
  if (carry)
    kept['carried lines: 99.7 %, none wrongly called the same'] =
      carry.unique.share >= LIMITS.carried && Object.values(carry).every(({ falseSame }) => falseSame === 0);
  if (cold) kept['20 places, cold: at most 2 × git grep'] = cold.ratio <= LIMITS.coldRatio;
  if (warm) kept['20 places, warm: at most 0.1 × git grep'] = warm.ratio <= LIMITS.warmRatio;
  if (carrying) kept['carrying them to 4 branches: at most 0.5 × git diff --stat'] = carrying.ratio <= LIMITS.carryingRatio;
  return kept;
}

function embargoKept(): Record<string, boolean> {
  const kept: Record<string, boolean> = {};
  if (embargo.start)
    kept['a workspace with four branches: at most 0.8 × bare git, one after the other'] =
      embargo.start.ratio <= LIMITS.embargoStartRatio;
  if (embargo.backport)
    kept['a fix onto four branches: at most 1.2 × the slowest single cherry-pick'] =
      embargo.backport.ratio <= LIMITS.backportRatio;
  return kept;
}

await buildExtension();
const refresh = await refreshFigures();
const sealed = await alone<SealedFigures>('sealed-list.ts');
const bundleBytes = (await stat(join(root, 'dist', 'extension.cjs'))).size;
const host = await hostFigures();
const activation = await activationFigures();
const read = await alone<ReadingFigures>('reading.ts');
const checking = await alone<CheckingFigures>('checking.ts');
const input = placesInput(root);
const embargo = await alone<EmbargoFigures>('embargo.ts', ...(input.clone === undefined ? [] : [input.clone]));
const places = await placesFigures(input);
const server = await serverBytes();
const figures = {
  places: { ...places, ...read },
  refresh,
  sealed,
  bundleBytes,
  server,
  checking,
  embargo,
  firstFindings: host.firstFindings,
  activation: { ...activation, ...host.activation },
  redraw: host.redraw,
  limits: LIMITS,
};
const kept = {
  'refresh: 40 conditional requests, no bodies': refresh.requests === 40 && refresh.conditional === 40 && refresh.bodyBytes === 0,
  'refresh: at most 1.5 × bare fetch': refresh.ratio <= LIMITS.refreshRatio,
  'first list from the sealed cache: at most 3 × JSON.parse': sealed.ratio <= LIMITS.sealedRatio,
  'bundle: at most 400 KB': bundleBytes <= LIMITS.bundleBytes,
  'activation: no request, no process, no file':
    host.activation.requests + host.activation.processes + host.activation.fileReads + activation.requestsBeforeLooking === 0,
  "activation: at most the built-in Git extension's": activation.ratio <= LIMITS.activationRatio,
  'one change in its place: one row': host.redraw.inPlace.length === 1 && host.redraw.itemsInPlace === 1,
  'one change that moves: only the sections concerned':
    host.redraw.moved.every((id) => ['mine', 'unassigned'].includes(id)) && host.redraw.moved.length === 2,
  'all findings after a keystroke: at most 2 × one parse': checking.ratio <= LIMITS.checkingRatio,
  'language server: at most 450 KB at start, 1.2 MB in all':
    server.start <= LIMITS.serverStartBytes && server.all <= LIMITS.serverBytes,
  "first findings: at most the built-in JSON server's": host.firstFindings.ratio <= LIMITS.firstFindingsRatio,
  ...placesKept(),
  ...embargoKept(),
};
if (process.argv.includes('--json')) console.log(JSON.stringify({ ...figures, kept }));
else {
  console.log(JSON.stringify(figures, null, 2));
  for (const [promise, holds] of Object.entries(kept)) console.log(`${holds ? 'kept  ' : 'BROKEN'} ${promise}`);
}
process.exit(Object.values(kept).every(Boolean) ? 0 : 1);
