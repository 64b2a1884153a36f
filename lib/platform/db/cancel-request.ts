/** PostgreSQL's own way to end a statement from outside: 16 bytes on a connection of their own, understood by poolers too. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type pg from 'pg';

/** Tells a request to cancel from the version number that a connection otherwise begins with. */
const cancelCode = 80_877_102;
const requestBytes = 16;

/** Whoever does not take the request by then leaves the statement to its time limit. */
const maxMs = 3_000;

/**
 * Asks that whatever `client` has under way be cancelled; it then ends as 57014. Resolves once the server has taken the
 * request, rejects where it did not within three seconds. Sent in the clear, as servers take it before any greeting:
 * it names no statement and no data, and the key in it ends with the connection.
 */
export async function requestCancel(client: pg.ClientBase): Promise<void> {
  const [processId, secretKey, host, port] = ['processID', 'secretKey', 'host', 'port'].map((name) =>
    Reflect.get(client, name),
  );
  const request = Buffer.alloc(requestBytes);
  request.writeInt32BE(requestBytes, 0);
  request.writeInt32BE(cancelCode, 4);
  request.writeInt32BE(processId, 8);
  request.writeInt32BE(secretKey, 12);
  const socket = connect(
    String(host).startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port },
  );
  socket.setTimeout(maxMs, () => socket.destroy(new Error('The request to cancel was not taken.')));
  const closed = once(socket, 'close');
  socket.resume().write(request);
  // The server closes when the statement has been told.
  await closed;
}
