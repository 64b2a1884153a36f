/**
 * A browser in which somebody has signed in before keeps a signed mark of it (OWASP, "Slow Down Online Guessing Attacks
 * with Device Cookies"): strangers who guess at an e-mail use up their own attempts, not those of its owner.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readSignedCookie, signedValue } from '#lib/platform/auth/signed-cookie.ts';

const name = 'tagdesk.device';
const livesSeconds = 180 * 24 * 60 * 60;

/** The device's id where its mark is for this e-mail; null for all others. */
export function findDevice(headers: Headers, email: string, secret: string | null): string | null {
  const value = readSignedCookie(headers.get('cookie'), name, secret);
  const [kind, id, owner] = value?.split(':') ?? [];
  return kind === 'device' && id && owner === digestOf(email) ? id : null;
}

/** The cookie that marks this browser as `email`'s, for `cookies().set`; keeps the id of a device that has one. */
export function deviceCookie(headers: Headers, email: string, options: { secret: string; secure: boolean }) {
  const id = findDevice(headers, email, options.secret) ?? randomUUID();
  return {
    name: options.secure ? `__Host-${name}` : name,
    value: signedValue(`device:${id}:${digestOf(email)}`, options.secret),
    httpOnly: true,
    secure: options.secure,
    sameSite: 'lax',
    path: '/',
    maxAge: livesSeconds,
  } as const;
}

/** The cookie need not tell who uses this browser. */
function digestOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
}
