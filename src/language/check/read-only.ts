import type { Entry } from '../../advisory/document/document.ts';
import { READ_ONLY_KEYS } from '../../advisory/document/document.ts';
import { readOnlyFront } from '../../advisory/document/front.ts';
import { removeEntry, replaceValue } from './edits.ts';
import { shown, type Checked } from './findings.ts';

/** Keys that change by themselves all the time: that they are behind says nothing. */
const MOVING: readonly string[] = ['rated', 'score', 'score3', 'comments', 'updated'];
/** Keys that change when somebody acts on GitHub: that they are behind is worth knowing. */
const ACTS: readonly string[] = ['state', 'publisher', 'submission', 'fork', 'published', 'closed', 'withdrawn'];

/** Keys that only GitHub can change and that say something else than GitHub does. */
export function readOnlyChanges({ document, context, findings }: Checked): void {
  if (!context.held) return;
  const kept = readOnlyFront(context.held);
  for (const entry of document.entries) {
    const key = entry.key.value;
    if (!(READ_ONLY_KEYS as readonly string[]).includes(key) || MOVING.includes(key)) continue;
    const held = kept.get(key);
    const own = entry.value.value;
    if (own === (held ?? null) || (held !== undefined && typeof held !== 'string')) continue;
    const says = held === undefined ? 'GitHub has no value for it' : `GitHub has “${shown(held)}”`;
    if (ACTS.includes(key)) {
      findings.add('read-only-changed', 'information', entry.value, `${says} now. What stands here is never sent.`, {
        fixes: [restore(document.text, entry, held)],
      });
    } else {
      findings.add('read-only-changed', 'warning', entry.value, `${says}, and keeps ${key}: a change here is never sent.`, {
        fixes: [restore(document.text, entry, held)],
      });
    }
  }
}

function restore(text: string, entry: Entry, held: string | undefined) {
  const { value, start, end } = entry.value;
  const title = 'Put back what GitHub has';
  if (held === undefined) return { title, edits: [removeEntry(entry)], preferred: true };
  const edit = typeof value === 'string' ? replaceValue(text, { value, start, end }, held) : undefined;
  return edit && { title, edits: [edit], preferred: true };
}
