import type { Range, TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver';
import type { Span } from '../../advisory/document/document.ts';

/** Offsets as lines and characters. */
export function rangeOf(text: TextDocument, { start, end }: Span): Range {
  return { start: text.positionAt(start), end: text.positionAt(end) };
}

/** Edits by offsets as edits by lines and characters. */
export function editsOf(text: TextDocument, edits: readonly (Span & { readonly text: string })[]): TextEdit[] {
  return edits.map((edit) => ({ range: rangeOf(text, edit), newText: edit.text }));
}
