/** Reads and checks the environment. Throws SettingsError. */
import { readMail } from './mail.ts';
import { readProviders } from './providers.ts';
import { bothOf, type Environment, readAll } from './read-setting.ts';
import { ownSettings } from './schema.ts';
import { SettingsError } from './settings-error.ts';

/**
 * The schema's single settings, and those made of several variables. `oidc`, `mail` null: none. `providers`
 * beside the sandbox: set by the launcher.
 */
export type Settings = ReturnType<typeof readSettings>;
export type OidcSettings = NonNullable<ReturnType<typeof oidcOf>>;

type Own = ReturnType<typeof readOwn>;

function readOwn(env: Environment) {
  return readAll(env, ownSettings);
}

function adminOf({ adminEmail, adminPassword }: Own) {
  const login = bothOf(['TAGDESK_ADMIN_EMAIL', adminEmail], ['TAGDESK_ADMIN_PASSWORD', adminPassword]);
  return login && { email: login[0], password: login[1] };
}

/** `defaultRole` null: only members and invited people. */
function oidcOf({
  oidcIssuer: issuer,
  oidcClientId,
  oidcClientSecret,
  oidcName: name,
  oidcDefaultRole,
}: Own) {
  const client = bothOf(['OIDC_CLIENT_ID', oidcClientId], ['OIDC_CLIENT_SECRET', oidcClientSecret]);
  const both = bothOf(['OIDC_ISSUER', issuer], ['OIDC_CLIENT_ID', oidcClientId]);
  if (!client || !both) return null;
  const [clientId, clientSecret] = client;
  return { issuer: both[0], clientId, clientSecret, name, defaultRole: oidcDefaultRole };
}

/** Per member: edits a minute, others an hour. */
function limitsOf(own: Own) {
  return {
    edits: own.editsPerMinute,
    imports: own.importsPerHour,
    exports: own.exportsPerHour,
    invites: own.invitesPerHour,
    importBytes: own.importMaxMb * 1024 * 1024,
  };
}

/**
 * The sandbox is on when asked for, or when neither a provider nor DATABASE_URL is set. The launcher's
 * children get TAGDESK_SANDBOX_URL; otherwise a real provider beside the sandbox is refused.
 */
export function readSettings(env: Environment) {
  const own = readOwn(env);
  const providers = readProviders(env);
  const anyProvider = Object.values(providers).some((provider) => provider !== null);
  const sandbox = own.sandbox === null ? !anyProvider && own.databaseUrl === null : own.sandbox === '1';
  if (sandbox && anyProvider && !env.TAGDESK_SANDBOX_URL?.trim()) {
    throw new SettingsError(
      'TAGDESK_SANDBOX',
      'cannot be 1 while a real provider is configured: they are never mixed.',
    );
  }
  return {
    ...own,
    sandbox,
    sandboxUrl: sandbox ? sandboxUrlOf(env, providers) : null,
    admin: adminOf(own),
    oidc: oidcOf(own),
    mail: readMail(own.smtpUrl, own.mailFrom, sandbox),
    limits: limitsOf(own),
    providers,
  };
}

/** null: not every provider is the sandbox's. */
function sandboxUrlOf(env: Environment, providers: ReturnType<typeof readProviders>): string | null {
  const url = env.TAGDESK_SANDBOX_URL?.trim();
  const connected = Object.values(providers).filter((provider) => provider !== null);
  return url && connected.every(({ baseUrl }) => baseUrl.startsWith(`${url}/`)) ? url : null;
}

/** The installation's public URL, without a trailing slash. */
export function appAddress(settings: Pick<Settings, 'appUrl' | 'port'>): string {
  return settings.appUrl ?? `http://localhost:${settings.port}`;
}
