/**
 * One source for all versions of a file. A template is the file's text with lines of our own between:
 *
 *     @@ file a !b        the file exists where flag a is set and b is not
 *     @@ path some/where  the file's path, where it differs from the template's
 *     @@ if a !b / @@ else / @@ end
 *     @@ include parts/x  the text of another template
 *
 * `{{version}}` stands for the version of the tree.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a branch has at one commit. */
export interface Tree {
  readonly flags: ReadonlySet<string>;
  readonly version: string;
}

const here = import.meta.dirname;
const loaded = new Map<string, ReadonlyMap<string, readonly string[]>>();

/** Lines of all templates of a repository, by their path. */
function templatesOf(repository: string): ReadonlyMap<string, readonly string[]> {
  const known = loaded.get(repository);
  if (known) return known;
  const folder = path.join(here, 'source', repository);
  const found = new Map<string, readonly string[]>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).split(path.sep).join('/');
    // A checkout may have turned the line ends; the practice repository must not follow it.
    const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    found.set(name, text.replace(/\n$/, '').split('\n'));
  }
  loaded.set(repository, found);
  return found;
}

function holds(condition: string, flags: ReadonlySet<string>): boolean {
  return condition
    .split(' ')
    .filter(Boolean)
    .every((word) => (word.startsWith('!') ? !flags.has(word.slice(1)) : flags.has(word)));
}

function render(templates: ReadonlyMap<string, readonly string[]>, name: string, tree: Tree, out: string[]): void {
  const lines = templates.get(name);
  if (!lines) throw new Error(`no template ${name}`);
  const open: boolean[] = [];
  for (const line of lines) {
    const directive = /^@@ (\w+) ?(.*)$/.exec(line);
    if (!directive) {
      if (open.every(Boolean)) out.push(line.replaceAll('{{version}}', tree.version));
      continue;
    }
    const [, verb, rest = ''] = directive;
    if (verb === 'if') open.push(holds(rest, tree.flags));
    else if (verb === 'else') open.push(!open.pop());
    else if (verb === 'end') open.pop();
    else if (verb === 'include' && open.every(Boolean)) render(templates, rest, tree, out);
  }
}

/** Path and text of every file that a tree of this repository has. */
export function renderTree(repository: string, tree: Tree): ReadonlyMap<string, string> {
  const templates = templatesOf(repository);
  const files = new Map<string, string>();
  for (const [name, lines] of templates) {
    if (name.startsWith('parts/')) continue;
    const head = lines.slice(0, 2).map((line) => /^@@ (file|path) (.*)$/.exec(line));
    const condition = head.find((match) => match?.[1] === 'file')?.[2] ?? '';
    if (!holds(condition, tree.flags)) continue;
    const target = head.find((match) => match?.[1] === 'path')?.[2] ?? name;
    const out: string[] = [];
    render(templates, name, tree, out);
    const end = target.endsWith('.bat') ? '\r\n' : '\n';
    files.set(target, out.map((line) => line + end).join(''));
  }
  return files;
}
