/** `VERO_AUTH_TOKEN_FILE` for `VERO_AUTH_TOKEN`: environments are easier to look at than files. */
import { readFileSync, statSync } from 'node:fs';
import type { Environment } from './read-setting.ts';
import { SettingsError } from './settings-error.ts';

const suffix = '_FILE';
const secretFile =
  /^(DATABASE_URL|TAGDESK_SMTP_URL|(TAGDESK|VERO|CEREGO|CAPILLARY|FRAGMENT|OIDC)_(\w+_)?(SECRET|PASSWORD|TOKEN|KEY))_FILE$/;
const maxBytes = 64 * 1024;

/**
 * Replaces each `…_FILE` by its content, so that child processes see values only; a final line break is
 * dropped. Throws SettingsError when a file is unreadable, empty, or beside its variable.
 */
export function resolveSecretFiles(env: Environment): void {
  for (const [variable, path] of Object.entries(env)) {
    if (!secretFile.test(variable) || !path?.trim()) continue;
    const name = variable.slice(0, -suffix.length);
    if (env[name]?.trim())
      throw new SettingsError(variable, `and ${name} exclude each other; set one of them.`);
    env[name] = read(variable, path.trim());
    delete env[variable];
  }
}

function read(variable: string, path: string): string {
  const content = contentOf(variable, path).replace(/\r?\n$/, '');
  if (content.trim() === '') throw new SettingsError(variable, `names a file that is empty: ${path}`);
  if (/[\r\n\0]/.test(content))
    throw new SettingsError(variable, `names a file of more than one line: ${path}`);
  return content;
}

function contentOf(variable: string, path: string): string {
  try {
    if (statSync(path).size <= maxBytes) return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown cause';
    throw new SettingsError(variable, `names a file that cannot be read (${code}): ${path}`);
  }
  throw new SettingsError(variable, `names a file that is too long for a secret: ${path}`);
}
