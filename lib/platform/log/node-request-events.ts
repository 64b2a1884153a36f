/** What Node publishes of a request before the server sees it, and of its answer when that is sent. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export type PublishedRequest = {
  request: IncomingMessage;
  response: ServerResponse;
  socket: Socket;
  server: Server;
};

/** Node documents the messages of `http.server.request.start` and `http.server.response.finish` to have this shape. */
export function publishedRequest(message: unknown): PublishedRequest {
  return message as PublishedRequest;
}
