import type * as vscode from 'vscode';
import type { RepositoryName } from '../../../advisory/model.ts';
import { COMMANDS } from '../../ids.ts';
import { pullDocument, pullWordsIn, type PullWords } from './pull-text.ts';
import { lensAt, type Sheet, type Sheets } from './sheets.ts';

/** Between which branches of which fork. */
export interface PullPlace {
  readonly fork: RepositoryName;
  readonly head: string;
  readonly base: string;
}

/** A pull request that a person has in front, before it is opened. */
export class PullSheet implements Sheet {
  readonly kind = 'pull';
  readonly uri: vscode.Uri;
  readonly place: PullPlace;
  readonly #sheets: Sheets;
  readonly #made: string;
  #text: string;

  constructor(uri: vscode.Uri, words: PullWords, place: PullPlace, sheets: Sheets) {
    this.uri = uri;
    this.place = place;
    this.#sheets = sheets;
    this.#made = pullDocument(words, [
      `From  ${place.head}`,
      `Into  ${place.base}`,
      `Of    ${place.fork}, which is private`,
      '',
      'Everybody on the advisory sees it, and nobody else. It is sent once.',
    ]);
    this.#text = this.#made;
  }

  get text(): string {
    return this.#text;
  }
  /** Whether a person has written in it. */
  get isWritten(): boolean {
    return this.#text !== this.#made;
  }
  /** Undefined where the document cannot be read. */
  get words(): PullWords | undefined {
    return pullWordsIn(this.#text);
  }

  readonly write = (text: string): void => {
    this.#text = text;
    this.#sheets.relens();
  };

  readonly lenses = (): readonly vscode.CodeLens[] =>
    this.words
      ? [lensAt(0, '$(git-pull-request) Open Pull Request…', COMMANDS.openPullRequest, this.uri)]
      : [lensAt(0, '$(error) There is no title, or a line that parts the texts is gone: undo that')];
}
