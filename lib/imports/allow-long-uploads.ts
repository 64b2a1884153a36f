/** Gives uploads the time they need: Node ends a request whose body takes longer than five minutes to arrive. */
import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';

/** A million rows take minutes, a slow line hours. Headers still have to arrive within Node's own minute. */
const longestUploadMs = 12 * 60 * 60 * 1000;

/** Covers every HTTP server of this process; Next keeps its own to itself, so a request is what leads to it. */
export function allowLongUploads(longestMs = longestUploadMs): void {
  const seen = new WeakSet<Server>();
  subscribe('http.server.request.start', (message) => {
    const { server } = startedRequest(message);
    if (seen.has(server)) return;
    seen.add(server);
    server.requestTimeout = longestMs;
  });
}

/** Node documents this channel's message as `{ request, response, socket, server }`. */
function startedRequest(message: unknown): { server: Server } {
  return message as { server: Server };
}
