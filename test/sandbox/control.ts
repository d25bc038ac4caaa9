/** The sandbox's own switches over HTTP, for a demonstration: press the bot, file a report, break something. */

import { blankReport } from './blank.ts';
import { pressBot } from './bot.ts';
import type { BotOptions } from './bot.ts';
import type { Fault } from './faults.ts';
import { isObject, objectAt, parse, textOrNull } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { CALENDAR_PATH } from './release-calendar.ts';
import type { ReleaseCalendar } from './release-calendar.ts';
import type { Room } from './room.ts';
import { isoTime } from './state.ts';
import type { TokenState } from './world.ts';

export interface ControlReply {
  readonly status: number;
  readonly body: Json | string;
}

const HELP = `The sandbox GitHub. POST with the header "X-Sandbox: 1" and a JSON body:

  /_sandbox/bot      press the team's bot once                    {}
  /_sandbox/report   file a private report                        {"repository", "login", "summary", "description"}
  /_sandbox/faults   switch a fault on                            {"name", "route", "count", ...}
                     switch all faults off                        {"clear": true}
                     let held requests go on                      {"release": true}
  /_sandbox/token    set the state of a person's token            {"login", "state": good|expired|revoked|sso-blocked}
  /_sandbox/release-cycle.json
                     set what a GET there answers                 {"content", "status", "location"}
                     answer as at the start                       {"reset": true}

Faults: bad-gateway, server-error, drop-after-commit, page {page}, foreign-next, repeated-cursor, missing-field {field},
unknown-enum {field}, extra-field {field}, null-everywhere, numeric-strings, huge-description, html {status}, short-body,
cut-json, clock-skew {ms}, primary-limit, secondary-limit {retryAfter}, hold, second-writer {ghsaId, summary}, not-found.
`;

const number = (value: Json | undefined): number | undefined => (typeof value === 'number' ? value : undefined);

/** The fault that a control request names, or null for a name that is none. */
function faultFrom(body: JsonObject, room: Room): Fault | null {
  const route = textOrNull(body.route);
  const count = number(body.count);
  const scope = { ...(route === null ? {} : { route }), ...(count === undefined ? {} : { count }) };
  const field = textOrNull(body.field);
  const retryAfter = number(body.retryAfter);
  const name = textOrNull(body.name) ?? '';
  switch (name) {
    case 'bad-gateway':
      return { kind: 'status', status: 502, ...scope };
    case 'server-error':
      return { kind: 'status', status: 500, ...scope };
    case 'page':
      return { kind: 'page', page: number(body.page) ?? 2, ...scope };
    case 'missing-field':
    case 'unknown-enum':
    case 'extra-field':
      return field === null ? null : { kind: name, field, ...scope };
    case 'html':
      return { kind: 'html', status: number(body.status) ?? 200, ...scope };
    case 'clock-skew':
      return { kind: 'clock-skew', ms: number(body.ms) ?? 3_600_000, ...scope };
    case 'primary-limit':
    case 'secondary-limit':
      return { kind: name, ...(retryAfter === undefined ? {} : { retryAfter }), ...scope };
    case 'second-writer': {
      const ghsaId = textOrNull(body.ghsaId);
      const summary = textOrNull(body.summary);
      if (ghsaId === null || summary === null || !room.state.advisories.some((one) => one.ghsaId === ghsaId)) return null;
      return {
        kind: 'second-writer',
        write: () => {
          room.state.edit(ghsaId, (one) => {
            one.summary = summary;
          });
        },
        ...scope,
      };
    }
    case 'drop-after-commit':
    case 'foreign-next':
    case 'repeated-cursor':
    case 'null-everywhere':
    case 'numeric-strings':
    case 'huge-description':
    case 'short-body':
    case 'cut-json':
    case 'hold':
    case 'not-found':
      return { kind: name, ...scope };
    default:
      return null;
  }
}

