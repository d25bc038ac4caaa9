import { forbids, type Fact, type Process } from '../process/process.ts';
import { coordinators } from './credits.ts';
import type { Advisory } from './model.ts';
import { awaitedFromBot, cleanTitle, tagsIn } from './title.ts';

/** One thing that the process asks for and that is not there. */
export interface Missing {
  readonly fact: Fact;
  readonly words: string;
  readonly short: string;
}

/** Where an advisory stands in the process. */
export interface Standing {
  /** Title of the next step; undefined when the process has nothing more to say. */
  readonly next: string | undefined;
  /** What a person has to decide in that step, if anything. */
  readonly decision: string | undefined;
  /** What the next step lacks. */
  readonly missing: readonly Missing[];
  /** What the later steps in this state lack. */
  readonly later: readonly Missing[];
  /** What is wrong: a state that the process never wants, two coordinators. */
  readonly wrong: readonly string[];
}

/**
 * Where an advisory stands: the first step of its state that has something missing or that asks for a decision.
 * While the bot has been asked for something, waiting for it is the next step.
 */
export function standingOf(advisory: Advisory, process: Process): Standing {
  const wrong = wrongs(advisory, process);
  const awaited = awaitedFromBot(advisory, process);
  const steps = (process.steps ?? []).filter((step) => step.states.includes(advisory.state));
  const open = steps
    .map((step) => ({ step, missing: (step.needs ?? []).filter((need) => !holds(need.fact, advisory, process)).map(toMissing) }))
    .filter(({ step, missing }) => missing.length > 0 || step.decision !== undefined);
  const [first, ...rest] = open;
  const later = rest.flatMap(({ missing }) => missing);
  if (awaited) {
    return {
      next: `Wait for ${process.bot?.title ?? 'the bot'}: ${awaited.words}`,
      decision: undefined,
      missing: [],
      later: [...(first?.missing ?? []), ...later],
      wrong,
    };
  }
  return { next: first?.step.title, decision: first?.step.decision, missing: first?.missing ?? [], later, wrong };
}

function toMissing(need: { readonly fact: Fact; readonly words: string; readonly short?: string }): Missing {
  return { fact: need.fact, words: need.words, short: need.short ?? need.words };
}

/** Whether a fact that a process may ask for is there. */
export function holds(fact: Fact, advisory: Advisory, process: Process): boolean {
  switch (fact) {
    case 'coordinator':
      return coordinators(advisory).length > 0;
    case 'one-coordinator':
      return coordinators(advisory).length === 1;
    case 'cvss-v4':
      return advisory.cvss4 !== null;
    case 'cvss':
      return advisory.cvss4 !== null || advisory.cvss3 !== null;
    case 'severity':
      return advisory.severity !== null || advisory.cvss4 !== null || advisory.cvss3 !== null;
    case 'cwe':
      return advisory.cwes.length > 0;
    case 'cve-id':
      return advisory.cveId !== null;
    case 'private-fork':
      return advisory.privateFork !== null;
    case 'affected-range':
      return advisory.vulnerabilities.some((item) => (item.range ?? '').trim() !== '');
    case 'patched-version':
      return advisory.vulnerabilities.some((item) => (item.patched ?? '').trim() !== '');
    case 'description':
      return (advisory.description ?? '').trim() !== '';
    case 'untagged-title':
      return tagsIn(advisory.title, process).length === 0 && cleanTitle(advisory.title, process) !== '';
  }
}

function wrongs(advisory: Advisory, process: Process): string[] {
  const wrong: string[] = [];
  if (process.states.wrong?.includes(advisory.state)) {
    const why = advisory.state === 'published' ? forbids(process, 'publish') : undefined;
    wrong.push(`It is ${advisory.state}, which this process never wants.${why ? ` ${why}` : ''}`);
  }
  const named = coordinators(advisory);
  if (named.length > 1) wrong.push(`It has ${named.length} coordinators: ${named.map((credit) => credit.login).join(', ')}.`);
  return wrong;
}
