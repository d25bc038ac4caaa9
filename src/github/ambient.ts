import type { Fetch } from './send.ts';

/** The host's own `fetch`, looked up at each call: VS Code puts its own in place (proxy, certificates). */
export const ambientFetch: Fetch = (url, init) => globalThis.fetch(url, init);
