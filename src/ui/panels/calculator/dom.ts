import type { Timers } from '../../../common/ports.ts';

/**
 * The few shapes of a browser's page that are used here. The project has no types of the DOM: with them every name of a
 * browser would be known in the extension host, too, where there is none.
 */
export interface Part {
  id: string;
  className: string;
  textContent: string | null;
  hidden: boolean;
  tabIndex: number;
  append(...parts: (Part | string)[]): void;
  focus(): void;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  addEventListener(type: string, listener: (event: PageEvent) => void): void;
}

/** An `input` or a `textarea`. */
export interface Field extends Part {
  type: string;
  name: string;
  value: string;
  checked: boolean;
  setSelectionRange(start: number, end: number): void;
}

/** A `details`. */
export interface Fold extends Part {
  open: boolean;
}

export interface PageEvent {
  readonly key?: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  /** What a message brings. */
  readonly data?: unknown;
  preventDefault(): void;
}

/** What VS Code gives a webview's page. */
export interface Host {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

interface Browser {
  readonly document: {
    readonly body: Part;
    readonly visibilityState: string;
    createElement(tag: string): Part;
    createElementNS(space: string, tag: string): Part;
    getElementById(id: string): Part | null;
    addEventListener(type: string, listener: (event: PageEvent) => void): void;
  };
  acquireVsCodeApi(): Host;
  addEventListener(type: string, listener: (event: PageEvent) => void): void;
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(handle: number): void;
}

/** The page's own global names. Only read in a browser. */
export const browser = globalThis as unknown as Browser;

/** The page's timers. */
export const browserTimers: Timers = {
  after: (ms, run) => {
    const handle = browser.setTimeout(run, ms);
    return () => {
      browser.clearTimeout(handle);
    };
  },
};

const SVG = 'http://www.w3.org/2000/svg';

/** Makes an element with attributes and contents. */
export function part(tag: string, attributes: Readonly<Record<string, string>> = {}, ...inside: (Part | string)[]): Part {
  return filled(browser.document.createElement(tag), attributes, inside);
}

/** Makes an element of a drawing. */
export function drawn(tag: string, attributes: Readonly<Record<string, string>> = {}, ...inside: (Part | string)[]): Part {
  return filled(browser.document.createElementNS(SVG, tag), attributes, inside);
}

/** Makes an `input`. */
export function field(attributes: Readonly<Record<string, string>>): Field {
  return part('input', attributes) as Field;
}

/** Makes a button that says what it does. */
export function button(words: string, act: () => void): Part {
  const made = part('button', { type: 'button' }, words);
  made.addEventListener('click', () => {
    if (made.getAttribute('aria-disabled') !== 'true') act();
  });
  return made;
}

/** Lets a button be pressed or not. It keeps the focus, which would get lost if it were switched off altogether. */
export function enable(it: Part, on: boolean): void {
  attribute(it, 'aria-disabled', on ? undefined : 'true');
}

/** Sets an attribute or, without a value, takes it away; leaves alone what is so already. */
export function attribute(it: Part, name: string, value: string | undefined): void {
  if (it.getAttribute(name) === (value ?? null)) return;
  if (value === undefined) it.removeAttribute(name);
  else it.setAttribute(name, value);
}

/** Sets a text; leaves alone what is so already. */
export function text(it: Part, words: string): void {
  if (it.textContent !== words) it.textContent = words;
}

/** Shows or hides; leaves alone what is so already. */
export function show(it: Part, on: boolean): void {
  if (it.hidden === on) it.hidden = !on;
}

function filled(made: Part, attributes: Readonly<Record<string, string>>, inside: readonly (Part | string)[]): Part {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}