function report(body: JsonObject, room: Room): ControlReply {
  const repository = room.state.repository(textOrNull(body.repository) ?? '') ?? room.state.repositories[0];
  const insiders = new Set([...(repository?.admins ?? []), ...room.state.world.organisation.teams.flatMap((one) => one.members)]);
  const login = textOrNull(body.login) ?? room.state.world.people.find((one) => !insiders.has(one.login))?.login;
  const reporter = login === undefined ? null : room.state.person(login);
  if (repository?.fork !== null || !reporter) return { status: 422, body: { message: 'No such repository or person.' } };
  const made = room.state.addAdvisory(
    blankReport({
      repository: `${repository.owner}/${repository.name}`,
      ghsaId: room.state.freshGhsaId(),
      createdAt: isoTime(room.state.now()),
      summary: (textOrNull(body.summary) ?? 'Out-of-bounds read in a parser').slice(0, 1024),
      description: (textOrNull(body.description) ?? 'A crafted file makes the parser read past its buffer.').slice(0, 65535),
      author: reporter.login,
    }),
  );
  return { status: 201, body: { ghsa_id: made.ghsaId } };
}

function faults(body: JsonObject, room: Room): ControlReply {
  if (body.clear === true) room.faults.clear();
  else if (body.release === true) room.faults.release();
  else {
    const fault = faultFrom(body, room);
    if (!fault) return { status: 422, body: { message: 'No such fault, or something that it needs is missing.' } };
    room.faults.add(fault);
  }
  return { status: 200, body: { active: room.faults.active.map((one) => one.kind) } };
}

const tokenStates: readonly TokenState[] = ['good', 'expired', 'revoked', 'sso-blocked'];

function token(body: JsonObject, room: Room): ControlReply {
  const login = textOrNull(body.login) ?? '';
  const state = tokenStates.find((one) => one === body.state);
  if (state === undefined || !room.state.person(login)) return { status: 422, body: { message: 'No such person or state.' } };
  room.state.setToken(login, state);
  return { status: 200, body: { login, state } };
}

function calendar(body: JsonObject, served: ReleaseCalendar): ControlReply {
  const { content } = body;
  const status = number(body.status);
  const location = textOrNull(body.location);
  if (body.reset === true) served.reset();
  else if (content === undefined && status === undefined && location === null)
    return { status: 422, body: { message: 'Neither content nor status nor location.' } };
  else
    served.answer({
      ...(content === undefined ? {} : { text: typeof content === 'string' ? content : JSON.stringify(content) }),
      ...(status === undefined ? {} : { status }),
      ...(location === null ? {} : { location }),
    });
  return { status: 200, body: {} };
}

/** What the switches reach. */
export interface Switched {
  readonly room: Room;
  readonly bot: BotOptions;
  readonly calendar: ReleaseCalendar;
}

/**
 * Answers a request under `/_sandbox/`.
 * @param marked whether the header `X-Sandbox: 1` was sent: a web page of another origin cannot send it
 */
export async function control(
  switched: Switched,
  method: string,
  path: string,
  marked: boolean,
  text: string,
): Promise<ControlReply> {
  const { room, bot } = switched;
  if (method === 'GET' && path === '/_sandbox/') return { status: 200, body: HELP };
  if (method !== 'POST') return { status: 405, body: { message: 'Only POST.' } };
  if (!marked) return { status: 403, body: { message: 'The header X-Sandbox: 1 is missing.' } };
  let body: Json = {};
  try {
    if (text !== '') body = parse(text);
  } catch {
    return { status: 400, body: { message: 'Problems parsing JSON' } };
  }
  if (!isObject(body)) return { status: 400, body: { message: 'The body must be an object.' } };
  switch (path) {
    case '/_sandbox/bot':
      return { status: 200, body: objectAt(parse(JSON.stringify(await pressBot(room, bot)))) };
    case '/_sandbox/report':
      return report(body, room);
    case '/_sandbox/faults':
      return faults(body, room);
    case '/_sandbox/token':
      return token(body, room);
    case CALENDAR_PATH:
      return calendar(body, switched.calendar);
    default:
      return { status: 404, body: { message: 'Not Found' } };
  }
}
