/**
 * The settings, read once from the environment and checked. `e2e/README.md` and the README list them for people.
 * A wrong one throws SettingsError: one line that names the variable and says what is expected.
 */
import { z } from 'zod';
import { isRole, type Role, roles } from './auth/permissions.ts';
import { catalog } from './providers/catalog.ts';
import type { Pace, ProvidersConfig } from './providers/config.ts';
import type { ProviderId } from './providers/ids.ts';

type Environment = Record<string, string | undefined>;

export class SettingsError extends Error {
  constructor(variable: string, expectation: string) {
    super(`${variable} ${expectation}`);
    this.name = 'SettingsError';
  }
}

export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  name: string;
  defaultRole: Role | null;
};

export type Settings = {
  port: number;
  appUrl: string | null;
  /** null: the embedded PostgreSQL of this installation. */
  databaseUrl: string | null;
  dataDir: string | null;
  secret: string | null;
  /** The sandbox serves all four providers; `providers` is then filled in by the launcher's environment. */
  sandbox: boolean;
  admin: { email: string; password: string } | null;
  /** A run that makes more changes than this asks for the number to be typed. */
  confirmAbove: number;
  /** How long an invitation may wait to be used. */
  inviteDays: number;
  /** Single sign-on by OpenID Connect. `defaultRole` null: only members and invited people may enter. */
  oidc: OidcSettings | null;
  /** Lines of the history that are older may go; null: none ever does. */
  historyDays: number | null;
  providers: ProvidersConfig;
};

/** An empty value counts as not set: that is how compose files and CI leave a variable out. */
function text(env: Environment, name: string): string | null {
  const value = env[name]?.trim();
  return value ? value : null;
}

function positiveNumber(env: Environment, name: string, fallback: number, whole: boolean): number {
  const value = text(env, name);
  if (value === null) return fallback;
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0 || (whole && !Number.isInteger(number))) {
    throw new SettingsError(name, `must be a positive ${whole ? 'whole ' : ''}number, not "${value}".`);
  }
  return number;
}

/** `remove_old_history` in the database refuses to remove anything younger. */
const fewestHistoryDays = 30;

function historyDays(env: Environment): number | null {
  if (text(env, 'TAGDESK_HISTORY_DAYS') === null) return null;
  const days = positiveNumber(env, 'TAGDESK_HISTORY_DAYS', 0, true);
  if (days < fewestHistoryDays) {
    throw new SettingsError('TAGDESK_HISTORY_DAYS', `must be at least ${fewestHistoryDays}, not "${days}".`);
  }
  return days;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Any path prefix is fine; plain http only to this machine, since every call carries a secret. */
function baseUrl(env: Environment, name: string, fallback: string): string {
  const value = text(env, name) ?? fallback;
  const url = URL.parse(value);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new SettingsError(name, 'must be a URL that starts with https://');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new SettingsError(name, 'may be plain http only when it points to this machine; use https://');
  }
  return value.replace(/\/+$/, '');
}

function pace(env: Environment, provider: ProviderId): Pace {
  const prefix = provider.toUpperCase();
  const usual = catalog[provider].pace;
  return {
    perSecond: positiveNumber(env, `${prefix}_MAX_PER_SECOND`, usual.perSecond, false),
    concurrent: positiveNumber(env, `${prefix}_MAX_CONCURRENT`, usual.concurrent, true),
    timeoutMs: positiveNumber(env, `${prefix}_TIMEOUT_MS`, usual.timeoutMs, true),
  };
}

/** Both or neither: half a credential is a mistake, not "not connected". */
function pair(env: Environment, first: string, second: string): [string, string] | null {
  const a = text(env, first);
  const b = text(env, second);
  if (a && b) return [a, b];
  if (!a && !b) return null;
  throw new SettingsError(a ? second : first, `is missing, while ${a ? first : second} is set.`);
}

function tagTypes(env: Environment): { id: string; name: string }[] {
  const value = text(env, 'CEREGO_TAG_TYPES');
  if (value === null) return [];
  const types = value.split(',').map((entry) => {
    const [id, ...name] = entry.split('=');
    return { id: id?.trim() ?? '', name: name.join('=').trim() };
  });
  const names = new Set(types.map((type) => type.name.toLowerCase()));
  const ids = new Set(types.map((type) => type.id));
  if (types.some((type) => !type.id || !type.name) || names.size < types.length || ids.size < types.length) {
    throw new SettingsError('CEREGO_TAG_TYPES', 'must look like 3=Region,5=Team, each id and name once.');
  }
  return types;
}

function cerego(env: Environment): ProvidersConfig['cerego'] {
  const apiKey = text(env, 'CEREGO_API_KEY');
  const url = baseUrl(env, 'CEREGO_BASE_URL', 'https://partners.cerego.com/v3');
  const types = tagTypes(env);
  if (!apiKey) return null;
  return {
    baseUrl: url,
    apiKey,
    partnerId: text(env, 'CEREGO_PARTNER_ID'),
    tagTypes: types,
    pace: pace(env, 'cerego'),
  };
}

function vero(env: Environment): ProvidersConfig['vero'] {
  const authToken = text(env, 'VERO_AUTH_TOKEN');
  const url = baseUrl(env, 'VERO_BASE_URL', 'https://api.getvero.com/api/v2');
  return authToken ? { baseUrl: url, authToken, pace: pace(env, 'vero') } : null;
}

function capillary(env: Environment): ProvidersConfig['capillary'] {
  const login = pair(env, 'CAPILLARY_USERNAME', 'CAPILLARY_PASSWORD');
  const url = baseUrl(env, 'CAPILLARY_BASE_URL', 'https://eu.api.capillarytech.com/v2');
  const method = text(env, 'CAPILLARY_CHANGE_LABELS_METHOD') ?? 'POST';
  if (method !== 'POST' && method !== 'GET') {
    throw new SettingsError('CAPILLARY_CHANGE_LABELS_METHOD', `must be POST or GET, not "${method}".`);
  }
  if (!login) return null;
  const [username, password] = login;
  return { baseUrl: url, username, password, changeLabelsMethod: method, pace: pace(env, 'capillary') };
}

