/** A team's way of working, as read from a process file. The schema (process.schema.json) says what each part means. */
export interface Process {
  readonly name: string;
  readonly title: string;
  readonly asOf?: string;
  readonly links?: readonly { readonly title: string; readonly url: string }[];
  readonly states: { readonly open: readonly string[]; readonly finished: readonly string[]; readonly wrong?: readonly string[] };
  readonly tags?: readonly Tag[];
  readonly bot?: { readonly everyMinutes: number; readonly title?: string };
  readonly clocks: Clocks;
  readonly steps?: readonly Step[];
  readonly forbidden?: readonly { readonly act: Act; readonly why: string }[];
  readonly branches?: Branches;
  readonly versions?: Versions;
  readonly code?: Code;
  readonly handover?: Handover;
  readonly roster?: {
    readonly source: string;
    readonly loginColumn: string;
    readonly notesColumn?: string;
    readonly team?: string;
  };
  readonly products?: readonly Product[];
  readonly publisher?: Publisher;
  readonly writing?: Writing;
  readonly templates?: Readonly<Record<string, { readonly title: string; readonly body: string }>>;
}

/** What the records about a product say and no advisory tells. */
export interface Product {
  /** `owner/name`, or `owner/*` for every repository of an owner. Of several the first that fits counts. */
  readonly repository: string;
  readonly vendor: string;
  /** Absent: the repository's name. */
  readonly product?: string;
  /** The web address of the source repository; absent: the repository's on github.com. */
  readonly url?: string;
  /** How its versions are ordered, in the words of a CVE record: `python`, `semver`. */
  readonly versionType?: string;
  /** The product's CPE name, for a CSAF document. */
  readonly cpe?: string;
  /** Packages that say too little by themselves: in `http.client.f` the module is `http.client`, not `http`. */
  readonly packages?: readonly string[];
  /** What stands before the CVE id in a new OSV record's id. */
  readonly osvPrefix?: string;
  readonly mail?: { readonly to: string; readonly archive?: string };
  readonly issue?: { readonly labels: readonly string[] };
  readonly news?: { readonly folder: string; readonly columns?: number };
}

/** How a fix goes public; templates have placeholders in braces. */
export interface Handover {
  /** Name of the public branch, with `{issue}` and `{branch}`. */
  readonly branch?: string;
  readonly messages?: { readonly first: string; readonly other: string; readonly alone?: string };
  /** Who makes the branches that follow the first. */
  readonly backports?: { readonly by: 'bot' | 'person'; readonly words: string };
  readonly labels?: { readonly first?: readonly string[]; readonly other?: readonly string[] };
  readonly steps?: readonly HandoverStep[];
}

/** Something that is left to do once a public branch is made. */
export interface HandoverStep {
  /** The branch that goes first, each of the others, or the advisory. */
  readonly for: 'first' | 'other' | 'once';
  readonly words: string;
  readonly fact?: HandoverFact;
}

/** With which fact a step of a hand-over is done. */
export type HandoverFact = 'branch-made' | 'pull-request' | 'labels' | 'merged' | 'announced' | 'cve-public' | 'finished';

/** Who publishes the records. */
export interface Publisher {
  readonly name: string;
  /** A URL that the publisher owns. */
  readonly namespace: string;
  /** What it is to the product, in the words of CSAF. */
  readonly category: 'coordinator' | 'discoverer' | 'other' | 'vendor';
  readonly contact?: string;
  /** The CVE Numbering Authority that it is, as the CVE program knows it. */
  readonly cna?: { readonly shortName: string; readonly orgId: string };
}

/** What a process may forbid. */
export type Act = 'publish' | 'merge' | 'request-cve';

/** A word in square brackets in a title that asks the team's bot for an act. */
export interface Tag {
  readonly tag: string;
  readonly aliases?: readonly string[];
  readonly act: 'accept' | 'close';
  readonly from: readonly string[];
  readonly to: string;
  readonly words: string;
  readonly outcome?: string;
}

/** Lengths of the clocks, in days; an absent one does not run. */
export interface Clocks {
  readonly unassignedDays?: number;
  readonly idleDays?: number;
  readonly finishDays?: number;
  readonly warnDays?: number;
  readonly urgentDays?: number;
}

export interface Step {
  readonly title: string;
  readonly states: readonly string[];
  readonly needs?: readonly { readonly fact: Fact; readonly words: string; readonly short?: string }[];
  readonly decision?: string;
}

