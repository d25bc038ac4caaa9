import {
  CodeActionKind,
  CompletionItemKind,
  FoldingRangeKind,
  InsertTextFormat,
  InsertTextMode,
  ResponseError,
  SymbolKind,
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  type Connection,
  type DocumentSymbol as ProtocolSymbol,
  type FoldingRange,
  type ServerCapabilities,
  type TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import type { Completion, DocumentSymbol, Lens } from '../language.ts';
import type { Diagnostics } from './diagnostics.ts';
import { language } from './load-language.ts';
import type { OpenDocument, OpenDocuments } from './open-documents.ts';
import { editsOf, rangeOf } from './positions.ts';

/** What the editor may ask for. */
export const CAPABILITIES: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: 2 },
  completionProvider: { triggerCharacters: [':', '/', ' ', '-', '@', '[', '"', '<', '>', '=', '#'] },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  renameProvider: { prepareProvider: true },
  codeLensProvider: {},
  documentFormattingProvider: true,
};

const KINDS: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  person: CompletionItemKind.Constant,
  cwe: CompletionItemKind.Reference,
  metric: CompletionItemKind.EnumMember,
  section: CompletionItemKind.Snippet,
  version: CompletionItemKind.Constant,
};
const SYMBOLS: Readonly<Record<DocumentSymbol['kind'], SymbolKind>> = {
  field: SymbolKind.Field,
  item: SymbolKind.Object,
  section: SymbolKind.String,
};

/** Answers the editor's questions about open advisory documents. */
export function answerFeatures(connection: Connection, documents: OpenDocuments, diagnostics: Diagnostics): void {
  const at = async (params: TextDocumentPositionParams): Promise<(OpenDocument & { readonly offset: number }) | undefined> => {
    const open = await documents.get(params.textDocument.uri);
    return open && { ...open, offset: open.text.offsetAt(params.position) };
  };
  connection.onCompletion(async (params) => {
    const it = await at(params);
    if (!it) return null;
    const found = await (await language()).complete(it.document, it.offset, it.context);
    // What fits hangs on what was typed: the editor asks again at every key instead of filtering an old list.
    return { isIncomplete: true, items: found.map((one) => completionItem(it, one)) };
  });
  connection.onHover(async (params) => {
    const it = await at(params);
    const found = it && (await (await language()).hover(it.document, it.offset, it.context));
    return found ? { range: rangeOf(it.text, found), contents: { kind: 'markdown', value: found.markdown } } : null;
  });
  connection.onDocumentSymbol(async ({ textDocument }) => {
    const open = await documents.get(textDocument.uri);
    return open ? (await language()).symbols(open.document).map((one) => symbolOf(open, one)) : null;
  });
  connection.onFoldingRanges(async ({ textDocument }) => {
    const open = await documents.get(textDocument.uri);
    return open ? (await language()).folding(open.document).map((one) => foldOf(open, one)) : null;
  });
  connection.onPrepareRename(async (params) => {
    const it = await at(params);
    const target = it && (await language()).renameTarget(it.document, it.offset);
    return target ? { range: rangeOf(it.text, target), placeholder: target.login } : null;
  });
  connection.onRenameRequest(async (params) => {
    const it = await at(params);
    const result = it && (await language()).rename(it.document, it.offset, params.newName);
    if (!result) return null;
    // The protocol has no other way to say it.
    if ('refused' in result) throw new ResponseError(-32803, result.refused);
    return { changes: { [params.textDocument.uri]: editsOf(it.text, result) } };
  });
  connection.onCodeLens(async ({ textDocument }) => {
    const found = await diagnostics.of(textDocument.uri);
    if (!found) return null;
    const { document, context, editor } = found.of;
    const shown = (await language()).lenses(document, context, { ...editor.situation, findings: found.findings.length });
    return shown.map((one) => lensOf(found.of, one));
  });
  connection.onDocumentFormatting(async ({ textDocument }) => {
    const open = await documents.get(textDocument.uri);
    return open ? editsOf(open.text, (await language()).format(open.document)) : null;
  });
  connection.onCodeAction(async ({ textDocument, range }) => {
    const found = await diagnostics.of(textDocument.uri);
    if (!found) return null;
    const { text } = found.of;
    const [start, end] = [text.offsetAt(range.start), text.offsetAt(range.end)];
    const touched = found.findings.filter((one) => one.start <= end && one.end >= start);
    return touched.flatMap((finding): CodeAction[] => [
      ...finding.fixes.map(({ title, edits, preferred, act }) => ({
        title,
        kind: CodeActionKind.QuickFix,
        isPreferred: preferred === true,
        ...(act === undefined
          ? { edit: { changes: { [textDocument.uri]: editsOf(text, edits) } } }
          : { command: { title, command: commandOf(act), arguments: [found.of.editor.argument] } }),
      })),
      {
        title: `Explain: ${finding.code}`,
        kind: CodeActionKind.QuickFix,
        command: { title: 'Explain', command: 'advisoryTriage.explainFinding', arguments: [finding.code] },
      },
    ]);
  });
}