function fragment(env: Environment): ProvidersConfig['fragment'] {
  const client = pair(env, 'FRAGMENT_CLIENT_ID', 'FRAGMENT_CLIENT_SECRET');
  const token = text(env, 'FRAGMENT_TOKEN');
  const url = baseUrl(env, 'FRAGMENT_BASE_URL', 'https://api.us-west-2.fragment.dev/billing');
  const authUrl = baseUrl(env, 'FRAGMENT_AUTH_URL', 'https://auth.us-west-2.fragment.dev/oauth2/token');
  if (client && token) {
    throw new SettingsError('FRAGMENT_TOKEN', 'and FRAGMENT_CLIENT_ID exclude each other; set one of them.');
  }
  if (token) return { baseUrl: url, auth: { kind: 'token', token }, pace: pace(env, 'fragment') };
  if (!client) return null;
  const [clientId, clientSecret] = client;
  return {
    baseUrl: url,
    auth: { kind: 'client', authUrl, clientId, clientSecret },
    pace: pace(env, 'fragment'),
  };
}

function admin(env: Environment): Settings['admin'] {
  const login = pair(env, 'TAGDESK_ADMIN_EMAIL', 'TAGDESK_ADMIN_PASSWORD');
  if (!login) return null;
  const [email, password] = login;
  if (!z.email().safeParse(email).success)
    throw new SettingsError('TAGDESK_ADMIN_EMAIL', 'must be an e-mail address.');
  if (password.length < 8)
    throw new SettingsError('TAGDESK_ADMIN_PASSWORD', 'must have at least 8 characters.');
  return { email: email.toLowerCase(), password };
}

function oidc(env: Environment): OidcSettings | null {
  const client = pair(env, 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET');
  const issuer = text(env, 'OIDC_ISSUER');
  const defaultRole = text(env, 'OIDC_DEFAULT_ROLE');
  if (defaultRole !== null && !isRole(defaultRole)) {
    throw new SettingsError('OIDC_DEFAULT_ROLE', `must be one of ${roles.join(', ')}, not "${defaultRole}".`);
  }
  if (!client && !issuer) return null;
  if (!client) throw new SettingsError('OIDC_CLIENT_ID', 'is missing, while OIDC_ISSUER is set.');
  if (!issuer) throw new SettingsError('OIDC_ISSUER', 'is missing, while OIDC_CLIENT_ID is set.');
  const [clientId, clientSecret] = client;
  const name = text(env, 'OIDC_NAME') ?? 'single sign-on';
  // Checked, but kept as it is: an issuer with a slash at its end is another one than without.
  baseUrl(env, 'OIDC_ISSUER', issuer);
  return { issuer, clientId, clientSecret, name, defaultRole };
}

function url(env: Environment, name: string, protocols: readonly string[]): string | null {
  const value = text(env, name);
  if (value === null) return null;
  const parsed = URL.parse(value);
  if (!parsed || !protocols.includes(parsed.protocol)) {
    throw new SettingsError(name, `must be a URL that starts with ${protocols[0]}//`);
  }
  return value;
}

function sandboxAsked(env: Environment): boolean | null {
  const value = text(env, 'TAGDESK_SANDBOX');
  if (value === null) return null;
  if (value !== '0' && value !== '1')
    throw new SettingsError('TAGDESK_SANDBOX', `must be 1 or 0, not "${value}".`);
  return value === '1';
}

/**
 * Reads and checks everything. The sandbox is on when asked for, or when nothing at all is configured
 * (no provider and no DATABASE_URL). Children of the launcher find TAGDESK_SANDBOX_URL beside the imitated
 * providers' settings; for anybody else a real provider beside the sandbox is refused.
 */
export function readSettings(env: Environment): Settings {
  const port = positiveNumber(env, 'PORT', 3000, true);
  if (port > 65_535) throw new SettingsError('PORT', 'must be at most 65535.');
  const databaseUrl = url(env, 'DATABASE_URL', ['postgres:', 'postgresql:']);
  const appUrl = url(env, 'APP_URL', ['https:', 'http:']);
  const providers: ProvidersConfig = {
    vero: vero(env),
    cerego: cerego(env),
    capillary: capillary(env),
    fragment: fragment(env),
  };
  const anyProvider = Object.values(providers).some((provider) => provider !== null);
  const sandbox = sandboxAsked(env) ?? (!anyProvider && databaseUrl === null);
  if (sandbox && anyProvider && text(env, 'TAGDESK_SANDBOX_URL') === null) {
    throw new SettingsError(
      'TAGDESK_SANDBOX',
      'cannot be 1 while a real provider is configured: they are never mixed.',
    );
  }
  const secret = text(env, 'TAGDESK_SECRET');
  if (secret !== null && secret.length < 32) {
    throw new SettingsError('TAGDESK_SECRET', 'must have at least 32 characters.');
  }
  return {
    port,
    appUrl: appUrl?.replace(/\/+$/, '') ?? null,
    databaseUrl,
    dataDir: text(env, 'TAGDESK_DATA_DIR'),
    secret,
    sandbox,
    admin: admin(env),
    historyDays: historyDays(env),
    confirmAbove: positiveNumber(env, 'TAGDESK_CONFIRM_ABOVE', 1_000, true),
    inviteDays: positiveNumber(env, 'TAGDESK_INVITE_DAYS', 7, true),
    oidc: oidc(env),
    providers,
  };
}
