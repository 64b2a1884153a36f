/**
 * The settings, read once from the environment and checked; `platform/settings/schema.ts` says what each may be and means.
 * A wrong one throws SettingsError: one line that names the variable and says what is expected.
 */
import { readMail } from './mail.ts';
import { readProviders } from './providers.ts';
import { bothOf, type Environment, readAll } from './read-setting.ts';
import { ownSettings } from './schema.ts';
import { SettingsError } from './settings-error.ts';

/**
 * What stands alone in the schema, under its name there, and what several variables make together. `providers` beside
 * the sandbox are the launcher's doing; `oidc` and `mail`: null where there is none.
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

/** `defaultRole` null: only members and invited people may enter. */
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

/** Per member; edits a minute, the others an hour. */
function limitsOf(own: Own) {
  return {
    edits: own.editsPerMinute,
    imports: own.importsPerHour,
    exports: own.exportsPerHour,
    invites: own.invitesPerHour,
    /** Of one uploaded file. */
    importBytes: own.importMaxMb * 1024 * 1024,
  };
}

/**
 * Reads and checks everything. The sandbox is on when asked for, or when nothing at all is configured
 * (no provider and no DATABASE_URL). Children of the launcher find TAGDESK_SANDBOX_URL beside the imitated
 * providers' settings; for anybody else a real provider beside the sandbox is refused.
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
    admin: adminOf(own),
    oidc: oidcOf(own),
    mail: readMail(own.smtpUrl, own.mailFrom, sandbox),
    limits: limitsOf(own),
    providers,
  };
}

/** The address under which people reach this installation, without a slash at its end. */
export function appAddress(settings: Pick<Settings, 'appUrl' | 'port'>): string {
  return settings.appUrl ?? `http://localhost:${settings.port}`;
}
