// Bundles the extension. What is imported by `import()` becomes a file of its own below dist/lazy and is read only when
// it is needed: CommonJS has no code splitting in esbuild, so each such module is an entry.
import { build } from 'esbuild';
import { rm, writeFile, mkdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const test = process.argv.includes('--test');
/** Files of parts that are read when they are needed, by the name of the part. */
const lazy = new Map();

/** Sends `import('./x.ts')` to dist/lazy/x.cjs; `from` is the way there from where the importing file lies. */
const lazyModules = (from) => ({
  name: 'lazy-modules',
  setup(context) {
    context.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      return { path: `${from}${add(resolve(resolveDir, path))}.cjs`, external: true };
    });
  },
});

/** Notes a part. Two files of one name would overwrite each other. */
function add(file) {
  const name = basename(file, '.ts');
  if ((lazy.get(name) ?? file) !== file) throw new Error(`${lazy.get(name)} and ${file} would be one file in dist/lazy`);
  lazy.set(name, file);
  return name;
}

const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  absWorkingDir: root,
  external: ['vscode'],
  minify: !test,
  sourcemap: test ? 'linked' : false,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  // Octokit looks for a browser; in VS Code's extension host the mere look is reported as an error.
  define: { navigator: 'undefined' },
  // `import()` of a file of ours is a plain require: the host loads CommonJS.
  supported: { 'dynamic-import': false },
};

const { compileSchemas } = await import('./scripts/compile-schemas.ts');
await compileSchemas(root);
const dist = join(root, 'dist');
await rm(dist, { recursive: true, force: true });
const inputs = {};
const entry = await build({
  ...shared,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.cjs',
  plugins: [lazyModules('./lazy/')],
});
Object.assign(inputs, entry.metafile.inputs);
// Loaded by its path, in a thread of its own.
add(resolve(root, 'src/ui/panels/render-worker.ts'));
// The language server's own process, and the command line. The latter is an ES module, as the package says of `.js`.
for (const options of [
  { entryPoints: ['src/server.ts'], outfile: 'dist/server.cjs', plugins: [lazyModules('./lazy/')] },
  {
    entryPoints: ['src/cli.ts'],
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    chunkNames: 'cli-[name]-[hash]',
    supported: {},
    // What is CommonJS in it asks for parts of node.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  },
  // The score calculator's page, in a webview.
  {
    entryPoints: ['src/ui/panels/calculator/page.ts'],
    outfile: 'dist/calculator.js',
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    external: [],
    supported: {},
  },
]) {
  const part = await build({ ...shared, ...options });
  Object.assign(inputs, part.metafile.inputs);
}
// A part may have parts of its own, which come to the end of the list while it is gone through.
for (const [name, file] of lazy) {
  const part = await build({ ...shared, entryPoints: [file], outfile: `dist/lazy/${name}.cjs`, plugins: [lazyModules('./')] });
  Object.assign(inputs, part.metafile.inputs);
}
await mkdir(join(root, 'out'), { recursive: true });
await writeFile(join(root, 'out', 'bundle-inputs.json'), JSON.stringify(Object.keys(inputs), null, 1));
