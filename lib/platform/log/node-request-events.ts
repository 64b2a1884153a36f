/** Diagnostics channels of Node's http server. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export type PublishedRequest = {
  request: IncomingMessage;
  response: ServerResponse;
  socket: Socket;
  server: Server;
};

/** The documented shape of `http.server.request.start` and `http.server.response.finish`. */
export function publishedRequest(message: unknown): PublishedRequest {
  return message as PublishedRequest;
}
