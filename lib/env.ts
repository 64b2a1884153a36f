/**
 * The settings, read once from the environment and checked. `e2e/README.md` and the README list them for people.
 * A wrong one throws SettingsError: one line that names the variable and says what is expected.
 */
import type { BlockList } from 'node:net';
import { z } from 'zod';
import { isRole, type Role, roles } from './auth/permissions.ts';
import type { ProvidersConfig } from './providers/config.ts';
import { type RequestLimits, readLimits } from './settings/limits.ts';
import { readLookAgain } from './settings/look-again.ts';
import { type MailSettings, readMail } from './settings/mail.ts';
import { type PoolerChoice, readPooler } from './settings/pooler.ts';
import { readProviders } from './settings/providers.ts';
import { SettingsError } from './settings/settings-error.ts';
import { readProxies } from './settings/trusted-proxies.ts';
import {
  baseUrl,
  databaseUrl,
  type Environment,
  origin,
  pair,
  positiveNumber,
  text,
} from './settings/values.ts';

export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  name: string;
  defaultRole: Role | null;
};

export type Settings = {
  port: number;
  /** Scheme, host and port, without a slash. */
  appUrl: string | null;
  /** null: the embedded PostgreSQL of this installation. */
  databaseUrl: string | null;
  databasePooler: PoolerChoice;
  dataDir: string | null;
  secret: string | null;
  /** The sandbox serves all four providers; `providers` is then filled in by the launcher's environment. */
  sandbox: boolean;
  admin: { email: string; password: string } | null;
  /** A run that makes more changes than this asks for the number to be typed. */
  confirmAbove: number;
  /** How long an invitation may wait to be used. */
  inviteDays: number;
  /** Who has to have a second step. */
  twoFactorRoles: readonly Role[];
  /** The longest that a session lasts, however busy it is. */
  sessionDays: number;
  /** Single sign-on by OpenID Connect. `defaultRole` null: only members and invited people may enter. */
  oidc: OidcSettings | null;
  /** null: Tagdesk sends no mail, and offers nothing that would need it. */
  mail: MailSettings | null;
  /** Lines of the history that are older may go; null: none ever does. */
  historyDays: number | null;
  /** Whose word on the client's address, host and scheme counts. */
  trustedProxies: BlockList;
  limits: RequestLimits;
  /** When changes whose answer was lost are looked at, in seconds from then. */
  lookAgainSeconds: readonly number[];
  providers: ProvidersConfig;
};

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

function twoFactorRoles(env: Environment): Role[] {
  const names = (text(env, 'TAGDESK_TWO_FACTOR_ROLES') ?? '').split(',').map((name) => name.trim());
  return names
    .filter((name) => name !== '')
    .map((name) => {
      if (isRole(name)) return name;
      throw new SettingsError(
        'TAGDESK_TWO_FACTOR_ROLES',
        `must name some of ${roles.join(', ')}, not "${name}".`,
      );
    });
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
  const database = databaseUrl(env, 'DATABASE_URL');
  const appUrl = origin(env, 'APP_URL');
  const providers = readProviders(env);
  const anyProvider = Object.values(providers).some((provider) => provider !== null);
  const sandbox = sandboxAsked(env) ?? (!anyProvider && database === null);
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
    appUrl,
    databaseUrl: database,
    databasePooler: readPooler(env),
    dataDir: text(env, 'TAGDESK_DATA_DIR'),
    secret,
    sandbox,
    admin: admin(env),
    historyDays: historyDays(env),
    confirmAbove: positiveNumber(env, 'TAGDESK_CONFIRM_ABOVE', 1_000, true),
    inviteDays: positiveNumber(env, 'TAGDESK_INVITE_DAYS', 7, true),
    twoFactorRoles: twoFactorRoles(env),
    sessionDays: positiveNumber(env, 'TAGDESK_SESSION_DAYS', 30, true),
    oidc: oidc(env),
    mail: readMail(env, sandbox),
    trustedProxies: readProxies(env),
    limits: readLimits(env),
    lookAgainSeconds: readLookAgain(env),
    providers,
  };
}
