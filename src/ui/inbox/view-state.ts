import * as vscode from 'vscode';
import { SORTS, type Sort } from '../../inbox/query.ts';
import type { RowStyle } from '../../inbox/row.ts';
import { CONTEXTS } from '../ids.ts';

/** How the person likes to see the inbox, kept over restarts. The filter is for this window and this sitting. */
export class ViewState {
  readonly #memento: vscode.Memento;
  #filter = '';

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  get sort(): Sort {
    const kept = this.#memento.get<string>('sort');
    return SORTS.find((sort) => sort === kept) ?? 'deadline';
  }

  get filter(): string {
    return this.#filter;
  }
  get grouped(): boolean {
    return this.#memento.get('grouped', false);
  }
  get blurred(): boolean {
    return this.#memento.get('blurred', false);
  }

  /** How rows look. Marks are file decorations, which a person may have switched off. */
  get rowStyle(): RowStyle {
    return { blurred: this.blurred, marks: vscode.workspace.getConfiguration('explorer').get('decorations.badges', true) };
  }

  get arrangement(): { readonly sort: Sort; readonly filter: string; readonly groupByRepository: boolean } {
    return { sort: this.sort, filter: this.#filter, groupByRepository: this.grouped };
  }

  async setSort(sort: Sort): Promise<void> {
    await this.#memento.update('sort', sort);
  }

  async setFilter(filter: string): Promise<void> {
    this.#filter = filter.trim();
    await vscode.commands.executeCommand('setContext', CONTEXTS.filtered, this.#filter !== '');
  }

  async setGrouped(grouped: boolean): Promise<void> {
    await this.#memento.update('grouped', grouped);
    await this.publish();
  }

  async setBlurred(blurred: boolean): Promise<void> {
    await this.#memento.update('blurred', blurred);
    await this.publish();
  }

  /** Tells the menus. */
  async publish(): Promise<void> {
    await vscode.commands.executeCommand('setContext', CONTEXTS.grouped, this.grouped);
    await vscode.commands.executeCommand('setContext', CONTEXTS.blurred, this.blurred);
  }
}
