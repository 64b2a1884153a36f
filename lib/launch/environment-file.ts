/** Settings may also stand in a file `.env` at the root; what the environment itself says comes first. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { root } from './data-folder.ts';

/** Adds the variables of `.env`, if that file exists, to this process's environment without replacing any. */
export function loadEnvironmentFile(): void {
  const file = join(root, '.env');
  if (existsSync(file)) loadEnvFile(file);
}
