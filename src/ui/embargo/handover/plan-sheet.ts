import * as vscode from 'vscode';
import { findingWords } from '../../../embargo/handover/failure.ts';
import {
  planHandover,
  type HandoverFailure,
  type HandoverOptions,
  type HandoverPlan,
  type HandoverRequest,
} from '../../../embargo/handover/handover.ts';
import type { Result } from '../../../common/result.ts';
import { COMMANDS } from '../../ids.ts';
import { count } from '../matrix/words.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { factsLine, lineOfAuthor, lineOfFile, planDocument, textsIn, type PlanFacts, type PlanTexts } from './plan-text.ts';
import { lensAt, type Sheet, type Sheets } from './sheets.ts';
import { handoverFailureWords, markWords } from './words.ts';

export interface PlanSheetOptions {
  readonly uri: vscode.Uri;
  readonly sheets: Sheets;
  /** What is asked for, without texts that a person has written. */
  readonly request: HandoverRequest;
  readonly plan: HandoverPlan;
  readonly facts: PlanFacts;
  readonly options: () => HandoverOptions;
}

type PlanLine = HandoverPlan['lines'][number];

/** In place of a line's number: whoever wrote the private commits is accepted as the author. */
export const WRITER = 'writer';

/** A marked line as it stands in the document now. */
export interface MarkedLine {
  readonly number: number;
  /** In the document, counted from 0. */
  readonly at: number;
  readonly text: string;
  /** Of a line in a file. */
  readonly place?: string;
  readonly why: string;
  readonly isAccepted: boolean;
}

/** What a person has in front: a plan, the texts that they rewrite, the marked lines that they accept. */
export class PlanSheet implements Sheet {
  readonly kind = 'plan';
  readonly uri: vscode.Uri;
  readonly #options: PlanSheetOptions;
  /** The texts as they were made: only what differs from them was written by a person. */
  #made: PlanTexts;
  #request: HandoverRequest;
  #plan: HandoverPlan;
  #failure: HandoverFailure | undefined;
  #text: string;
  /** Lines that were accepted, by what stands in them: one that is rewritten has to be read again. */
  readonly #accepted = new Set<string>();

  constructor(options: PlanSheetOptions) {
    this.#options = options;
    this.uri = options.uri;
    this.#request = options.request;
    this.#plan = options.plan;
    this.#made = textsOf(options.plan);
    this.#text = planDocument(options.plan, this.#made, options.facts);
    this.#tell();
  }

  get text(): string {
    return this.#text;
  }
  /** The plan of what stands in the document, as it was looked at last. */
  get plan(): HandoverPlan {
    return this.#plan;
  }
  get facts(): PlanFacts {
    return this.#options.facts;
  }

  readonly write = (text: string): void => {
    this.#text = text;
    void this.replan();
  };

