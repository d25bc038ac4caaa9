/** A product's release calendar, on the sandbox's own port: what https://peps.python.org/api/release-cycle.json is for CPython. */

import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

export const CALENDAR_PATH = '/_sandbox/release-cycle.json';

/** How it answers. */
export interface CalendarAnswer {
  readonly text?: string;
  readonly status?: number;
  /** Answers with a redirect to there; what is asked with a query is answered without it. */
  readonly location?: string;
  /** `never`: no answer comes. `stalled`: half of one. `short`: the connection ends before the announced length. */
  readonly end?: 'never' | 'stalled' | 'short';
}

const line = (branch: string, status: string, first: string, end: string, pep: number, manager: string) => ({
  branch,
  pep,
  status,
  first_release: first,
  end_of_life: end,
  release_manager: manager,
});

/** In the form of CPython's, with its branches of November 2026; a month stands for a day that is not settled. Days to come are made up. */
export const RELEASE_CYCLE = {
  '3.16': line('main', 'feature', '2027-10-01', '2032-10', 826, 'Savannah Ostrowski'),
  '3.15': line('3.15', 'bugfix', '2026-10-01', '2031-10', 790, 'Hugo van Kemenade'),
  '3.14': line('3.14', 'bugfix', '2025-10-07', '2030-10', 745, 'Hugo van Kemenade'),
  '3.13': line('3.13', 'security', '2024-10-07', '2029-10', 719, 'Thomas Wouters'),
  '3.12': line('3.12', 'security', '2023-10-02', '2028-10', 693, 'Thomas Wouters'),
  '3.11': line('3.11', 'security', '2022-10-24', '2027-10', 664, 'Pablo Galindo Salgado'),
  '3.10': line('3.10', 'end-of-life', '2021-10-04', '2026-10-31', 619, 'Pablo Galindo Salgado'),
  '3.9': line('3.9', 'end-of-life', '2020-10-05', '2025-10-31', 596, 'Łukasz Langa'),
  '2.7': line('2.7', 'end-of-life', '2010-07-03', '2020-01-01', 373, 'Benjamin Peterson'),
};

export class ReleaseCalendar {
  #answer: CalendarAnswer = {};
  readonly #open = new Set<ServerResponse>();
  /** The headers of each request for it. */
  readonly asked: IncomingHttpHeaders[] = [];

  readonly #watchers = new Set<() => void>();

  /** Resolves when so many requests for it have come. */
  async whenAsked(count: number): Promise<void> {
    while (this.asked.length < count) await new Promise<void>((resolve) => this.#watchers.add(resolve));
  }

  /** From now on it answers so; what is not given is as at the start. */
  answer(how: CalendarAnswer): void {
    this.#answer = how;
  }

  reset(): void {
    this.#answer = {};
  }

  /** Ends what is still open. */
  release(): void {
    for (const response of this.#open) response.destroy();
    this.#open.clear();
  }

  serve(headers: IncomingHttpHeaders, query: string, response: ServerResponse): void {
    this.asked.push(headers);
    for (const tell of this.#watchers) tell();
    this.#watchers.clear();
    const { text = JSON.stringify(RELEASE_CYCLE, null, 2), status = 200, location, end } = this.#answer;
    if (location !== undefined && query === '') {
      response.writeHead(302, { location }).end();
      return;
    }
    const bytes = Buffer.from(text, 'utf8');
    if (end === undefined) {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(bytes);
      return;
    }
    this.#open.add(response);
    if (end === 'never') return;
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length });
    response.write(bytes.subarray(0, bytes.length >> 1), () => {
      if (end === 'short') response.destroy();
    });
  }
}
