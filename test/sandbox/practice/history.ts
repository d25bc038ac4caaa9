/** The history of the practice CPython: who did what when, on which branch. Newest last. */

export type Author = keyof typeof authors;

export interface Step {
  readonly on: string;
  /** The branch begins here, at the tip of another one. */
  readonly from?: string;
  readonly by: Author;
  /** A day; the hour comes from the place in the list. */
  readonly at: string;
  readonly message: string;
  readonly flags?: readonly string[];
  readonly version?: string;
  readonly tag?: string;
}

export const authors = {
  ines: 'Ines Okafor <ines@practice.example>',
  tomasz: 'Tomasz Brandt <tomasz@practice.example>',
  meiling: 'Mei-Ling Sato <mei-ling@practice.example>',
  priya: 'Priya Raman <priya@practice.example>',
  jonas: 'Jonas Lindqvist <jonas@practice.example>',
  amara: 'Amara Diallo <amara@practice.example>',
  zoë: 'Zoë Brânză <zoe@practice.example>',
  freya: 'Freya Holm <freya@practice.example>',
} as const;

const main = (by: Author, at: string, message: string, ...flags: string[]): Step => ({ on: 'main', by, at, message, flags });

const backport = (on: string, by: Author, at: string, message: string, ...flags: string[]): Step => ({
  on,
  by,
  at,
  message: `[${on}] ${message}`,
  flags,
});

/** A release is two commits: the version without the plus sign, tagged, and the one with it. */
const release = (on: string, at: string, version: string, from?: string): Step[] => [
  { on, by: 'freya', at, message: `Python ${version}`, version, tag: `v${version}`, ...(from ? { from } : {}) },
  { on, by: 'freya', at, message: `Post ${version}`, version: `${version}+` },
];

const opens = (version: string, at: string): Step => ({
  on: 'main',
  by: 'freya',
  at,
  message: `Main is now ${version}`,
  version,
});

