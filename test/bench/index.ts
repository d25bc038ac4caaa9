/** What is counted inside VS Code: what activation does, and what is drawn anew when one advisory of 2,000 changes. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Advisory, RepositoryName } from '../../src/advisory/model.ts';
import type { TestAccess } from '../../src/extension.ts';
import { extension, requests, signInAs, wish } from '../host/desk.ts';
import { runSuites } from '../host/runner/run.ts';
import { spyOn } from '../host/spy.ts';
import { ghsa } from './crowd.ts';

export interface HostFigures {
  readonly activation: { readonly requests: number; readonly processes: number; readonly fileReads: number };
  /** From opening a document to its first findings, in one window in which neither server runs yet. */
  readonly firstFindings: { readonly ms: number; readonly jsonMs: number; readonly ratio: number };
  readonly redraw: {
    readonly advisories: number;
    readonly inPlace: readonly string[];
    readonly moved: readonly string[];
    readonly itemsInPlace: number;
  };
}

/** Counts, and writes the figures to the file that the environment names. */
export function run(): Promise<void> {
  return runSuites(() => {
    describe('figures', () => {
      it('are counted', async () => {
        const figures: HostFigures = {
          activation: await activation(),
          firstFindings: await firstFindings(),
          redraw: await redraw(),
        };
        writeFileSync(process.env.ADVISORY_TRIAGE_FIGURES ?? assert.fail('no file is named'), JSON.stringify(figures));
      });
    });
  });
}

async function activation(): Promise<HostFigures['activation']> {
  assert.equal(vscode.extensions.getExtension('advisory-triage.advisory-triage')?.isActive, false);
  await wish({ wish: 'clear' });
  const calls = new Map<string, string>();
  const stop = spyOn(calls);
  await extension();
  stop();
  const of = (room: RegExp) => [...calls.keys()].filter((name) => room.test(name)).length;
  return { requests: of(/^web/) + (await requests()).length, processes: of(/^child_process/), fileReads: of(/^fs/) };
}

/** The built-in server for JSON goes first: it finds the machine as cold as ours, and cannot profit from it. */
async function firstFindings(): Promise<HostFigures['firstFindings']> {
  const folder = mkdtempSync(join(tmpdir(), 'at-first-'));
  try {
    const json = join(folder, 'broken.json');
    const advisory = join(folder, 'broken.advisory.md');
    writeFileSync(json, '{ "a": 1, "a": }\n');
    writeFileSync(advisory, '---\ntitle: A\ncve: nonsense\n---\n\nText.\n');
    const jsonMs = await untilFindings(json);
    const ms = await untilFindings(advisory);
    return { ms, jsonMs, ratio: Math.round((100 * ms) / jsonMs) / 100 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function untilFindings(file: string): Promise<number> {
  const uri = vscode.Uri.file(file);
  const start = performance.now();
  const found = new Promise<void>((resolve) => {
    const listening = vscode.languages.onDidChangeDiagnostics(() => {
      if (vscode.languages.getDiagnostics(uri).length === 0) return;
      listening.dispose();
      resolve();
    });
  });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  await found;
  return Math.round(performance.now() - start);
}

async function redraw(): Promise<HostFigures['redraw']> {
  const access = await signInAs('ada-triage');
  const repository: RepositoryName = 'python-practice/pip';
  const [model] = access.inbox.store.all();
  assert.ok(model);
  const many = Array.from({ length: 2000 }, (_, n): Advisory => ({
    ...model,
    repository,
    ghsaId: ghsa(n),
    title: `Number ${n}`,
    state: n % 2 === 0 ? 'draft' : 'closed',
    createdAt: Date.UTC(2026, 0, 1) + n * 60_000,
    credits: n % 10 === 0 ? [{ login: 'ada-triage', type: 'coordinator', state: 'accepted' }] : [],
  }));
  access.inbox.store.replace(repository, many, Date.now());
  for (const node of access.tree.getChildren()) access.tree.getChildren(node);
  const changed = (change: Partial<Advisory>) => many.map((one, n) => (n === 20 ? { ...one, ...change } : one));
  let items = 0;
  const inPlace = drawn(
    access,
    () => {
      access.inbox.store.replace(repository, changed({ title: 'Another title' }), Date.now());
    },
    (nodes) => {
      for (const node of nodes) {
        access.tree.getTreeItem(node);
        items++;
      }
    },
  );
  const moved = drawn(
    access,
    () => {
      access.inbox.store.replace(repository, changed({ credits: [] }), Date.now());
    },
    () => undefined,
  );
  return { advisories: many.length, inPlace, moved, itemsInPlace: items };
}

type Nodes = Parameters<TestAccess['tree']['getTreeItem']>[0][];

function drawn(access: TestAccess, change: () => void, draw: (nodes: Nodes) => void): string[] {
  const ids: string[] = [];
  const listening = access.tree.onDidChangeTreeData((event) => {
    const nodes = event === undefined ? [] : Array.isArray(event) ? event : [event];
    ids.push(...(event === undefined ? ['everything'] : nodes.map(({ id }) => id.replace(/#.*/, '#…'))));
    draw(nodes);
  });
  change();
  listening.dispose();
  return ids;
}
