/**
 * Answers 503 with words when the database fails a page. Next would answer 500 with an empty document; it
 * reports the error before sending anything, and its later writes are dropped.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestIdHeader } from '#lib/platform/log/request-context.ts';
import { processSingleton } from '#lib/platform/process-singleton.ts';
import { errorAnswer } from './error-page.ts';

type Open = { request: IncomingMessage; response: ServerResponse };

const open = processSingleton('answers', () => new Map<string, Open>());

export function followAnswer(request: IncomingMessage, response: ServerResponse): void {
  const id = String(request.headers[requestIdHeader]);
  open().set(id, { request, response });
  response.once('close', () => open().delete(id));
}

/** `headers`: of the failed request. An answer already begun goes on. */
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

/** Complete: Next must neither add to it nor fail. */
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
