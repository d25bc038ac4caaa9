import type * as vscode from 'vscode';
import type { Clock, Timers } from '../../common/ports.ts';
import type { WorkOptions } from '../../git/workbench.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { ProcessBook } from '../../process/book.ts';
import type { Ask } from '../ask.ts';
import type { RecordLenses } from '../documents/record-lenses.ts';
import type { Scratch } from '../documents/scratch.ts';
import type { Clones } from '../places/clones.ts';
import type { Places } from '../places/places.ts';
import type { Sheets } from './handover/sheets.ts';

/** What everything about embargo workspaces is made of. */
export interface EmbargoParts {
  readonly inbox: Inbox;
  readonly places: Places;
  readonly clones: Clones;
  readonly ask: Ask;
  readonly book: () => ProcessBook;
  /** Reads the processes; an embargo window needs them before a view has been looked at. */
  readonly loadProcesses: () => Promise<void>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** The variables of this window's terminals and tasks. */
  readonly terminals: vscode.GlobalEnvironmentVariableCollection;
  /** The person's own, kept over restarts: no word of an advisory. */
  readonly memento: vscode.Memento;
  /** Documents of a hand-over, in memory. */
  readonly sheets: Sheets;
  /** Where a record is put to be looked at. */
  readonly records: { readonly scratch: Scratch; readonly lenses: RecordLenses };
  /** Something about the workspaces on this machine is another thing now. */
  readonly changed: () => void;
}

/** How git is run: the one that VS Code is told to use. */
export function workOptions({ clones }: Pick<EmbargoParts, 'clones'>, signal?: AbortSignal): WorkOptions {
  const gitPath = clones.gitPath();
  return { ...(gitPath === undefined ? {} : { gitPath }), ...(signal ? { signal } : {}) };
}
