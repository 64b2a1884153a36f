/** Cookies signed as better-auth signs them, without asking it. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const prefixes = ['', '__Host-'];

/** null: missing, or a wrong signature. better-auth writes `value.signature`, percent-encoded. */
export function readSignedCookie(cookies: string | null, name: string, secret: string | null): string | null {
  if (!cookies || !secret) return null;
  for (const cookie of cookies.split(';')) {
    const [found, value] = cookie.trim().split('=', 2);
    if (!prefixes.some((prefix) => found === `${prefix}${name}`)) continue;
    const content = verifySignature(value ?? '', secret);
    if (content) return content;
  }
  return null;
}

/** `content` with its signature, not yet percent-encoded. */
export function signedValue(content: string, secret: string): string {
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64')}`;
}

function verifySignature(encoded: string, secret: string): string | null {
  const signed = decode(encoded);
  const dot = signed.lastIndexOf('.');
  if (dot < 1) return null;
  const token = signed.slice(0, dot);
  const given = Buffer.from(signed.slice(dot + 1), 'base64');
  const wanted = createHmac('sha256', secret).update(token).digest();
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
