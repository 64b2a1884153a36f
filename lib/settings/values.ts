/** Single values out of the environment, checked. Each throws SettingsError with the variable's name. */
import { SettingsError } from './settings-error.ts';

export type Environment = Record<string, string | undefined>;

/** An empty value counts as not set: that is how compose files and CI leave a variable out. */
export function text(env: Environment, name: string): string | null {
  const value = env[name]?.trim();
  return value ? value : null;
}

export function positiveNumber(env: Environment, name: string, fallback: number, whole: boolean): number {
  const value = text(env, name);
  if (value === null) return fallback;
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0 || (whole && !Number.isInteger(number))) {
    throw new SettingsError(name, `must be a positive ${whole ? 'whole ' : ''}number, not "${value}".`);
  }
  return number;
}

/** Both or neither: half a credential is a mistake, not "not connected". */
export function pair(env: Environment, first: string, second: string): [string, string] | null {
  const a = text(env, first);
  const b = text(env, second);
  if (a && b) return [a, b];
  if (!a && !b) return null;
  throw new SettingsError(a ? second : first, `is missing, while ${a ? first : second} is set.`);
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * The address of an API, without a slash at its end. Any path prefix is fine; plain http only to this machine, since
 * every call carries a secret; no credentials and no query, since addresses are recorded with every call.
 */
export function baseUrl(env: Environment, name: string, fallback: string): string {
  const value = text(env, name) ?? fallback;
  const url = URL.parse(value);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new SettingsError(name, 'must be a URL that starts with https://');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new SettingsError(name, 'may be plain http only when it points to this machine; use https://');
  }
  refuseExtras(name, url);
  return value.replace(/\/+$/, '');
}

/** The address that people use: scheme, host and port, nothing behind. Plain http is for a rehearsal or a closed network. */
export function origin(env: Environment, name: string): string | null {
  const value = text(env, name);
  if (value === null) return null;
  const url = URL.parse(value);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new SettingsError(name, 'must be a URL that starts with https://');
  }
  refuseExtras(name, url);
  if (url.pathname !== '/')
    throw new SettingsError(name, 'must have no path: Tagdesk serves the whole host.');
  return url.origin;
}

function refuseExtras(name: string, url: URL): void {
  if (url.username !== '' || url.password !== '') {
    throw new SettingsError(name, 'must hold no user name or password: they have settings of their own.');
  }
  if (url.search !== '' || url.hash !== '') {
    throw new SettingsError(name, 'must end with its path, without anything after a ? or #.');
  }
}

/** A database's address. It holds a password, so no message repeats it. */
export function databaseUrl(env: Environment, name: string): string | null {
  const value = text(env, name);
  if (value === null) return null;
  const protocol = URL.parse(value)?.protocol;
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') {
    throw new SettingsError(name, 'must be a URL that starts with postgres://');
  }
  return value;
}
