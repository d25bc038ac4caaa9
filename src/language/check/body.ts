import { MOST_DESCRIPTION } from '../../advisory/document/document.ts';
import { isInside, regionsOf, type Regions } from '../../places/find/regions.ts';
import type { Checked } from './findings.ts';
import { checkAddresses } from './addresses.ts';
import { checkLeftOvers } from './left-overs.ts';
import { checkMentions } from './mentions.ts';
import { checkSections } from './sections.ts';
import { characters, unitsOf } from './text.ts';
import { checkTokens } from './tokens.ts';

/** The description as a check is given it. */
export interface Body {
  readonly text: string;
  /** Where it begins in the document. */
  readonly start: number;
  /** Whether an offset of the description lies in code, as Markdown has it. */
  readonly isCode: (at: number) => boolean;
  readonly regions: Regions;
}

/**
 * The description. How it is written is only looked at in a draft: a report in triage is the reporter's text, and a
 * finished advisory is history.
 */
export function checkBody(checked: Checked): void {
  const { document, findings, state } = checked;
  const text = document.text.slice(document.body.start, document.body.end);
  const length = characters(text);
  if (length > MOST_DESCRIPTION) {
    const start = document.body.start + unitsOf(text, MOST_DESCRIPTION);
    const words = `GitHub takes ${MOST_DESCRIPTION.toLocaleString('en')} characters of description; these are ${(length - MOST_DESCRIPTION).toLocaleString('en')} too many, from here on.`;
    findings.add('description-too-long', 'error', { start, end: document.body.end }, words);
  }
  if (state !== 'draft') return;
  const regions = regionsOf(text);
  const isCode = (at: number) => isInside(regions.blocks, at) || isInside(regions.spans, at);
  const body: Body = { text, start: document.body.start, isCode, regions };
  checkTokens(checked, text, (start, end) => ({ start: body.start + start, end: body.start + end }));
  checkAddresses(checked, body);
  checkMentions(checked, body);
  checkLeftOvers(checked, body);
  checkSections(checked, body);
}
