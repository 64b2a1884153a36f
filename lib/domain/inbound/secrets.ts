/** The secret part of an inbound address. The database holds neither it nor what gives it away. */
import { createHash, createHmac, randomBytes } from 'node:crypto';

const bits = 128;

export function newSeed(): string {
  return randomBytes(bits / 8).toString('base64url');
}

/** 128 bits as base64url, from the seed under TAGDESK_SECRET. Throws where that is not set. */
export function secretOf(seed: string): string {
  const secret = process.env.TAGDESK_SECRET;
  if (!secret) throw new Error('TAGDESK_SECRET is not set: start Tagdesk with npm start.');
  return createHmac('sha256', secret)
    .update(`inbound address\n${seed}`)
    .digest()
    .subarray(0, bits / 8)
    .toString('base64url');
}

/** A random secret of this length needs no slow hash. */
export function digestOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

export function pathOfSecret(secret: string): string {
  return `/api/inbound/vero/${secret}`;
}
