/**
 * Answers a page that the database failed with 503 and words. Next itself answers 500 and an empty document that only a
 * script fills; it tells of the error before it sends anything, and whatever it writes after that goes nowhere.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestIdHeader } from '#lib/platform/log/request-context.ts';
import { processSingleton } from '#lib/platform/process-singleton.ts';
import { errorAnswer } from './error-page.ts';

type Open = { request: IncomingMessage; response: ServerResponse };

const open = processSingleton('answers', () => new Map<string, Open>());

/** Keeps an answer within reach until it is sent. */
export function followAnswer(request: IncomingMessage, response: ServerResponse): void {
  const id = String(request.headers[requestIdHeader]);
  open().set(id, { request, response });
  response.once('close', () => open().delete(id));
}

/** `headers`: of the request during which `error` was thrown. What has already been begun goes on as it is. */
export function answerError(error: unknown, headers: NodeJS.Dict<string | string[]>): void {
  const { request, response } = open().get(String(headers[requestIdHeader])) ?? {};
  if (!request || !response || response.headersSent) return;
  const asked = { get: (name: string) => textOf(request.headers[name]) };
  const answer = errorAnswer(error, { method: request.method, headers: asked });
  if (!answer) return;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  response.statusCode = answer.status;
  response.end(answer.body);
  silence(response);
}

function textOf(header: string | string[] | undefined): string | null {
  return header === undefined ? null : String(header);
}

/** The answer is complete; Next, which does not know, must neither add to it nor fail at it. */
function silence(response: ServerResponse): void {
  const nothing = () => response;
  Object.assign(response, {
    setHeader: nothing,
    appendHeader: nothing,
    removeHeader: nothing,
    writeHead: nothing,
    flushHeaders: nothing,
    write: () => true,
    end: nothing,
  });
}
