/** State between leaving for the identity provider and returning, in an encrypted cookie. */
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { z } from 'zod';

const name = 'tagdesk.oidc';
export const pendingPath = '/api/sign-in/oidc';
const livesSeconds = 10 * 60;

const pendingSignIn = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  until: z.number(),
});
export type PendingSignIn = Omit<z.infer<typeof pendingSignIn>, 'until'>;

/** `secure`: Tagdesk is on https. */
export async function pendingCookie(
  pending: PendingSignIn,
  secret: string,
  secure: boolean,
): Promise<string> {
  const data = JSON.stringify({ ...pending, until: Date.now() + livesSeconds * 1000 });
  const sealed = await symmetricEncrypt({ key: secret, data });
  return cookie(sealed, livesSeconds, secure);
}

export function endOfPending(secure: boolean): string {
  return cookie('', 0, secure);
}

/** null: none, too old, or not ours. */
export async function readPending(headers: Headers, secret: string): Promise<PendingSignIn | null> {
  const cookies = (headers.get('cookie') ?? '').split(';').map((part) => part.trim());
  const sealed = cookies.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  if (!sealed) return null;
  try {
    const parsed = pendingSignIn.parse(JSON.parse(await symmetricDecrypt({ key: secret, data: sealed })));
    return parsed.until > Date.now() ? parsed : null;
  } catch {
    return null;
  }
}

function cookie(value: string, maxAge: number, secure: boolean): string {
  const attributes = [`Path=${pendingPath}`, `Max-Age=${maxAge}`, 'HttpOnly', 'SameSite=Lax'];
  return [`${name}=${value}`, ...attributes, ...(secure ? ['Secure'] : [])].join('; ');
}
