import type { Locator, Page } from 'playwright-core';

/** What is used of an element of the page; this project has no types of the DOM. */
export interface Dom {
  readonly id: string;
  readonly textContent: string;
  readonly clientHeight: number;
  readonly style: { readonly top: string; readonly height: string };
  getAttribute(name: string): string | null;
  querySelector(selector: string): Dom | null;
}

/** How long anything in the window may take. */
export const limitMs = 30_000;

/** A label with exactly this text, whatever elements it is made of. */
export function named(page: Page, label: string): Locator {
  return page.locator('.label-name', { hasText: new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}\\s*$`) });
}
