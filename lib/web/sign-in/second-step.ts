import { APIError } from 'better-auth/api';
import { and, eq, gt } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { asReadableCode } from '#lib/platform/auth/readable-code.ts';
import { refusalCodeOf } from '#lib/platform/auth/refusal-code.ts';
import { type Auth, processAuth } from '#lib/platform/auth/server.ts';
import { readSignedCookie } from '#lib/platform/auth/signed-cookie.ts';
import { isFirstUse } from '#lib/platform/auth/used-codes.ts';
import { type Database, processDatabase } from '#lib/platform/db/client.ts';
import { members, verifications } from '#lib/platform/db/schema/members.ts';
import { tryWithin } from '#lib/platform/rate-limits/attempt-limit.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import type { Result } from '#lib/shared/result.ts';
import { addressKey, addressOf } from '../http/client-address.ts';
import { switchedOff } from './sign-in.ts';

export type SecondStepDeps = { auth: Auth; database: Database; secret: string | null };

const processDeps = (): SecondStepDeps => ({
  auth: processAuth(),
  database: processDatabase().database,
  secret: processSettings().secret,
});

const maxPerAddress = 30;
const againMessage = 'This took too long. Sign in again.';

/** null: no password was given here in the last ten minutes. */
export async function findChallenge(
  headers: Headers,
  { database, secret }: Pick<SecondStepDeps, 'database' | 'secret'> = processDeps(),
): Promise<{ memberId: string; name: string; email: string } | null> {
  const identifier = readSignedCookie(headers.get('cookie'), 'tagdesk.two_factor', secret);
  if (!identifier) return null;
  const [member] = await database
    .select({ memberId: members.id, name: members.name, email: members.email })
    .from(verifications)
    .innerJoin(members, eq(members.id, verifications.value))
    .where(and(eq(verifications.identifier, identifier), gt(verifications.expiresAt, new Date())));
  return member ?? null;
}

/**
 * A TOTP or recovery code, with or without spaces; sets the cookie. Five wrong codes require the password
 * again, ten in a row lock for 15 minutes. Gives the member's e-mail.
 */
export async function takeSecondStep(
  headers: Headers,
  typed: string,
  deps: SecondStepDeps = processDeps(),
): Promise<Result<{ email: string }>> {
  const { database } = deps;
  const limits = [{ key: `second-step:address:${addressKey(headers)}`, max: maxPerAddress }];
  const tried = await tryWithin(database, limits, async () => {
    const value = await checkCode(headers, typed, deps);
    return { failed: !value.ok, value };
  });
  if ('value' in tried) return tried.value;
  return refusal('busy', `Too many attempts. Try again in ${tried.seconds} seconds.`);
}

async function checkCode(
  headers: Headers,
  typed: string,
  deps: SecondStepDeps,
): Promise<Result<{ email: string }>> {
  const { auth, database } = deps;
  const member = await findChallenge(headers, deps);
  if (!member) return refusal('unauthenticated', againMessage);
  const code = typed.replace(/\s/g, '');
  const byApp = /^\d{6}$/.test(code);
  const line = {
    subject: member.email,
    detail: { address: addressOf(headers), by: byApp ? 'app' : 'recovery code' },
  };
  try {
    if (byApp) {
      if (!(await isFirstUse(database, member.memberId, code)))
        throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE' });
      await auth.api.verifyTOTP({ body: { code }, headers });
    } else {
      await auth.api.verifyBackupCode({ body: { code: asReadableCode(code) }, headers });
    }
    await recordEvent(database, {
      kind: 'sign-in.succeeded',
      memberId: member.memberId,
      actor: member.name,
      ...line,
    });
    return { ok: true, value: { email: member.email } };
  } catch (error) {
    const refused = refusalCodeOf(error);
    if (refused === null) throw error;
    await recordEvent(database, {
      kind: 'sign-in.two-factor-failed',
      memberId: null,
      actor: 'Nobody',
      ...line,
    });
    return refusal('unauthenticated', messageOf(refused, byApp));
  }
}

function messageOf(code: string, byApp: boolean): string {
  switch (code) {
    case 'INVALID_CODE':
    case 'INVALID_BACKUP_CODE':
      return byApp
        ? 'This code is wrong or was used before. Wait for the next one in your app.'
        : 'This is neither the six figures of your app nor a recovery code that is left.';
    case 'ACCOUNT_TEMPORARILY_LOCKED':
      return 'Too many wrong codes. Try again in a quarter of an hour, or ask an admin.';
    case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
      return 'Too many wrong codes. Sign in again.';
    case 'MEMBER_DISABLED':
      return switchedOff;
    default:
      return againMessage;
  }
}

function refusal(code: 'busy' | 'unauthenticated', message: string): Result<never> {
  return { ok: false, error: { code, message, fields: {} } };
}
