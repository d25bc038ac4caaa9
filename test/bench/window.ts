/** How long activation takes in a real window, beside the built-in Git extension's, as the window itself tells both. */
import { openView, runCommand } from '../e2e/window.ts';
import { setStage } from '../e2e/stage.ts';
import { poll } from '../../scripts/host/poll.ts';

export interface ActivationFigures {
  /** Milliseconds that the window names, and the median over several starts. */
  readonly ms: number;
  readonly gitMs: number;
  readonly ratio: number;
  readonly starts: number;
  /** What was asked of GitHub in a window in which no view had been looked at. */
  readonly requestsBeforeLooking: number;
}

const STARTS = 3;

/** Opens ordinary windows and reads their list of running extensions. */
export async function activationFigures(): Promise<ActivationFigures> {
  const stage = await setStage();
  try {
    const pairs: [number, number][] = [];
    let before = 0;
    for (let start = 0; start < STARTS; start++) {
      const page = await stage.window({ width: 1400, height: 1600 });
      await page.locator('.part.statusbar').getByText('main').first().waitFor();
      before += stage.world.practice.sandbox.requests.filter(({ route }) => !route.endsWith('.git')).length;
      await openView(page, 'Advisories');
      await page.locator('.welcome-view').getByText('Sign in to see').waitFor();
      await runCommand(page, 'Developer: Show Running Extensions');
      const list = page.locator('.editor-container .monaco-list-row');
      const read = (name: RegExp) =>
        poll({ what: `no activation time of ${name.source}`, limitMs: 20_000 }, async () => {
          const rows = (await list.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
          const found = /Activation: (\d+)ms/.exec(rows.find((row) => name.test(row)) ?? '');
          return found ? { ms: Number(found[1]) } : undefined;
        });
      pairs.push([(await read(/^Advisory Triage \d/)).ms, (await read(/^Git \d/)).ms]);
    }
    const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
    return {
      ms: median(pairs.map(([ms]) => ms)),
      gitMs: median(pairs.map(([, ms]) => ms)),
      starts: STARTS,
      ratio: Math.round(100 * median(pairs.map(([ms, git]) => ms / Math.max(git, 1)))) / 100,
      requestsBeforeLooking: before,
    };
  } finally {
    await stage.close();
  }
}
