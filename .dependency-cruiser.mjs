/**
 * Law 1 and the floors of the house, checked over everything that is reached, not only over what is imported directly.
 */
const room = (name) => `^src/${name}/`;
const below = (names) => `^src/(?:${names.join('|')})/`;

/** Rooms from the bottom up; a room imports rooms before it only. */
const floors = [
  'common',
  'process',
  'advisory',
  'git',
  'github',
  'inbox',
  'sending',
  'places',
  'records',
  'embargo',
  'language',
  'cli',
  'ui',
];
/** process and advisory speak of each other: a process asks for facts about an advisory, as types only. */
const neighbours = { process: ['advisory'], common: [] };

export default {
  forbidden: [
    {
      name: 'law-1-vscode',
      severity: 'error',
      comment: 'Only ui/ and extension.ts may reach vscode.',
      from: { path: '^src/', pathNot: ['^src/ui/', '^src/extension\\.ts$'] },
      to: { path: '^vscode$', reachable: true },
    },
    {
      name: 'law-1-processes',
      severity: 'error',
      comment: 'Only git/ starts a process; other rooms go through it.',
      from: { path: '^src/', pathNot: '^src/git/' },
      to: { path: '^(?:node:)?(?:child_process|cluster)$' },
    },
    {
      name: 'threads',
      severity: 'error',
      comment: 'A thread is for rendering a hostile text, and for nothing else.',
      from: { path: '^src/', pathNot: '^src/ui/panels/render' },
      to: { path: '^(?:node:)?worker_threads$' },
    },
    {
      name: 'law-1-network',
      severity: 'error',
      comment: 'Only github/ reaches the network; other rooms go through it.',
      from: { path: '^src/', pathNot: '^src/github/' },
      to: { path: '^(?:node:)?(?:http2?|https|net|tls|dgram|dns(?:/promises)?|undici|ws)$|^(?:node_modules/)?@octokit/' },
    },
    {
      name: 'pure-recognisers',
      severity: 'error',
      comment: 'Recognisers see a text and nothing else: no git, no file, no network.',
      from: { path: '^src/places/find/' },
      to: { path: '^src/(?:git|github|inbox|ui)/|^(?:node:)?(?:fs|child_process)', reachable: true },
    },
    ...floors.map((name, floor) => ({
      name: `floor-${name}`,
      severity: 'error',
      comment: 'Imports go down only.',
      from: { path: room(name) },
      to: {
        path: below(
          floors
            .slice(floor + 1)
            .filter((above) => !(neighbours[name] ?? []).includes(above))
            .concat('no-such-room'),
        ),
      },
    })),
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-test-code', severity: 'error', from: { path: '^src/' }, to: { path: '^(?:test|scripts)/' } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^vscode$' } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
    builtInModules: { add: ['vscode'] },
  },
};
