/** The folder that holds everything an installation keeps beside its database server, and its own secret. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');

/** Makes the data folder if absent (`configured`, relative to the root, or `.tagdesk`) and gives its real path. */
export function openDataFolder(configured: string | null): string {
  const folder = resolve(root, configured ?? '.tagdesk');
  // Passable but not listable: the database server may run as a user of its own.
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return realpathSync(folder);
}

/** The secret that signs sessions: made once per installation, readable by its owner only. 43 characters. */
export function readOrMakeSecret(dataDir: string): string {
  const file = join(dataDir, 'secret');
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
}
