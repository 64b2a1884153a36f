/**
 * Time limits of request bodies. Node has one per server, and files need hours; an endless body holds a
 * connection and its data, so all others get 30 s.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { publishedRequest } from '#lib/platform/log/node-request-events.ts';

/** A million rows take minutes, a slow line hours. Headers still have Node's one minute. */
const maxUploadMs = 12 * 60 * 60 * 1000;
const maxBodyMs = 30 * 1000;

/** Each checks the session before it reads. */
const uploadPaths = new Set(['/api/imports', '/api/runs/uploads']);

/** For every server of this process; Next hides its own, so it is reached through a request. */
export function timeBodies(uploadMs = maxUploadMs, bodyMs = maxBodyMs): void {
  const seen = new WeakSet<Server>();
  subscribe('http.server.request.start', (message) => {
    const { request, response, socket, server } = publishedRequest(message);
    if (!seen.has(server)) {
      seen.add(server);
      server.requestTimeout = uploadMs;
    }
    if (!bringsBody(request)) return;
    const limit = () => endAfter(bodyMs, request, socket, () => response.headersSent);
    // A refused file is not read any more.
    if (uploadPaths.has(pathOf(request))) response.once('finish', limit);
    else limit();
  });
}

function bringsBody({ headers }: IncomingMessage): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

function endAfter(ms: number, request: IncomingMessage, socket: Socket, answered: () => boolean): void {
  if (request.complete) return;
  const timer = setTimeout(() => {
    if (request.complete) return;
    if (!answered()) socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
    socket.destroySoon();
  }, ms);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}
