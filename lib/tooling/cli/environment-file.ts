/** Settings may also stand in a file `.env` at the root, and secrets in files of their own; the environment comes first. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { resolveSecretFiles } from '#lib/platform/settings/secret-files.ts';
import { root } from './data-folder.ts';

/**
 * Adds the variables of `.env`, if that file exists, to this process's environment without replacing any; then the
 * content of the files that `…_FILE` variables name. Throws SettingsError for one that cannot be used.
 */
export function loadEnvironmentFile(): void {
  const file = join(root, '.env');
  if (existsSync(file)) loadEnvFile(file);
  resolveSecretFiles(process.env);
}
