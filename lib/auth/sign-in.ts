/** Signing in and out: limit, password, session cookie, audit line. */
import { z } from 'zod';
import { type Database, processDatabase } from '#lib/db/client.ts';
import type { Result } from '#lib/result.ts';
import { giveBackAttempt, type Limit, takeAttempt } from './attempt-limit.ts';
import { addressKey, addressOf } from './client-address.ts';
import { recordEvent } from './record-event.ts';
import { refusalCodeOf } from './refusal-code.ts';
import { type Auth, processAuth } from './server.ts';
import { findSession } from './session.ts';

export type SignInInput = { email: string; password: string };

/** The process's own unless a test brings others. */
export type Doors = { auth: Auth; database: Database };

const processDoors = (): Doors => ({ auth: processAuth(), database: processDatabase().database });

// A minute's failed attempts. The address may be that of a whole office.
const mostPerEmail = 10;
const mostPerAddress = 30;

/** `secondStep`: the password was right, and a code is asked for before there is a session. */
export type SignedIn = { secondStep: boolean };

/**
 * Checks e-mail and password; success sets the session cookie of the current server action, or the cookie of the
 * second step. A refusal never says which of the two was wrong.
 */
export async function signIn(
  headers: Headers,
  input: SignInInput,
  { auth, database }: Doors = processDoors(),
): Promise<Result<SignedIn>> {
  const email = input.email.trim().toLowerCase();
  const isEmail = z.email().safeParse(email).success;
  if (email === '' || input.password === '')
    return refusal('unauthenticated', 'Enter your e-mail and your password.');
  const address = addressOf(headers);
  // Only what looks like an e-mail is recorded: it may be a password in the wrong field.
  const subject = isEmail ? email : '';
  const limits: Limit[] = [
    { key: `sign-in:address:${addressKey(headers)}`, most: mostPerAddress },
    { key: `sign-in:email:${email}`, most: mostPerEmail },
  ];
  const seconds = await takeAttempt(database, limits);
  if (seconds !== null) {
    await recordEvent(database, { kind: 'sign-in.limited', ...nobody, subject, detail: { address } });
    return refusal('busy', `Too many attempts. Try again in ${seconds} seconds.`);
  }
  if (!isEmail) return refusal('unauthenticated', wrong);
  try {
    const answer = await auth.api.signInEmail({ body: { email, password: input.password }, headers });
    await giveBackAttempt(database, limits);
    // The second step's hook answers in place of the sign-in, which its types do not tell.
    if (!('user' in answer)) return { ok: true, value: { secondStep: true } };
    const { user } = answer;
    await recordEvent(database, {
      kind: 'sign-in.succeeded',
      memberId: user.id,
      actor: user.name,
      subject,
      detail: { address },
    });
    return { ok: true, value: { secondStep: false } };
  } catch (error) {
    const code = refusalCodeOf(error);
    if (code === null) throw error;
    const disabled = code === 'MEMBER_DISABLED';
    await recordEvent(database, {
      kind: disabled ? 'sign-in.disabled' : 'sign-in.failed',
      ...nobody,
      subject,
      detail: { address },
    });
    return refusal('unauthenticated', disabled ? switchedOff : wrong);
  }
}

/** Ends the session and its cookie. Nothing happens when there is none. */
export async function signOut(headers: Headers, { auth, database }: Doors = processDoors()): Promise<void> {
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
