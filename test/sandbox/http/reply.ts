/** Answers, and the refusals among them. */

import type { Problem } from '../checks.ts';
import type { Json, JsonObject } from '../json.ts';

export interface Reply {
  readonly status: number;
  /** undefined: no body at all. */
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  /** Which page of a list this is, counted from 1. */
  readonly page?: number;
}

/** Where GitHub's own error bodies point. */
export const DOCUMENTATION = 'https://docs.github.com/rest';

/** A request that GitHub would not serve; thrown by whoever notices first. */
export class Refusal extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.reply = reply;
  }
}

/** A `basic-error` answer. */
export function refuse(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Refusal {
  return new Refusal({ status, headers, body: { message, documentation_url: DOCUMENTATION, status: String(status) } });
}

export const notFound = (): Refusal => refuse(404, 'Not Found');
export const needsLogin = (): Refusal => refuse(401, 'Requires authentication');
export const badCredentials = (): Refusal => refuse(401, 'Bad credentials');

/** A 422 in the `validation-error` form, for a rule beyond the schema. */
export function unprocessable(message: string, resource?: string, field?: string): Refusal {
  const errors: readonly JsonObject[] = field === undefined ? [] : [{ resource: resource ?? '', field, code: 'invalid' }];
  return new Refusal({
    status: 422,
    body: { message, ...(errors.length > 0 ? { errors } : {}), documentation_url: DOCUMENTATION, status: '422' },
  });
}

/** A 422 for a body that the described schema does not accept. */
export function invalidBody(problems: readonly Problem[]): Refusal {
  return new Refusal({
    status: 422,
    body: {
      message: `Invalid request.\n\n${problems.map((one) => one.message).join('\n')}`,
      errors: problems.map((one) => ({ resource: '', field: one.field, code: one.code, message: one.message })),
      documentation_url: DOCUMENTATION,
      status: '422',
    },
  });
}

/** Query parameters that the description does not allow: the status that the operation declares for it. */
export function invalidQuery(problems: readonly Problem[], declared: ReadonlyMap<number, unknown>): Refusal {
  const message = `Invalid request.\n\n${problems.map((one) => one.message).join('\n')}`;
  if (declared.has(400)) return refuse(400, message);
  return new Refusal({
    status: 422,
    body: { message, errors: problems.map((one) => one.message), documentation_url: DOCUMENTATION, status: '422' },
  });
}
