/** Sets of providers as bits, as the derived columns of `users` keep them; SQL tells it a second time in `refresh_users`. */
import type { ProviderId } from '#lib/providers/ids.ts';

export const providerBits: Record<ProviderId, number> = { vero: 1, cerego: 2, capillary: 4, fragment: 8 };

export function maskOf(providers: Iterable<ProviderId>): number {
  let mask = 0;
  for (const provider of providers) mask |= providerBits[provider];
  return mask;
}
