/** A name for a socket between the processes of this instance. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In the temporary folder: a path to a socket may have hardly more than a hundred characters, which a data folder's may not leave. */
export function localSocket(): string {
  const name = `tagdesk-${randomUUID()}.sock`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name);
}
