/** Erased people are known again by these alone. */
import { createHmac } from 'node:crypto';
import type { ProviderId } from '#lib/providers/ids.ts';
import { fold } from '#lib/shared/text/fold.ts';

/** An id at a provider, or an e-mail. */
export type Trace = { kind: ProviderId | 'email'; text: string };

/** HMAC under TAGDESK_SECRET: without it nobody can try addresses. Throws where it is not set. */
export function digestOf({ kind, text }: Trace): string {
  const secret = process.env.TAGDESK_SECRET;
  if (!secret) throw new Error('TAGDESK_SECRET is not set: start Tagdesk with npm start.');
  const told = kind === 'email' ? fold(text) : text;
  return createHmac('sha256', secret).update(`erased ${kind}\n${told}`).digest('base64url');
}