/** A fact about an advisory that a step may ask for. */
export type Fact =
  | 'coordinator'
  | 'one-coordinator'
  | 'cvss-v4'
  | 'cvss'
  | 'severity'
  | 'cwe'
  | 'cve-id'
  | 'private-fork'
  | 'affected-range'
  | 'patched-version'
  | 'description'
  | 'untagged-title';

export interface Branches {
  readonly source?: string;
  readonly list: readonly Branch[];
  readonly cveStatuses?: readonly BranchStatus[];
  readonly fixBranch?: string;
}

export interface Branch {
  readonly name: string;
  readonly version: string;
  readonly firstRelease?: string;
  readonly bugfixUntil?: string;
  readonly endOfLife?: string;
}

export type BranchStatus = 'feature' | 'prerelease' | 'bugfix' | 'security' | 'end-of-life';

/** How versions and installed files lead to the source tree. */
export interface Versions {
  readonly tags?: readonly string[];
  readonly branch?: string;
  readonly names?: readonly string[];
  readonly installed?: readonly { readonly folder: string; readonly tree: string }[];
  readonly foreign?: readonly string[];
  /** Addresses of a file on sites that showed the tree before or beside GitHub, with `{revision}` and `{path}`. */
  readonly mirrors?: readonly string[];
}

/** How the description of an advisory is to be written; what is absent is not asked for. */
export interface Writing {
  /** Headings that a description should have, in this order; `also` are other headings that count as this one. */
  readonly sections?: readonly { readonly title: string; readonly words: string; readonly also?: readonly string[] }[];
  /** Longer titles are remarked on: characters, without tags. */
  readonly titleLength?: number;
  /** E-mail addresses, domains, or beginnings of pages' addresses without scheme, that outsiders have no use for. */
  readonly internal?: readonly string[];
  /** Name of the template that a new draft starts from. */
  readonly template?: string;
}

/** Where the definition of a dotted name is looked for, as a process says it. */
export interface Code {
  /** The repository whose trees these are, for a clone that has no remote to tell it. */
  readonly repository?: string;
  /** Files by which such a tree is known. */
  readonly signs?: readonly string[];
  /** Folders of tests and the like: what a name means is looked for there last. */
  readonly aside?: readonly string[];
  readonly python?: readonly string[];
  readonly c?: Partial<SourceRoots['c']>;
}

/** The same with nothing left out. Paths are relative to the root of the tree. */
export interface SourceRoots {
  /** Folders in which a module `a.b` is `a/b.py` or `a/b/__init__.py`. */
  readonly python: readonly string[];
  readonly c: {
    /** Files of a module written in C: `{name}`, `{bare}` (without the underscore before it), `*` for any file name. */
    readonly modules: readonly string[];
    /** Modules whose files are named otherwise. */
    readonly named: Readonly<Record<string, readonly string[]>>;
    /** Types that need no import, and the files that define them. */
    readonly builtins: Readonly<Record<string, string>>;
  };
}

/** Where a process looks for code; what it does not say is how most projects are laid out. */
export function sourceRoots(process: Process): SourceRoots {
  const { python = ['', 'src', 'lib'], c } = process.code ?? {};
  return { python, c: { modules: c?.modules ?? [], named: c?.named ?? {}, builtins: c?.builtins ?? {} } };
}

/** Whether the process forbids `act`, and why; undefined where it may be offered. */
export function forbids(process: Process, act: Act): string | undefined {
  return process.forbidden?.find((entry) => entry.act === act)?.why;
}

/**
 * The status of a branch on a day, derived from its dates so that it never goes stale in a file.
 * @param now milliseconds since the epoch
 */
export function branchStatus(branch: Branch, now: number): BranchStatus {
  const past = (day: string | undefined) => day !== undefined && Date.parse(day) <= now;
  if (past(branch.endOfLife)) return 'end-of-life';
  if (branch.firstRelease === undefined) return 'feature';
  if (!past(branch.firstRelease)) return 'prerelease';
  return past(branch.bugfixUntil) ? 'security' : 'bugfix';
}

/** The branches that are still supported on a day, newest first as the process lists them. */
export function supportedBranches(process: Process, now: number): readonly (Branch & { readonly status: BranchStatus })[] {
  return (process.branches?.list ?? [])
    .map((branch) => ({ ...branch, status: branchStatus(branch, now) }))
    .filter((branch) => branch.status !== 'end-of-life');
}
