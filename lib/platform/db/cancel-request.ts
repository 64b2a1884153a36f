/** CancelRequest of the PostgreSQL protocol: 16 bytes on a separate connection, understood by poolers. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type pg from 'pg';

/** As the protocol says, in place of a protocol version. */
const cancelCode = 80_877_102;
const requestBytes = 16;

/** After that the statement's time limit ends it. */
const maxMs = 3_000;

/**
 * The statement under way ends as 57014. Resolves once the server has taken the request, rejects after three
 * seconds. Unencrypted, as servers accept it: it holds no data, and its key ends with the connection.
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
  socket.setKeepAlive(true, maxMs).on('error', () => undefined);
  socket.resume().write(request);
  // The server closes it when it has signalled. Closing it sooner ends PgBouncer: its issue 801.
  await once(socket, 'close', { signal: AbortSignal.timeout(maxMs) }).finally(() => socket.unref());
}
