/** What the calculator's webview runs. */
import { browser, browserTimers } from './dom.ts';
import { start } from './start.ts';

const main = browser.document.getElementById('calculator');
if (main) start(main, browser.acquireVsCodeApi(), browserTimers);
