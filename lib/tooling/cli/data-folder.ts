/** The data folder, and the installation's secret. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');

/** `configured` is relative to the root, default `.tagdesk`. Gives the real path. */
export function openDataFolder(configured: string | null): string {
  const folder = resolve(root, configured ?? '.tagdesk');
  // Passable, not listable: the database server may be another user.
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return realpathSync(folder);
}

/** Signs sessions: made once, readable by its owner only. 43 characters. */
export function readOrMakeSecret(dataDir: string): string {
  const file = join(dataDir, 'secret');
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
}
