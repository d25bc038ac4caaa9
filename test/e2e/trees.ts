/** Tree views as a person sees them: rows that are drawn, scrolled into sight, clicked. */
import type { Locator, Page } from 'playwright-core';
import { poll } from '../../scripts/host/poll.ts';
import { limitMs, named, type Dom } from './dom.ts';

export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** What a screen reader says. */
  readonly ariaLabel: string;
  /** 1 for a root. */
  readonly level: number;
  /** undefined for a row that cannot be expanded. */
  readonly expanded: boolean | undefined;
}

function pane(page: Page, view: string): Locator {
  // A view with a description is called "Name - description Section".
  const headers = [`${view} Section`, `${view} - `].map((start) => `.pane-header[aria-label^=${JSON.stringify(start)}]`);
  return page.locator('.pane').filter({ has: page.locator(headers.join(', ')) });
}

/** The rows that are drawn, without the parents that stick to the top while their children scroll. */
function rowsOf(page: Page, view: string): Locator {
  return pane(page, view).locator('.monaco-list-rows > .monaco-list-row');
}

/** All rows of a tree view from top to bottom; it scrolls, since only what can be seen is drawn. */
export async function treeRows(page: Page, view: string): Promise<TreeRow[]> {
  const rows = new Map<number, TreeRow>();
  await walkTree(page, view, async () => {
    for (const [index, row] of await drawnRows(page, view)) rows.set(index, row);
    return false;
  });
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
}

/** The row with this label, scrolled into sight. */
export async function treeRow(page: Page, view: string, label: string): Promise<Locator> {
  const row = rowsOf(page, view)
    .filter({ has: named(page, label) })
    .first();
  await poll(
    { what: `The view "${view}" has no row "${label}"`, limitMs },
    async () => (await row.isVisible()) || walkTree(page, view, () => row.isVisible()),
  );
  return row;
}

async function drawnRows(page: Page, view: string): Promise<[number, TreeRow][]> {
  return rowsOf(page, view).evaluateAll((elements: Dom[]) =>
    elements.map((element) => {
      const text = (selector: string): string => (element.querySelector(selector)?.textContent ?? '').trim();
      const expanded = element.getAttribute('aria-expanded');
      return [
        Number(element.getAttribute('data-index')),
        {
          label: text('.label-name'),
          description: text('.label-description'),
          ariaLabel: element.getAttribute('aria-label') ?? '',
          level: Number(element.getAttribute('aria-level')),
          expanded: expanded === null ? undefined : expanded === 'true',
        },
      ];
    }),
  );
}

/** Visits the tree page by page until `visit` says it has found what it wants; true when it has. */
async function walkTree(page: Page, view: string, visit: () => Promise<boolean>): Promise<boolean> {
  const list = pane(page, view).locator('.monaco-list').first();
  if (!(await list.isVisible())) return visit();
  await scroll(page, list, 'top');
  do {
    if (await visit()) return true;
  } while (await scroll(page, list, 'down'));
  return false;
}

/** Turns the wheel over a list; false when it stands at its end. Afterwards the mouse is out of the way of tooltips. */
async function scroll(page: Page, list: Locator, to: 'top' | 'down'): Promise<boolean> {
  const state = (): Promise<{ top: number; room: number; height: number }> =>
    list.evaluate((element: Dom) => {
      const content = element.querySelector('.monaco-list-rows');
      const top = -Number.parseFloat(content?.style.top || '0');
      return {
        top,
        room: Number.parseFloat(content?.style.height || '0') - top - element.clientHeight,
        height: element.clientHeight,
      };
    });
  const before = await state();
  if (to === 'top' ? before.top <= 0 : before.room <= 0) return false;
  await list.hover();
  await poll({ what: 'The list does not scroll', limitMs: 10_000 }, async () => {
    // A wheel event is lost while a tooltip comes up, so it is turned until the list has moved. It moves by half of this.
    await page.mouse.wheel(0, to === 'top' ? -10_000 : before.height);
    const { top, room } = await state();
    // The list may have become shorter in the meantime: then its end has come to us.
    return to === 'top' ? top <= 0 : top > before.top || room <= 0;
  });
  await page.mouse.move(0, 0);
  return true;
}

/** Clicks a row of a tree view. */
export async function clickRow(page: Page, view: string, label: string): Promise<void> {
  // At its start: a long label is cut off, and a click in its middle would scroll it inside the row.
  await (
    await treeRow(page, view, label)
  )
    .locator('.label-name')
    .first()
    .click({ position: { x: 4, y: 6 } });
}

/** Expands a row of a tree view, unless it is expanded. */
export async function expandRow(page: Page, view: string, label: string): Promise<void> {
  // The view may be drawn anew between a look and a click, which then goes nowhere: both are done until it is open.
  await poll({ what: `"${label}" does not expand`, limitMs: 3 * limitMs }, async () => {
    const row = await treeRow(page, view, label);
    const isOpen = async () => (await row.getAttribute('aria-expanded', { timeout: SOON_MS }).catch(() => null)) === 'true';
    if (await isOpen()) return true;
    await row
      .locator('.monaco-tl-twistie')
      .click({ timeout: SOON_MS })
      .catch(() => undefined);
    return poll({ what: '', limitMs: SOON_MS }, isOpen).then(
      () => true,
      () => false,
    );
  });
}

/** How long one look or click may take before it is tried again. */
const SOON_MS = 2000;

/** Clicks an inline action of a row by its title; such actions appear under the mouse. */
export async function clickRowAction(page: Page, view: string, label: string, action: string): Promise<void> {
  await poll({ what: `"${label}" has no action "${action}"`, limitMs: 3 * limitMs }, async () => {
    const row = await treeRow(page, view, label);
    // Drawn anew, the row forgets that the mouse is over it until the mouse moves.
    await page.mouse.move(0, 0);
    await row.hover({ timeout: SOON_MS }).catch(() => undefined);
    return row
      .locator(`.actions a.action-label[aria-label^=${JSON.stringify(action)}]`)
      .click({ timeout: SOON_MS })
      .then(
        () => true,
        () => false,
      );
  });
}
