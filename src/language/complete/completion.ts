import type { Edit } from '../finding.ts';

/** One thing that can be written. */
export interface Completion {
  readonly label: string;
  readonly detail?: string;
  /** Markdown of our own words; values of the document are escaped in it. */
  readonly words?: string;
  /**
   * On one line, round the cursor. The text is to the letter, with its indentation: the editor must not indent it again
   * (LSP: `InsertTextMode.asIs`).
   */
  readonly edit: Edit;
  /** What was typed is compared with this, else with the label. */
  readonly filter?: string;
  /** Compared as a text. */
  readonly sort: string;
  readonly kind: 'key' | 'value' | 'person' | 'cwe' | 'metric' | 'section' | 'version';
  /** Nothing new should be given it. */
  readonly deprecated?: boolean;
  /** The edit's text is a snippet (LSP's syntax). */
  readonly snippet?: boolean;
}
