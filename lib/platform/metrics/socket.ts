/** The local socket between the web server and the worker of one instance. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Name in the environment of the local socket by which a worker shows its figures; not set: it shows none. */
export const socketVariable = 'TAGDESK_WORKER_SOCKET';

/**
 * A name for such a socket. In the temporary folder: a path to a socket may have hardly more than a hundred characters,
 * which a data folder's may not leave.
 */
export function localSocket(): string {
  const name = `tagdesk-${randomUUID()}.sock`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name);
}
