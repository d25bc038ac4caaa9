import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { SIGN } from '../../../src/embargo/layout.ts';
import { COMMANDS, CONTEXTS, LANGUAGE, SCHEMES, SETTINGS, VIEWS } from '../../../src/ui/ids.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}
interface Setting {
  readonly type: string;
  readonly scope?: string;
  readonly default?: unknown;
  readonly markdownDescription?: string;
  readonly order?: number;
  readonly items?: { readonly pattern?: string };
}
interface Manifest {
  readonly main: string;
  readonly activationEvents: readonly string[];
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string; readonly when?: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly when: string; readonly contents: string }[];
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
      readonly icon?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly languages: readonly { readonly id: string }[];
    readonly grammars: readonly { readonly language: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly description: string; readonly completionEvents: readonly string[] }[];
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

const text = read('package.json');
const manifest = JSON.parse(text) as Manifest;
const { commands, menus, views, viewsWelcome, viewsContainers, configuration, walkthroughs, languages, grammars } =
  manifest.contributes;
const items = Object.values(menus).flat();
const commandIds = new Set<string>(Object.values(COMMANDS));
const viewIds = new Set<string>(Object.values(VIEWS));
const contextIds = new Set<string>(Object.values(CONTEXTS));
/** Context keys of VS Code's own that are used here. */
const HOST_KEYS = new Set(['view', 'viewItem', 'editorLangId', 'resourceScheme', 'editorHasSelection']);
const clauses = [...items, ...viewsWelcome, ...Object.values(views).flat()].flatMap(({ when }) => when ?? []);

/** The terms of a when clause: key, operator and value. */
function terms(when: string): { readonly key: string; readonly value: string | undefined }[] {
  return when.split(/\s*(?:&&|\|\|)\s*/).map((term) => {
    const found = /^!?([\w.:]+)(?:\s*(?:==|!=|=~)\s*(.+))?$/.exec(term.trim());
    assert.ok(found, `"${term}" in "${when}" is no term`);
    return { key: found[1] ?? '', value: found[2] };
  });
}

