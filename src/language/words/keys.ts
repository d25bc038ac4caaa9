/** Who may change what a key holds (GitHub's documentation: permissions of repository security advisories). */
export type Who = 'collaborators' | 'administrators' | 'github';

/** What is said about a key. */
export interface KeyWords {
  readonly words: string;
  /** GitHub's rule for it (REST description, `repository-advisory-update`). */
  readonly rule?: string;
  readonly who: Who;
}

export const WHO: Readonly<Record<Who, string>> = {
  collaborators: 'Administrators, security managers and the collaborators of the advisory may change it.',
  administrators: 'Only administrators and security managers of the repository may change it.',
  github: 'GitHub keeps it: it is shown here and never sent.',
};

const XOR = 'GitHub takes a severity or a vector, never both.';
const WHOLE = 'GitHub replaces the whole list.';

/** Keys by their path: `cwe`, `affected.range`. */
const KEYS: Readonly<Record<string, KeyWords>> = {
  title: {
    words: 'What is wrong, in one line.',
    rule: "GitHub's `summary`: needed, at most 1,024 characters.",
    who: 'collaborators',
  },
  cve: { words: 'The CVE id of the vulnerability.', rule: 'One id, such as `CVE-2026-12345`, or none.', who: 'collaborators' },
  severity: {
    words: 'How bad it is, in one word, where no vector says it.',
    rule: `\`critical\`, \`high\`, \`medium\` or \`low\`. ${XOR}`,
    who: 'collaborators',
  },
  cvss: {
    words: 'The CVSS vector. Score and severity follow from it.',
    rule: `One vector, whose beginning says the version. ${XOR}`,
    who: 'collaborators',
  },
  cwe: { words: 'The kinds of weakness, as CWE ids.', rule: `A list without doubles. ${WHOLE}`, who: 'collaborators' },
  affected: {
    words: 'Which versions of which package are affected: an entry for each range.',
    rule: `Each entry has a package with its ecosystem; range, patched version and functions may be absent. ${WHOLE}`,
    who: 'collaborators',
  },
  'affected.package': {
    words: 'Ecosystem and name of the package, with a slash between.',
    rule: 'The ecosystem is one that GitHub knows; `other` fits everything.',
    who: 'collaborators',
  },
  'affected.range': {
    words: 'Which versions are affected.',
    rule: 'At most a lower and an upper bound, such as `>= 3.12.0, < 3.12.9`. A second range is an entry of its own.',
    who: 'collaborators',
  },
  'affected.patched': {
    words: 'The first version of this line that has the fix.',
    rule: 'One version, such as `3.12.9`; it may be absent as long as there is none.',
    who: 'collaborators',
  },
  'affected.functions': {
    words: 'The functions that have the flaw, with their module: `tarfile.TarFile.extractall`.',
    rule: 'A list of texts.',
    who: 'collaborators',
  },
  'affected.more': {
    words: 'What GitHub holds of this entry beyond the fields that are known here.',
    rule: 'It is sent back as it came.',
    who: 'github',
  },
  credits: {
    words: 'Who did what for this advisory. Whoever is credited as coordinator is whom it is assigned to.',
    rule: `One credit for each account, which accepts or declines it on GitHub. ${WHOLE}`,
    who: 'collaborators',
  },
  'credits.login': {
    words: 'The account on GitHub.',
    rule: 'GitHub refuses the whole list when one of them does not exist.',
    who: 'collaborators',
  },
  'credits.type': { words: 'What the credit is for.', rule: "One of GitHub's ten types.", who: 'collaborators' },
  'credits.state': { words: 'Whether the credited person has accepted, declined, or not answered yet.', who: 'github' },
  collaborators: {
    words: 'Accounts, and teams as `team slug`, that see the advisory and may write in it.',
    rule: `GitHub refuses the whole list when one of them does not exist. ${WHOLE}`,
    who: 'administrators',
  },
  id: { words: "The advisory's id on GitHub.", who: 'github' },
  repository: { words: 'The repository that the advisory belongs to.', who: 'github' },
  state: { words: 'Where the advisory stands. It is changed by commands, not here.', who: 'github' },
  rated: { words: 'The severity that GitHub has for the vector that it holds.', who: 'github' },
  score: { words: 'The score that GitHub worked out of the vector that it holds.', who: 'github' },
  cvss3: { words: 'A second vector, of CVSS 3, that GitHub holds beside the one of CVSS 4.0.', who: 'github' },
  score3: { words: 'The score of that second vector, worked out by GitHub.', who: 'github' },
  slot: { words: 'Under which version GitHub holds the vector, where that is not the one that it is of.', who: 'github' },
  reporter: { words: 'Who reported it, or drafted it.', who: 'github' },
  publisher: { words: 'Who published the advisory on GitHub.', who: 'github' },
  submission: { words: 'Whether the private report has been accepted as a draft.', who: 'github' },
  fork: { words: 'The temporary private fork in which the fix is made.', who: 'github' },
  url: { words: 'The page of the advisory on GitHub.', who: 'github' },
  comments: { words: 'How many comments GitHub tells of. Confidential ones do not count.', who: 'github' },
  created: { words: 'When the report or the draft was made.', who: 'github' },
  updated: { words: 'When GitHub last saw a change. A comment may be newer.', who: 'github' },
  published: { words: 'When it was published on GitHub.', who: 'github' },
  closed: { words: 'When it was closed.', who: 'github' },
  withdrawn: { words: 'When it was withdrawn.', who: 'github' },
  more: { words: 'What GitHub holds beyond the fields that are known here.', who: 'github' },
};

/** What is said about a key; undefined for an unknown one. @param path keys from the outermost on, with dots between */
export function keyWords(path: string): KeyWords | undefined {
  return Object.hasOwn(KEYS, path) ? KEYS[path] : undefined;
}

/** Keys of an entry of a list, in the order in which they are written. */
export const ITEM_KEYS = { affected: ['package', 'range', 'patched', 'functions'], credits: ['login', 'type'] } as const;
