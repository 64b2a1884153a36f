/**
 * How long the body of a request may take to arrive. Node has one limit for all of a server, and files need hours; a
 * body that never ends holds a connection and what was read of it, so everything else gets half a minute.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { publishedRequest } from '#lib/platform/log/node-request-events.ts';

/** A million rows take minutes, a slow line hours. Headers still have to arrive within Node's own minute. */
const maxUploadMs = 12 * 60 * 60 * 1000;
const maxBodyMs = 30 * 1000;

/** The routes that take files. Each looks at the session before it reads. */
const uploadPaths = new Set(['/api/imports', '/api/runs/uploads']);

/** Covers every HTTP server of this process; Next keeps its own to itself, so a request is what leads to it. */
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
    // A file that was refused is a body like any other: nobody reads it.
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
