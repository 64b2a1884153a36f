import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Environment variable; not set: the worker shows no metrics. */
export const socketVariable = 'TAGDESK_WORKER_SOCKET';

/** In the temporary folder: a socket's path is limited to about a hundred characters. */
export function localSocket(): string {
  const name = `tagdesk-${randomUUID()}.sock`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name);
}
