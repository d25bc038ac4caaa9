import { metricsOf, type Metric } from '../../../advisory/cvss/metrics.ts';
import { parseVector, type VectorFailure } from '../../../advisory/cvss/vector.ts';
import { scoreVector } from '../../../advisory/cvss/score.ts';
import type { Severity } from '../../../advisory/severity.ts';
import type { Version } from './messages.ts';
import { canApply, canCopy, canTake, type State } from './model.ts';
import { missingOf, vectorOf, type Sheet } from './sheet.ts';
import { heldWords, notes, scoreKind, statusOf, type Status } from './view-words.ts';

/** A value that stands for "not chosen" in metrics that need no choice. */
const NOT_DEFINED = 'X';

export interface MetricView {
  readonly metric: Metric;
  /** The id of the chosen value; undefined where a choice is still to be made. */
  readonly value: string | undefined;
  /** Whether a choice is still to be made, or was carried over from another version. */
  readonly mark: 'open' | 'carried' | undefined;
}

export interface GroupView {
  /** Names the group among those of all versions. */
  readonly id: string;
  readonly name: string;
  /** Nothing in it has to be chosen, so it can be folded away. */
  readonly optional: boolean;
  readonly open: boolean;
  /** How many of its metrics say something. */
  readonly chosen: number;
  readonly metrics: readonly MetricView[];
}

/** What the page shows, derived from the state and nothing else. */
export interface View {
  readonly name: string | undefined;
  readonly version: Version;
  /** The groups of the version shown. */
  readonly groups: readonly GroupView[];
  /** What stands in the field. */
  readonly field: string;
  readonly failure: VectorFailure | undefined;
  readonly score: ScoreView | undefined;
  readonly missing: readonly Metric[];
  readonly status: Status;
  readonly notes: readonly string[];
  readonly held: readonly string[];
  readonly live: boolean;
  /** Apply was pressed, and what became of it is not known yet. */
  readonly asked: boolean;
  readonly canApply: boolean;
  readonly canCopy: boolean;
  readonly canTake: boolean;
  /** What a screen reader says once it has settled. */
  readonly spoken: string;
}

export interface ScoreView {
  /** With one digit, as scores are written. */
  readonly number: string;
  readonly value: number;
  readonly severity: Severity;
  readonly word: string;
  /** Which metrics went into it. */
  readonly kind: string;
}

/** Derives what is shown. */
export function viewOf(state: State): View {
  const { sheet, draft, subject } = state;
  const missing = missingOf(sheet);
  const score = scoreOf(sheet);
  const failure = draft?.failure;
  const status = statusOf(state, missing.length);
  return {
    name: subject?.name,
    version: sheet.version,
    groups: groupsOf(state),
    field: draft?.text ?? vectorOf(sheet),
    failure,
    score,
    missing,
    status,
    notes: notes(state, missing),
    held: heldWords(state, score?.value),
    live: state.live,
    asked: state.waiting?.why === 'apply',
    canApply: canApply(state),
    canCopy: canCopy(state),
    canTake: canTake(state),
    spoken: failure?.words ?? (score ? `${score.number} ${score.word}` : `Not scored. ${count(missing.length)} still to choose.`),
  };
}

function count(missing: number): string {
  return missing === 1 ? '1 metric is' : `${missing} metrics are`;
}

/** The score of what is chosen; undefined while something is still to be chosen. */
function scoreOf(sheet: Sheet): ScoreView | undefined {
  const vector = parseVector(vectorOf(sheet));
  if (!vector.ok) return undefined;
  const { score, severity } = scoreVector(vector.value);
  const word = severity.charAt(0).toUpperCase() + severity.slice(1);
  return { number: score.toFixed(1), value: score, severity, word, kind: scoreKind(vector.value) };
}

/** The groups of the version shown, in the order of the specification. */
function groupsOf({ sheet, folds }: State): readonly GroupView[] {
  const { version, chosen, carried } = sheet;
  const isCarried = new Set(version === '4.0' ? carried?.metrics : []);
  return groupNames(version).map((name) => {
    const metrics = metricsOf(version)
      .filter(({ group }) => group === name)
      .map((metric): MetricView => {
        const value = chosen[version][metric.id] ?? (metric.mandatory ? undefined : NOT_DEFINED);
        return { metric, value, mark: value === undefined ? 'open' : isCarried.has(metric.id) ? 'carried' : undefined };
      });
    const id = groupId(version, name);
    const said = metrics.filter(({ value }) => value !== undefined && value !== NOT_DEFINED).length;
    const optional = metrics.every(({ metric }) => !metric.mandatory);
    return { id, name, optional, open: !optional || (folds[id] ?? said > 0), chosen: said, metrics };
  });
}

/** The names of a version's groups. */
export function groupNames(version: Version): readonly string[] {
  return [...new Set(metricsOf(version).map(({ group }) => group))];
}

export function groupId(version: Version, name: string): string {
  return `${version} ${name}`;
}
