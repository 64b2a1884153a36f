/**
 * A signed device cookie after a sign-in (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"):
 * guessing strangers do not use up the owner's attempts.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readSignedCookie, signedValue } from '#lib/platform/auth/signed-cookie.ts';

const name = 'tagdesk.device';
const livesSeconds = 180 * 24 * 60 * 60;

/** null: another e-mail's, or none. */
export function findDevice(headers: Headers, email: string, secret: string | null): string | null {
  const value = readSignedCookie(headers.get('cookie'), name, secret);
  const [kind, id, owner] = value?.split(':') ?? [];
  return kind === 'device' && id && owner === digestOf(email) ? id : null;
}

/** For `cookies().set`; keeps an existing device id. */
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

/** Hides who uses this browser. */
function digestOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
}
