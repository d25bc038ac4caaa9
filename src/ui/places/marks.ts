import * as vscode from 'vscode';
import type { AdvisoryKey } from '../../advisory/model.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { ResolvedPlace } from '../../places/place.ts';
import { SCHEMES } from '../ids.ts';
import { pathOfRevision } from '../documents/revision.ts';
import type { KnownPlaces, Places } from './places.ts';

/** Typing is answered when it pauses. */
const PAUSE_MS = 300;

export interface MarksOptions {
  readonly inbox: Inbox;
  readonly places: Places;
  readonly selected: () => AdvisoryKey | undefined;
  readonly onDidSelect: vscode.Event<unknown>;
  readonly icon: vscode.Uri;
}

/**
 * Marks in the gutter, in code of any revision and in working files, where the selected advisory's report points. They say
 * that a report does, and not which: whoever looks over a shoulder learns nothing.
 */
export class Marks {
  readonly #options: MarksOptions;
  readonly #decoration: vscode.TextEditorDecorationType;
  readonly #subscriptions: vscode.Disposable[];
  readonly #drawn = new WeakMap<vscode.TextEditor, readonly vscode.Range[]>();
  #drawing = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(options: MarksOptions) {
    this.#options = options;
    this.#decoration = vscode.window.createTextEditorDecorationType({
      gutterIconPath: options.icon,
      gutterIconSize: '70%',
      overviewRulerColor: new vscode.ThemeColor('editorWarning.foreground'),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
    });
    const draw = () => void this.draw();
    this.#subscriptions = [
      this.#decoration,
      options.onDidSelect(draw),
      options.places.onDidChange(draw),
      vscode.window.onDidChangeVisibleTextEditors(draw),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === 'file' && this.#options.selected() !== undefined) this.#soon();
      }),
    ];
  }

  /** Where the marks of an editor are. */
  in(editor: vscode.TextEditor): readonly vscode.Range[] {
    return this.#drawn.get(editor) ?? [];
  }

  dispose(): void {
    clearTimeout(this.#pause);
    for (const one of this.#subscriptions) one.dispose();
  }

  /** Puts the marks where they belong in every visible editor. */
  async draw(): Promise<void> {
    const drawing = ++this.#drawing;
    const key = this.#options.selected();
    const advisory = key === undefined ? undefined : this.#options.inbox.store.get(key);
    const editors = vscode.window.visibleTextEditors;
    if (!advisory) {
      for (const editor of editors) this.#put(editor, []);
      return;
    }
    const known = await this.#options.places.of(advisory);
    const top = known.repository ? await known.repository.top() : undefined;
    for (const editor of editors) {
      const path = pathIn(editor.document.uri, known, top?.ok ? top.value : undefined);
      const lines = path === undefined ? [] : await this.#linesIn(editor.document, path, known);
      if (drawing !== this.#drawing) return;
      this.#put(editor, lines);
    }
  }

  #put(editor: vscode.TextEditor, lines: readonly vscode.DecorationOptions[]): void {
    editor.setDecorations(this.#decoration, lines);
    this.#drawn.set(
      editor,
      lines.map(({ range }) => range),
    );
  }

  async #linesIn(document: vscode.TextDocument, path: string, known: KnownPlaces): Promise<vscode.DecorationOptions[]> {
    const places = placesOf(known);
    if (!known.clone || places.length === 0) return [];
    const marks = await this.#options.places.ask('places/marks', { ...known.clone, places, path, text: document.getText() });
    const hoverMessage = 'A place that the selected report names.';
    return (marks ?? []).map(({ line, endLine, status }) => ({
      range: new vscode.Range(line - 1, 0, endLine - 1, 0),
      hoverMessage: status === 'changed' ? `${hoverMessage} It is changed here.` : hoverMessage,
    }));
  }

  #soon(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.draw(), PAUSE_MS);
  }
}

function placesOf({ places }: KnownPlaces): ResolvedPlace[] {
  return places.flatMap(({ resolution }) =>
    'resolved' in resolution && resolution.resolved.line !== null ? [resolution.resolved] : [],
  );
}

/** The path in the tree of a document of the clone: a revision's, or a working file. */
function pathIn(uri: vscode.Uri, known: KnownPlaces, top: string | undefined): string | undefined {
  if (uri.scheme === SCHEMES.revision) return pathOfRevision(uri, known.repository?.folder);
  if (uri.scheme !== 'file' || top === undefined) return undefined;
  const root = vscode.Uri.file(top).path.replace(/\/$/, '');
  return uri.path.startsWith(`${root}/`) ? uri.path.slice(root.length + 1) : undefined;
}
