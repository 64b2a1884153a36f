/** better-auth without sign-up and without routes: the sign-in action is the only way in. */

import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { nextCookies } from 'better-auth/next-js';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { eq } from 'drizzle-orm';
import { type Database, processDatabase } from '#lib/platform/db/client.ts';
import { accounts, members, sessions, twoFactors, verifications } from '#lib/platform/db/schema/members.ts';
import { processSingleton } from '#lib/platform/process-singleton.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { appAddress, type Settings } from '#lib/platform/settings/read-settings.ts';
import { readableCode } from './readable-code.ts';
import { startSession } from './start-session.ts';

export const passwordLength = { min: 8, max: 128 };

const day = 24 * 60 * 60;
const secondStepSeconds = 10 * 60;

/** Throws when TAGDESK_SECRET is missing: sessions signed with a known secret prove nothing. */
export function createAuth(database: Database, settings: Pick<Settings, 'appUrl' | 'port' | 'secret'>) {
  if (!settings.secret) throw new Error('TAGDESK_SECRET is not set: start Tagdesk with npm start.');
  const baseURL = appAddress(settings);
  const isHttps = baseURL.startsWith('https:');
  return betterAuth({
    appName: 'Tagdesk',
    baseURL,
    secret: settings.secret,
    trustedOrigins: [new URL(baseURL).origin],
    telemetry: { enabled: false },
    logger: { level: 'error' },
    database: drizzleAdapter(database, {
      provider: 'pg',
      schema: {
        user: members,
        session: sessions,
        account: accounts,
        verification: verifications,
        twoFactor: twoFactors,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    user: {
      additionalFields: {
        role: { type: 'string', input: false },
        banned: { type: 'boolean', input: false },
      },
    },
    session: { expiresIn: 7 * day, updateAge: day },
    // Attempts are counted by attempt-limit.ts: better-auth's own count skips calls made on the server.
    rateLimit: { enabled: false },
    advanced: {
      // `__Host-` cookies belong to this exact host and to https.
      cookiePrefix: isHttps ? '__Host-tagdesk' : 'tagdesk',
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isHttps },
      // IPv6 addresses unmasked: members see where their sessions are.
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'], ipv6Subnet: 128 },
    },
    databaseHooks: { session: { create: { before: refuseDisabled(database) } } },
    plugins: [
      // Members of single sign-on have no password: their session is proof enough.
      twoFactor({
        allowPasswordless: true,
        twoFactorCookieMaxAge: secondStepSeconds,
        backupCodeOptions: { customBackupCodesGenerate: recoveryCodes },
      }),
      startSession(),
      nextCookies(),
    ],
  });
}

/** Ten, of 49 bits each. */
function recoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => readableCode(5));
}

export type Auth = ReturnType<typeof createAuth>;

function refuseDisabled(database: Database) {
  return async (session: { userId: string }): Promise<void> => {
    const [member] = await database
      .select({ banned: members.banned })
      .from(members)
      .where(eq(members.id, session.userId));
    if (!member || member.banned) throw new APIError('FORBIDDEN', { code: 'MEMBER_DISABLED' });
  };
}

/** Made at first use: a build needs no secret. */
export const processAuth = processSingleton('auth', () =>
  createAuth(processDatabase().database, processSettings()),
);