  /** What is asked for with the texts as they stand now; undefined where the document cannot be read. */
  requestNow(): HandoverRequest | undefined {
    const texts = textsIn(this.#text, this.#made.news !== undefined);
    if (!texts) return undefined;
    const isNew = (now: string | undefined, made: string | undefined) => now?.trimEnd() !== made?.trimEnd();
    return {
      ...this.#request,
      ...(isNew(texts.message, this.#made.message) ? { message: texts.message } : {}),
      ...(texts.news !== undefined && isNew(texts.news, this.#made.news) ? { news: texts.news } : {}),
      acceptedLines: this.#acceptable().flatMap((id) => (this.#accepted.has(essenceOf(id)) ? [id] : [])),
    };
  }

  /** Whether a person has written in it or accepted lines. */
  get isWritten(): boolean {
    const request = this.requestNow();
    return this.#accepted.size > 0 || request?.message !== undefined || request?.news !== undefined;
  }

  /** Looks again at what is made of the document as it stands now. */
  readonly replan = oneAtATime(async (): Promise<Result<HandoverPlan, HandoverFailure> | undefined> => {
    const request = this.requestNow();
    const planned = request && (await planHandover(request, this.#options.options()));
    this.#failure = planned?.ok === false ? planned.failure : undefined;
    if (planned?.ok === true) this.#plan = planned.value;
    this.#tell();
    return planned;
  });

  /** Shows another plan in place of the one that was shown, with what the person has written. */
  renew(plan: HandoverPlan): void {
    const texts = textsIn(this.#text, this.#made.news !== undefined) ?? this.#made;
    this.#plan = plan;
    this.#text = planDocument(plan, texts, this.facts);
    this.#options.sheets.changed(this.uri);
    this.#tell();
  }

  /** Names that are ordinary words here: they are not looked for. */
  get ordinary(): readonly string[] {
    return this.#request.ordinary ?? [];
  }
  set ordinary(words: readonly string[]) {
    this.#request = { ...this.#request, ordinary: words };
  }
  /** Everybody who is on the advisory, as far as is known. */
  get people(): readonly string[] {
    return this.#request.report?.people ?? [];
  }

  /** What can be accepted, as the plan names it. */
  #acceptable(): readonly string[] {
    const { lines, writer } = this.#plan;
    return [...lines.map(({ id }) => id), writer?.id].filter((id) => id !== undefined);
  }

  /** The marked lines; where the document cannot be read, none. */
  marked(): readonly MarkedLine[] {
    const texts = textsIn(this.#text, this.#made.news !== undefined);
    if (!texts) return [];
    const first = this.#plan.lines.find(({ part }) => part === 'news')?.number ?? 0;
    // Blank lines before an entry are not part of it.
    const blank = /^\n*/.exec(texts.news ?? '')?.[0].length ?? 0;
    const lineOf = ({ part, number, file = '' }: PlanLine): number =>
      part === 'message'
        ? texts.messageAt + number - 1
        : part === 'news'
          ? (texts.newsAt ?? 0) + blank + number - first
          : (lineOfFile(this.#text, file) ?? factsLine(this.#text));
    return this.#plan.lines.flatMap((line) => {
      const { number, text, id, file, line: inFile } = line;
      if (id === undefined) return [];
      const place = file === undefined ? {} : { place: inFile === undefined ? file : `${file}:${inFile}` };
      const isAccepted = this.#accepted.has(essenceOf(id));
      return [{ number, at: lineOf(line), text, ...place, why: markWords(line), isAccepted }];
    });
  }

  /** A person has read these lines and wants them public. */
  accept(numbers: readonly number[]): void {
    for (const { number, id } of this.#plan.lines)
      if (numbers.includes(number) && id !== undefined) this.#accepted.add(essenceOf(id));
    this.#tell();
  }

  /** Whoever wrote all private commits is to stand as the author. */
  async acceptWriter(): Promise<void> {
    const { writer } = this.#plan;
    if (!writer) return;
    this.#accepted.add(essenceOf(writer.id));
    const plan = await this.replan();
    if (plan?.ok === true) this.renew(plan.value);
  }

  readonly lenses = (): readonly vscode.CodeLens[] => [...this.#above(), ...this.marked().map((line) => this.#over(line))];

  #above(): readonly vscode.CodeLens[] {
    if (!textsIn(this.#text, this.#made.news !== undefined))
      return [lensAt(0, '$(error) A line that parts the texts is gone: undo that, or hand over again')];
    if (this.#failure) return [lensAt(0, `$(error) ${handoverFailureWords(this.#failure)}`)];
    const open = this.marked().filter(({ isAccepted }) => !isAccepted).length;
    const found = this.#plan.findings.length;
    return [
      lensAt(0, '$(git-branch) Make Branch…', COMMANDS.makePublicBranch, this.uri),
      ...(found > 0 ? [lensAt(0, `$(error) ${count(found, 'finding')} in the way`, 'workbench.actions.view.problems')] : []),
      ...(open > 0
        ? [lensAt(0, `$(warning) ${count(open, 'marked line')} · Accept…`, COMMANDS.acceptMarkedLines, this.uri)]
        : []),
      ...this.#aboutWriter(),
    ];
  }

  #aboutWriter(): readonly vscode.CodeLens[] {
    const { writer, author } = this.#plan;
    if (!writer || writer.author === author) return [];
    const title = '$(person) Somebody else wrote all private commits · Make Them the Author';
    return [lensAt(lineOfAuthor(this.#text), title, COMMANDS.acceptMarkedLines, this.uri, WRITER)];
  }

  #over({ at, number, place, why, isAccepted }: MarkedLine): vscode.CodeLens {
    const where = place === undefined ? 'this line' : place;
    return isAccepted
      ? lensAt(at, `$(check) Accepted${place === undefined ? '' : ` in ${place}`}: ${why}`)
      : lensAt(at, `$(warning) Read ${where}: ${why} · Accept`, COMMANDS.acceptMarkedLines, this.uri, number);
  }

  /** Problems and lenses are what the plan says now. */
  #tell(): void {
    const { Error, Warning } = vscode.DiagnosticSeverity;
    const problem = (at: number, words: string, severity: vscode.DiagnosticSeverity) => {
      const length = this.#text.split('\n')[at]?.length ?? 0;
      const one = new vscode.Diagnostic(new vscode.Range(at, 0, at, length), words, severity);
      one.source = 'hand-over';
      return one;
    };
    const findings = this.#plan.findings.map((one) => problem(this.#lineOf(one), `Private: ${findingWords(one)}`, Error));
    const open = this.marked().filter(({ isAccepted }) => !isAccepted);
    this.#options.sheets.problems.set(this.uri, [
      ...findings,
      ...open.map(({ at, place, why }) =>
        problem(at, `To be read and accepted${place === undefined ? '' : `, ${place}`}: ${why}`, Warning),
      ),
    ]);
    this.#options.sheets.relens();
  }

  /** Where the document tells of what a finding is in. */
  #lineOf({ where, file, line }: HandoverPlan['findings'][number]): number {
    const texts = textsIn(this.#text, this.#made.news !== undefined);
    if (where === 'message' && texts) return texts.messageAt + (line ?? 1) - 1;
    if (file !== undefined && file === this.#plan.news?.path && texts?.newsAt !== undefined)
      return texts.newsAt + (line ?? 1) - 1;
    return (file === undefined ? undefined : lineOfFile(this.#text, file)) ?? factsLine(this.#text);
  }
}

/** What an id is made of besides the number of the line, which changes with every line above it. */
function essenceOf(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

function textsOf({ message, news }: HandoverPlan): PlanTexts {
  return { message, ...(news ? { news: news.text } : {}) };
}
