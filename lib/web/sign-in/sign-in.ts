import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { refusalCodeOf } from '#lib/platform/auth/refusal-code.ts';
import { type Auth, processAuth } from '#lib/platform/auth/server.ts';
import { type Database, processDatabase } from '#lib/platform/db/client.ts';
import { members } from '#lib/platform/db/schema/members.ts';
import { hourMs, type Limit, tryWithin } from '#lib/platform/rate-limits/attempt-limit.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import type { Result } from '#lib/shared/result.ts';
import { addressKey, addressOf } from '../http/client-address.ts';
import { findSession } from '../session.ts';
import { findDevice } from './known-device.ts';

export type SignInInput = { email: string; password: string };

/** Tests bring others. */
export type SignInDeps = { auth: Auth; database: Database; secret: string | null };

const processDeps = (): SignInDeps => ({
  auth: processAuth(),
  database: processDatabase().database,
  secret: processSettings().secret,
});

// Failures per minute. An address may be a whole office.
const maxPerDevice = 10;
const maxPerAddress = 30;
// Failures per hour, from anywhere: beyond it only known devices and two-factor go on.
const maxPerEmail = 100;

/** `secondStep`: a code is required before there is a session. */
export type SignedIn = { secondStep: boolean };

/**
 * Sets the session cookie of the current action, or that of the second step. A refusal never tells which was
 * wrong.
 */
export async function signIn(
  headers: Headers,
  input: SignInInput,
  deps: SignInDeps = processDeps(),
): Promise<Result<SignedIn>> {
  const { database } = deps;
  const email = input.email.trim().toLowerCase();
  if (email === '' || input.password === '')
    return refusal('unauthenticated', 'Enter your e-mail and your password.');
  const isEmail = z.email().safeParse(email).success;
  // Recorded only if it looks like an e-mail: it may be a password.
  const line = { subject: isEmail ? email : '', detail: { address: addressOf(headers) } };
  const tried = await tryWithin(database, await limitsFor(headers, email, deps), async () => {
    const value = isEmail
      ? await checkPassword(headers, email, input.password, deps)
      : refusal('unauthenticated', wrong);
    return { failed: !value.ok, value };
  });
  if ('value' in tried) return tried.value;
  await recordEvent(database, { kind: 'sign-in.limited', ...nobody, ...line });
  return refusal('busy', `Too many attempts. Try again in ${tried.seconds} seconds.`);
}

/** Strangers' attempts are not the owner's. */
async function limitsFor(
  headers: Headers,
  email: string,
  { database, secret }: SignInDeps,
): Promise<Limit[]> {
  const device = findDevice(headers, email, secret);
  if (device) return [{ key: `sign-in:device:${device}`, max: maxPerDevice }];
  const address = addressKey(headers);
  const here = [
    { key: `sign-in:address:${address}`, max: maxPerAddress },
    { key: `sign-in:email and address:${email} ${address}`, max: maxPerDevice },
  ];
  const everywhere = { key: `sign-in:email:${email}`, max: maxPerEmail, windowMs: hourMs };
  return (await hasSecondStep(database, email)) ? here : [...here, everywhere];
}

/** With two-factor on, a guessed password alone gains nothing. */
async function hasSecondStep(database: Database, email: string): Promise<boolean> {
  const [member] = await database
    .select({ on: members.twoFactorEnabled })
    .from(members)
    .where(eq(members.email, email));
  return member?.on ?? false;
}

async function checkPassword(
  headers: Headers,
  email: string,
  password: string,
  { auth, database }: SignInDeps,
): Promise<Result<SignedIn>> {
  const line = { subject: email, detail: { address: addressOf(headers) } };
  try {
    const answer = await auth.api.signInEmail({ body: { email, password }, headers });
    // The two-factor hook answers instead, which the types do not say.
    if (!('user' in answer)) return { ok: true, value: { secondStep: true } };
    const { user } = answer;
    await recordEvent(database, { kind: 'sign-in.succeeded', memberId: user.id, actor: user.name, ...line });
    return { ok: true, value: { secondStep: false } };
  } catch (error) {
    const code = refusalCodeOf(error);
    if (code === null) throw error;
    const disabled = code === 'MEMBER_DISABLED';
    await recordEvent(database, {
      kind: disabled ? 'sign-in.disabled' : 'sign-in.failed',
      ...nobody,
      ...line,
    });
    return refusal('unauthenticated', disabled ? switchedOff : wrong);
  }
}

export async function signOut(
  headers: Headers,
  { auth, database }: Pick<SignInDeps, 'auth' | 'database'> = processDeps(),
): Promise<void> {
  const session = await findSession(headers, database);
  await auth.api.signOut({ headers });
  if (!session) return;
  await recordEvent(database, {
    kind: 'sign-out',
    memberId: session.actor.memberId,
    actor: session.actor.name,
    subject: session.email,
  });
}

export const switchedOff = 'Your access has been switched off. Ask an admin.';
const wrong = 'E-mail or password is wrong.';
const nobody = { memberId: null, actor: 'Nobody' };

function refusal(code: 'busy' | 'unauthenticated', message: string): Result<never> {
  return { ok: false, error: { code, message, fields: {} } };
}
