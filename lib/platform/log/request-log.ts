import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { publishedRequest } from '#lib/platform/log/node-request-events.ts';
import { log, logsJson } from './log.ts';
import { enterRequest, requestIdFrom, requestIdHeader } from './request-context.ts';

/** `path`: without the query, which may hold names. `seconds`: until the last byte. */
export type EndedRequest = { method: string; path: string; status: number; seconds: number };

type Started = { id: string; at: number };

/** `onEnd` hears of every answer; assets and health checks are not logged. */
export function followRequests(onEnd: (ended: EndedRequest) => void): void {
  const started = new WeakMap<IncomingMessage, Started>();
  // Published synchronously before the server sees the request: what follows belongs to it.
  subscribe('http.server.request.start', (message) => {
    const { request, response } = publishedRequest(message);
    const id = requestIdFrom(request.headers[requestIdHeader]);
    request.headers[requestIdHeader] = id;
    response.setHeader(requestIdHeader, id);
    started.set(request, { id, at: performance.now() });
    enterRequest(id);
  });
  subscribe('http.server.response.finish', (message) => {
    const { request, response } = publishedRequest(message);
    const begin = started.get(request);
    if (!begin) return;
    const ended = {
      method: request.method ?? '',
      path: pathOf(request.url ?? ''),
      status: response.statusCode,
      seconds: (performance.now() - begin.at) / 1000,
    };
    onEnd(ended);
    if (logsJson() && !isDull(ended.path)) say(ended, begin.id);
  });
}

function say({ method, path, status, seconds }: EndedRequest, requestId: string): void {
  const facts = { requestId, method, path, status, ms: Math.round(seconds * 1000) };
  log.info(`${method} ${path} ${status}`, facts);
}

/** Long segments are tokens of one-time links. */
function pathOf(url: string): string {
  return (url.split('?', 1)[0] ?? '').replace(/\/[\w%.~-]{20,}(?=\/|$)/g, '/[redacted]');
}

function isDull(path: string): boolean {
  return path.startsWith('/_next/') || path.startsWith('/api/health') || path === '/api/metrics';
}
