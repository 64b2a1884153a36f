/** A member's own two-factor authentication. */
import { APIError } from 'better-auth/api';
import { encodeQR } from 'qr';
import { hasPassword } from '#lib/domain/members/passwords.ts';
import { requireMember } from '#lib/domain/members/require-member.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { refusalCodeOf } from '#lib/platform/auth/refusal-code.ts';
import { type Auth, processAuth } from '#lib/platform/auth/server.ts';
import { isFirstUse } from '#lib/platform/auth/used-codes.ts';
import { type BrowserSession, type Context, requireOwnSession } from '#lib/platform/context.ts';
import { log } from '#lib/platform/log/log.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { confirmTwoStepInput, type NewTwoStep, passwordInput } from '#lib/shared/account.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import type { EventKind } from '#lib/shared/history.ts';
import type { Role } from '#lib/shared/permissions.ts';
import { requirePassword } from './require-password.ts';

/**
 * Gives the authenticator's secret and ten recovery codes; starts anew before `confirmTwoStep`. Throws
 * AppError `unauthenticated`, `invalid` (wrong password), `conflict` (already on).
 */
export async function startTwoStep(
  context: Context,
  input: unknown,
  auth: Auth = processAuth(),
): Promise<NewTwoStep> {
  const { session, body, member } = await askPassword(context, input);
  if (member.twoFactorEnabled) {
    throw new AppError(
      'conflict',
      'Two-factor authentication is on already. Turn it off first to set up another app.',
    );
  }
  const made = await auth.api.enableTwoFactor({
    body: { ...body, method: 'totp' },
    headers: session.headers,
  });
  if (made.method !== 'totp') throw new Error('better-auth set up something else than an app.');
  const squares = encodeQR(made.totpURI, 'raw', { ecc: 'medium', border: 4 });
  return {
    secret: new URL(made.totpURI).searchParams.get('secret') ?? '',
    squares: toPath(squares),
    size: squares.length,
    recoveryCodes: made.backupCodes,
  };
}

/** Sign-in asks for a code from here on. Throws AppError `unauthenticated`, `invalid` (wrong code). */
export async function confirmTwoStep(
  context: Context,
  input: unknown,
  auth: Auth = processAuth(),
): Promise<null> {
  const { memberId, session } = requireOwnSession(context);
  const { code } = parseInput(confirmTwoStepInput, input);
  try {
    if (!(await isFirstUse(context.database, memberId, code)))
      throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE' });
    await auth.api.verifyTOTP({ body: { code }, headers: session.headers });
  } catch (error) {
    const refused = refusalCodeOf(error);
    if (refused === null) throw error;
    if (refused !== 'INVALID_CODE') {
      throw new AppError('conflict', 'This set-up is no longer open. Begin again.');
    }
    const message = 'This code is wrong or too old. Type the one that the app shows now.';
    throw new AppError('invalid', message, { code: message });
  }
  await record(context, 'two-factor.enabled');
  return null;
}

/** Ten new codes; the old ones stop working. Throws AppError `unauthenticated`, `invalid`, `conflict`. */
export async function renewRecoveryCodes(
  context: Context,
  input: unknown,
  auth: Auth = processAuth(),
): Promise<{ recoveryCodes: string[] }> {
  const { session, body, member } = await askPassword(context, input);
  if (!member.twoFactorEnabled)
    throw new AppError('conflict', 'Two-factor authentication is off: there is nothing to recover.');
  const { backupCodes } = await auth.api.generateBackupCodes({ body, headers: session.headers });
  await record(context, 'recovery-codes.renewed');
  return { recoveryCodes: backupCodes };
}

/** None where they cannot be decrypted. */
export async function countRecoveryCodes(memberId: string, auth: Auth = processAuth()): Promise<number> {
  try {
    return (await auth.api.viewBackupCodes({ body: { userId: memberId } })).backupCodes.length;
  } catch (error) {
    // Encrypted under another TAGDESK_SECRET.
    log.warn('Recovery codes could not be read', { error });
    return 0;
  }
}

/** Throws AppError `unauthenticated`, `invalid`, `conflict` (the role requires two-factor). */
export async function stopTwoStep(
  context: Context,
  input: unknown,
  auth: Auth = processAuth(),
  twoFactorRoles: readonly Role[] = processSettings().twoFactorRoles,
): Promise<null> {
  const { session, body, member } = await askPassword(context, input);
  if (!member.twoFactorEnabled) return null;
  if (twoFactorRoles.some((role) => role === member.role))
    throw new AppError('conflict', 'Your role needs two-factor authentication: it cannot be turned off.');
  await auth.api.disableTwoFactor({ body, headers: session.headers });
  await record(context, 'two-factor.disabled');
  return null;
}

type Asked = {
  session: BrowserSession;
  body: { password?: string };
  member: Awaited<ReturnType<typeof requireMember>>;
};

/** Members who sign in by single sign-on only have no password. */
async function askPassword(context: Context, input: unknown): Promise<Asked> {
  const { memberId, session } = requireOwnSession(context);
  const { password } = parseInput(passwordInput, input);
  const member = await requireMember(context.database, memberId);
  if (!(await hasPassword(context.database, memberId))) return { session, body: {}, member };
  await requirePassword(context, memberId, password, 'password');
  return { session, body: { password }, member };
}

async function record({ actor, database }: Context, kind: EventKind): Promise<void> {
  await recordEvent(database, { kind, memberId: actor.memberId, actor: actor.name });
}

/** SVG path with one square per dark module; runs of a row are merged. */
function toPath(rows: boolean[][]): string {
  return rows
    .flatMap((row, y) => {
      const text = row.map((dark) => (dark ? '#' : ' ')).join('');
      return Array.from(
        text.matchAll(/#+/g),
        ({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`,
      );
    })
    .join('');
}
