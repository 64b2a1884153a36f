/** The environment comes before `.env` and secret files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { resolveSecretFiles } from '#lib/platform/settings/secret-files.ts';
import { root } from './data-folder.ts';

/** Adds `.env`'s variables without replacing any, then the content of `…_FILE`s. Throws SettingsError. */
export function loadEnvironmentFile(): void {
  const file = join(root, '.env');
  if (existsSync(file)) loadEnvFile(file);
  resolveSecretFiles(process.env);
}