describe('the manifest', () => {
  it('contributes every command exactly once, under one category, with a title', () => {
    assert.deepEqual(commands.map(({ command }) => command).sort(), [...commandIds].sort());
    for (const { command, title, category } of commands) {
      assert.equal(category, 'Advisories', command);
      assert.match(title, /^[A-Z][^:]*[^.:\s]$/, command);
    }
    assert.equal(new Set(commands.map(({ title }) => title)).size, commands.length);
  });

  it('has the views, settings, languages and schemes of the code, both ways', () => {
    assert.deepEqual(
      Object.values(views)
        .flat()
        .map(({ id }) => id)
        .sort(),
      [...viewIds].sort(),
    );
    assert.deepEqual(
      Object.keys(views),
      viewsContainers.activitybar.map(({ id }) => id),
    );
    assert.deepEqual(Object.keys(configuration.properties).sort(), Object.values<string>(SETTINGS).sort());
    for (const [name, id] of [...Object.entries(COMMANDS), ...Object.entries(SETTINGS), ...Object.entries(VIEWS)])
      assert.equal(id, `advisoryTriage.${name}`);
    assert.deepEqual([languages.map(({ id }) => id), grammars.map(({ language }) => language)], [[LANGUAGE], [LANGUAGE]]);
    for (const [, value] of text.matchAll(/resourceScheme [!=]= (\w+)/g))
      assert.ok(value === SCHEMES.report || value === SCHEMES.handover, value);
    for (const [, value] of text.matchAll(/editorLangId == (\w+)/g)) assert.equal(value, LANGUAGE);
  });

  it('names no id, context key or view that is not there', () => {
    for (const { command } of items) assert.ok(commandIds.has(command), command);
    for (const { view } of viewsWelcome) assert.ok(viewIds.has(view), view);
    for (const when of clauses) {
      if (when === 'false') continue;
      for (const { key, value } of terms(when)) {
        assert.ok(contextIds.has(key) || HOST_KEYS.has(key), `${key} in "${when}"`);
        if (key === 'view') assert.ok(viewIds.has(value ?? ''), when);
      }
    }
    for (const [id] of text.matchAll(/(?<=command:)[\w.]+/g))
      assert.ok(commandIds.has(id) || viewIds.has(id.replace(/\.focus$/, '')), id);
    for (const { completionEvents } of walkthroughs.flatMap(({ steps }) => steps))
      for (const event of completionEvents)
        assert.ok(commandIds.has(event.replace('onCommand:', '')) || viewIds.has(event.replace('onView:', '')), event);
    for (const [id] of text.matchAll(/advisoryTriage[:.][\w]+/g))
      assert.ok(commandIds.has(id) || viewIds.has(id) || contextIds.has(id) || Object.values<string>(SETTINGS).includes(id), id);
  });

  it('uses every context key, and for the inbox every value that the code gives it', () => {
    const used = new Set(clauses.filter((when) => when !== 'false').flatMap((when) => terms(when).map(({ key }) => key)));
    assert.deepEqual(
      [...contextIds].filter((key) => !used.has(key)),
      [],
    );
    const given = /function welcomeFor[\s\S]*?\n\}/.exec(read('src/ui/views.ts'))?.[0] ?? '';
    const told = new Set(viewsWelcome.flatMap(({ when }) => /^advisoryTriage:inbox == (.+)$/.exec(when)?.[1] ?? []));
    const possible = [...given.matchAll(/'([a-z-]+)'/g)].map(([, value]) => value ?? '').filter((value) => value !== 'open');
    assert.ok(possible.length >= 6);
    assert.deepEqual([...told].sort(), [...new Set(possible)].sort());
  });

  it('shows menus on rows that there are', () => {
    const ofRows = ['conversation', 'head', 'place', 'placeOnBranch', 'affected', 'places', 'branches', 'unsent', 'lost'];
    const drafts = ['ownDraft', 'ownDrafts'];
    const branches = ['conflict', 'fixed', 'empty'];
    const ofFixes = ['branchesOfDraft', 'branchesInWork'];
    const contexts = [
      'advisory triage mine',
      'advisory triage unassigned',
      'advisory draft',
      'advisory finished',
      ...ofRows,
      ...drafts,
      ...ofFixes,
      'workBranch',
      ...branches.map((stand) => `workBranch ${stand}`),
    ];
    const code = globSync('src/ui/**/*.ts', { cwd: root }).map(read).join('\n');
    assert.ok(code.includes('`advisory ${row.shape}'));
    assert.ok(code.includes('`workBranch ${standOf(row)}`'));
    for (const stand of branches) assert.match(code, new RegExp(`return (?:commits > 0 \\? )?[^\\n]*'${stand}'`), stand);
    for (const context of drafts) assert.ok(code.includes(`contextValue = '${context}'`), context);
    for (const context of ofFixes) assert.ok(code.includes(`'${context}'`), context);
    for (const context of ofRows) assert.match(code, new RegExp(`context: [^\\n]*'${context}'`), context);
    for (const { when } of menus['view/item/context'] ?? []) {
      const value = terms(when ?? '').find(({ key }) => key === 'viewItem')?.value ?? '';
      const pattern = /^\/(.*)\/$/.exec(value)?.[1];
      assert.ok(
        contexts.some((context) => (pattern === undefined ? context === value : new RegExp(pattern).test(context))),
        when,
      );
    }
  });

  it('has no item twice in a menu, and every group in order', () => {
    for (const [menu, entries] of Object.entries(menus)) {
      const seen = entries.map(({ command, when, group }) => `${command} ${when ?? ''} ${group ?? ''}`);
      assert.equal(new Set(seen).size, seen.length, menu);
    }
    for (const { command } of commands.filter(({ icon }) => icon !== undefined))
      assert.ok(
        items.some((item) => item.command === command),
        command,
      );
    for (const { command } of items.filter(({ group }) => group?.startsWith('navigation') || group === 'inline'))
      assert.ok(commands.find((one) => one.command === command)?.icon, `${command} has no icon`);
  });

  it('hides from the palette what needs an argument and cannot ask for it', () => {
    const source = ['all', 'writing-commands', 'embargo-commands'].map((name) => read(`src/ui/commands/${name}.ts`)).join('');
    const hidden = new Set((menus.commandPalette ?? []).filter(({ when }) => when === 'false').map(({ command }) => command));
    for (const [name, id] of Object.entries(COMMANDS)) {
      const handler = new RegExp(`^    ${name}: (?:async )?\\(([^)]*)\\) =>\\s([\\s\\S]*?)(?=^    \\w+: |^  \\};)`, 'm').exec(
        source,
      );
      assert.ok(handler, `${name} has no handler`);
      const [, parameters = '', body = ''] = handler;
      if (parameters === '') assert.ok(!hidden.has(id), id);
      else
        assert.ok(
          hidden.has(id) || /\b(?:about|attend|onPlace|onAdvisory|aboutDraft|idOf|inWindow)\(/.test(body),
          `${id} takes ${parameters}, is in the palette, and cannot ask`,
        );
    }
  });

  it('is activated by a look and by its own files, and by nothing else', () => {
    assert.deepEqual(manifest.activationEvents, [
      `onFileSystem:${SCHEMES.report}`,
      `onFileSystem:${SCHEMES.revision}`,
      `onFileSystem:${SCHEMES.handover}`,
      `workspaceContains:${SIGN}`,
    ]);
  });

  it('uses no proposed part of VS Code', () => {
    assert.ok(!('enabledApiProposals' in manifest));
    assert.ok(!globSync('src/**/vscode.proposed*', { cwd: root }).length);
  });

  it('lets no workspace say which hosts, processes, clones and files are used', () => {
    for (const id of [
      SETTINGS.apiBase,
      SETTINGS.process,
      SETTINGS.clones,
      SETTINGS.cache,
      SETTINGS['embargo.folder'],
      SETTINGS['embargo.verify'],
    ])
      assert.equal(configuration.properties[id]?.scope, 'machine', id);
    for (const [id, { scope, markdownDescription, default: value }] of Object.entries(configuration.properties)) {
      assert.ok(scope !== undefined && value !== undefined && (markdownDescription ?? '').length > 20, id);
    }
    const orders = Object.values(configuration.properties).map(({ order }) => order);
    assert.equal(new Set(orders).size, orders.length);
  });

  it('takes in the settings what the code takes for a repository', async () => {
    const { parseRepositoryName } = await import('../../../src/advisory/model.ts');
    const pattern = new RegExp(configuration.properties[SETTINGS.repositories]?.items?.pattern ?? 'x^');
    for (const name of [
      'python/cpython',
      'a/.github',
      'a-b/c_d.e',
      `${'a'.repeat(39)}/b`,
      `${'a'.repeat(40)}/b`,
      'a',
      'a/b/c',
      '-a/b',
      'a/',
      '/b',
      'a b/c',
    ])
      assert.equal(pattern.test(name), parseRepositoryName(name) !== undefined, name);
  });

  it('packs an allow-list', () => {
    assert.ok(
      manifest.files.length > 0 &&
        manifest.files.every(
          (entry) => !entry.startsWith('!') && !entry.startsWith('**') && !/^(?:src|test|scripts|node_modules|\.)/.test(entry),
        ),
    );
    assert.ok(!existsSync(join(root, '.vscodeignore')), 'vsce takes either the list or the ignore file');
    for (const needed of [manifest.main.replace('./', ''), 'dist/lazy/*.cjs', 'media/**', 'LICENSE', 'README.md', 'CHANGELOG.md'])
      assert.ok(manifest.files.includes(needed), needed);
  });

  it('names media that exist, and has none that nobody uses', () => {
    const named = [...text.matchAll(/"(?:\.\/)?(media\/[^"*]+)"/g)].map(([, path]) => path ?? '');
    assert.ok(named.length > 5);
    for (const path of named) assert.ok(existsSync(join(root, path)), path);
    const code = globSync('src/{extension.ts,ui/**/*.ts}', { cwd: root }).map(read).join('\n');
    for (const path of globSync('media/**/*.*', { cwd: root }))
      assert.ok(named.includes(path) || code.includes(`'${path.slice(path.lastIndexOf('/') + 1)}'`), `${path} is used by nobody`);
  });

  it('pins what is bundled and what it is built with', () => {
    for (const [name, version] of [...Object.entries(manifest.dependencies), ...Object.entries(manifest.devDependencies)])
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
  });
});