function completionItem({ text }: OpenDocument, one: Completion): CompletionItem {
  return {
    label: one.label,
    kind: KINDS[one.kind],
    sortText: one.sort,
    ...(one.detail === undefined ? {} : { detail: one.detail }),
    ...(one.filter === undefined ? {} : { filterText: one.filter }),
    ...(one.words === undefined ? {} : { documentation: { kind: 'markdown', value: one.words } }),
    ...(one.deprecated === true ? { tags: [1] } : {}),
    // The texts have their own indentation.
    insertTextMode: InsertTextMode.asIs,
    // What ends so wants something behind it: `AV:`, `CWE-`.
    ...(/[/:-]$/.test(one.edit.text) ? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } } : {}),
    insertTextFormat: one.snippet === true ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: rangeOf(text, one.edit), newText: one.edit.text },
  };
}

function symbolOf(open: OpenDocument, one: DocumentSymbol): ProtocolSymbol {
  return {
    name: one.name === '' ? '(empty)' : one.name,
    kind: SYMBOLS[one.kind],
    ...(one.detail === undefined ? {} : { detail: one.detail }),
    range: rangeOf(open.text, one),
    selectionRange: rangeOf(open.text, { start: one.nameStart, end: one.nameEnd }),
    children: one.children.map((child) => symbolOf(open, child)),
  };
}

function foldOf(
  { text }: OpenDocument,
  { start, end, kind }: { readonly start: number; readonly end: number; readonly kind?: string },
): FoldingRange {
  return {
    startLine: text.positionAt(start).line,
    endLine: text.positionAt(end).line,
    ...(kind === 'comment' ? { kind: FoldingRangeKind.Comment } : kind === 'region' ? { kind: FoldingRangeKind.Region } : {}),
  };
}

function lensOf({ text, editor }: OpenDocument, lens: Lens): CodeLens {
  // A draft of one's own is not sent: it is created.
  const isDraft = lens.act === 'send' && editor.known.held === undefined;
  const command = isDraft ? 'advisoryTriage.createOnGitHub' : lens.act === undefined ? '' : commandOf(lens.act);
  return {
    range: rangeOf(text, lens),
    command: { title: lens.title, command, arguments: command === '' ? [] : [editor.argument] },
  };
}

/** The command behind an act. */
function commandOf(act: NonNullable<Lens['act']>): string {
  return `advisoryTriage.${ACTS[act]}`;
}

const ACTS: Readonly<Record<NonNullable<Lens['act']>, string>> = {
  handOver: 'handOver',
  claim: 'claim',
  score: 'score',
  send: 'sendToGitHub',
  compare: 'compareWithGitHub',
  findings: 'showFindings',
  restore: 'restoreLost',
  fix: 'startFix',
};
