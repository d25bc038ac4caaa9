/** The last step: an answer as bytes, with whatever a fault does to them. */

import type { ServerResponse } from 'node:http';
import type { Wire } from '../faults.ts';

/**
 * Sends an answer.
 * @param now the sandbox's time in ms, for the `date` header
 */
export function send(response: ServerResponse, wire: Wire, now: number, requestId: string): void {
  if (wire.drop === true) {
    response.destroy();
    return;
  }
  const { reply } = wire;
  const text = wire.text ?? (reply.body === undefined ? '' : JSON.stringify(reply.body));
  const bytes = Buffer.from(text, 'utf8');
  response.sendDate = false;
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  response.setHeader('date', new Date(now + (wire.skewMs ?? 0)).toUTCString());
  response.setHeader('x-github-request-id', requestId);
  if (bytes.length > 0) response.setHeader('content-type', wire.contentType ?? 'application/json; charset=utf-8');
  if (reply.status !== 204 && reply.status !== 304) response.setHeader('content-length', bytes.length);
  response.writeHead(reply.status);
  if (wire.short === true) {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
      response.destroy();
    });
    return;
  }
  response.end(bytes);
}