export const cpythonHistory: readonly Step[] = [
  { on: 'main', by: 'ines', at: '2021-02-01', message: 'Begin a small tree', version: '3.11.0a0' },
  main('tomasz', '2021-02-08', 'Read tar archives', 'tarfile'),
  main('meiling', '2021-02-19', 'Copy, remove and unpack trees', 'shutil'),
  main('priya', '2021-03-03', 'Read ZIP archives', 'zipfile'),
  main('jonas', '2021-03-17', 'Speak HTTP', 'http'),
  main('amara', '2021-04-02', 'Tokenize HTML', 'html'),
  main('priya', '2021-04-20', 'Write messages', 'email'),
  main('zoë', '2021-05-11', 'An event loop on selectors', 'asyncio'),
  main('jonas', '2021-05-25', 'Open pages in a browser', 'webbrowser'),
  main('ines', '2021-06-09', 'Read forms', 'cgi'),
  main('meiling', '2021-06-30', 'Elements in C', 'elementtree'),
  main('zoë', '2021-07-14', 'Decoders for strings', 'unicode'),
  main('ines', '2021-08-02', 'The loop that runs bytecode', 'ceval'),
  main('amara', '2021-08-23', 'Overlapped I/O for Windows', 'overlapped'),
  main('amara', '2021-09-06', 'Windows build script, launcher notes, a test with names beyond ASCII', 'odd'),
  main('ines', '2021-09-27', 'Say whom to ask', 'owners'),
  main('ines', '2021-11-15', 'gh-89012: Read extended tar headers', 'tar-pax'),
  main('meiling', '2022-01-10', 'gh-89031: Read archives above 4 GiB', 'zip64'),
  main('jonas', '2022-03-21', 'gh-89104: Deprecate cgi', 'cgi-deprecated'),
  ...release('3.11', '2022-10-24', '3.11.0', 'main'),

  opens('3.12.0a0', '2022-10-25'),
  main('ines', '2022-11-07', 'gh-89488: Compile the lock on its own', 'gil-c'),
  main('jonas', '2022-12-05', 'gh-89611: Send many buffers in one call', 'writelines'),
  main('priya', '2022-12-16', 'gh-89645: Make zipfile a package', 'zip-package'),
  main('tomasz', '2023-04-24', 'gh-90102: Filters for tar extraction', 'tar-filters'),
  main('meiling', '2023-04-25', 'gh-90102: Pass filters through unpack_archive', 'unpack-filter'),
  backport('3.11', 'tomasz', '2023-05-02', 'gh-90102: Filters for tar extraction (GH-90110)', 'tar-filters', 'unpack-filter'),
  ...release('3.11', '2023-06-06', '3.11.4'),
  ...release('3.12', '2023-10-02', '3.12.0', 'main'),

  opens('3.13.0a0', '2023-10-03'),
  main('ines', '2023-10-04', 'gh-90118: Remove cgi', 'cgi-gone'),
  main('jonas', '2023-11-13', 'gh-90131: One class for browsers on macOS', 'osascript'),
  main('meiling', '2024-02-19', 'gh-90160: Events while building a tree', 'et-incremental'),
  ...release('3.11', '2024-04-02', '3.11.9'),
  main('tomasz', '2024-05-06', 'gh-90188: Remove trees without recursion', 'rmtree-dirfd'),
  { on: '3.13', from: 'main', by: 'freya', at: '2024-05-08', message: 'Python 3.13.0b1', version: '3.13.0b1' },

  opens('3.14.0a0', '2024-05-09'),
  main('zoë', '2024-07-27', 'gh-90214: Refuse headers with line breaks', 'email-verify'),
  backport('3.13', 'zoë', '2024-07-30', 'gh-90214: Refuse headers with line breaks (GH-90220)', 'email-verify'),
  backport('3.12', 'zoë', '2024-07-31', 'gh-90214: Refuse headers with line breaks (GH-90220)', 'email-verify'),
  main('jonas', '2024-08-17', 'gh-90226: Unquote cookies in one pass', 'cookies-unquote-linear'),
  backport('3.13', 'jonas', '2024-08-18', 'gh-90226: Unquote cookies in one pass (GH-90228)', 'cookies-unquote-linear'),
  backport('3.12', 'jonas', '2024-08-18', 'gh-90226: Unquote cookies in one pass (GH-90228)', 'cookies-unquote-linear'),
  main('amara', '2024-08-19', 'gh-90231: Paths with two slashes end', 'zip-path-sanitize'),
  backport('3.13', 'amara', '2024-08-20', 'gh-90231: Paths with two slashes end (GH-90233)', 'zip-path-sanitize'),
  backport('3.12', 'amara', '2024-08-20', 'gh-90231: Paths with two slashes end (GH-90233)', 'zip-path-sanitize'),
  backport('3.11', 'amara', '2024-08-21', 'gh-90231: Paths with two slashes end (GH-90233)', 'zip-path-sanitize'),
  main('priya', '2024-08-31', 'gh-90240: Read extended headers without backtracking', 'tar-pax-linear'),
  backport('3.13', 'priya', '2024-09-02', 'gh-90240: Read extended headers without backtracking (GH-90241)', 'tar-pax-linear'),
  backport('3.12', 'priya', '2024-09-02', 'gh-90240: Read extended headers without backtracking (GH-90241)', 'tar-pax-linear'),
  ...release('3.12', '2024-10-01', '3.12.7'),
  ...release('3.13', '2024-10-07', '3.13.0'),
  ...release('main', '2024-10-15', '3.14.0a1'),
  main('zoë', '2024-11-11', 'gh-90275: Error handlers write to a writer', 'unicode-writer'),
  ...release('3.13', '2024-12-03', '3.13.1'),
  main('meiling', '2024-12-06', 'gh-90287: Pause a protocol whose buffer is full', 'writelines-pause'),
  backport('3.13', 'meiling', '2024-12-07', 'gh-90287: Pause a protocol whose buffer is full (GH-90288)', 'writelines-pause'),
  backport('3.12', 'meiling', '2024-12-07', 'gh-90287: Pause a protocol whose buffer is full (GH-90288)', 'writelines-pause'),
  main('ines', '2025-01-20', 'gh-90301: Tagged references on the stack', 'eval-stackref'),
  main('ines', '2025-02-24', 'gh-90312: Measure the C stack', 'eval-c-stack'),
  main('tomasz', '2025-03-10', 'gh-90320: The data filter is the default', 'tar-default-data'),
  main('amara', '2025-04-28', 'gh-90341: Look into another process', 'remote-debugging'),
  { on: '3.14', from: 'main', by: 'freya', at: '2025-05-06', message: 'Python 3.14.0b1', version: '3.14.0b1' },

  opens('3.15.0a0', '2025-05-07'),
  main('ines', '2025-05-09', 'gh-90352: Keep the first invalid escape', 'unicode-first-invalid'),
  backport('3.14', 'ines', '2025-05-12', 'gh-90352: Keep the first invalid escape (GH-90353)', 'unicode-first-invalid'),
  backport('3.13', 'ines', '2025-05-20', 'gh-90352: Keep the first invalid escape (GH-90353)', 'unicode-first-invalid'),
  main('amara', '2025-06-03', 'gh-90360: Resolve members strictly', 'tar-link-realpath'),
  backport('3.14', 'amara', '2025-06-03', 'gh-90360: Resolve members strictly (GH-90361)', 'tar-link-realpath'),
  main('priya', '2025-06-13', 'gh-90366: End comments as browsers do', 'html-comment-end'),
  backport('3.14', 'priya', '2025-06-16', 'gh-90366: End comments as browsers do (GH-90367)', 'html-comment-end'),
  main('tomasz', '2025-07-22', 'gh-90377: Refuse negative sizes in tar headers', 'tar-offset-check'),
  backport('3.14', 'tomasz', '2025-07-23', 'gh-90377: Refuse negative sizes in tar headers (GH-90378)', 'tar-offset-check'),
  backport('3.13', 'tomasz', '2025-07-28', 'gh-90377: Refuse negative sizes in tar headers (GH-90378)', 'tar-offset-check'),
  main('priya', '2025-09-08', 'gh-90388: Check the locator of the 64-bit end record', 'zip64-locator-check'),
  backport(
    '3.14',
    'priya',
    '2025-09-09',
    'gh-90388: Check the locator of the 64-bit end record (GH-90389)',
    'zip64-locator-check',
  ),
  ...release('3.14', '2025-10-07', '3.14.0'),
  main('jonas', '2025-10-27', 'gh-90397: Know partitioned cookies', 'cookies-partitioned'),
  ...release('main', '2025-11-19', '3.15.0a2'),
  main('tomasz', '2025-12-01', 'gh-90402: Ask for memory as data arrives', 'http-safe-read'),
  backport('3.14', 'tomasz', '2025-12-05', 'gh-90402: Ask for memory as data arrives (GH-90404)', 'http-safe-read'),
  ...release('3.15', '2026-05-06', '3.15.0b1', 'main'),

  opens('3.16.0a0', '2026-05-07'),
  main('ines', '2026-06-08', 'gh-90427: Hold a child while it is compared', 'et-remove-safe'),
  main('amara', '2026-06-22', 'gh-90429: Check sizes in WSARecvFromInto', 'overlapped-size'),
  backport('3.15', 'amara', '2026-06-24', 'gh-90429: Check sizes in WSARecvFromInto (GH-90430)', 'overlapped-size'),
  main('jonas', '2026-07-06', 'gh-90433: Refuse addresses that begin with a dash', 'webbrowser-check'),
  main('ines', '2026-07-13', 'Say whom to ask about browsers', 'owners-web'),
  main('jonas', '2026-07-27', 'gh-90441: Join what was fed once', 'html-linear'),
];

export const pipHistory: readonly Step[] = [
  { on: 'main', by: 'ines', at: '2022-01-10', message: 'Begin a small installer', version: '23.3' },
  { on: 'main', by: 'freya', at: '2023-10-15', message: 'Release 24.0', version: '24.0', tag: '24.0' },
  { on: 'main', by: 'tomasz', at: '2024-06-03', message: 'Compare whole path parts', flags: ['pip-commonpath'] },
  { on: 'main', by: 'freya', at: '2025-07-30', message: 'Release 25.2', version: '25.2', tag: '25.2' },
  { on: 'main', by: 'priya', at: '2025-09-24', message: 'Look where links lead', flags: ['pip-link-check'] },
  { on: 'main', by: 'freya', at: '2025-10-24', message: 'Release 25.3', version: '25.3', tag: '25.3' },
];

export const releaseToolsHistory: readonly Step[] = [
  { on: 'main', by: 'freya', at: '2023-03-06', message: 'Begin', version: '1' },
  { on: 'main', by: 'amara', at: '2025-02-17', message: 'Start cosign without a shell', flags: ['release-no-shell'] },
];
