/** Sets of providers as bits in columns of `users`; repeated in the SQL function `refresh_users`. */
import type { ProviderId } from '#lib/providers/ids.ts';

export const providerBits: Record<ProviderId, number> = { vero: 1, cerego: 2, capillary: 4, fragment: 8 };

export function maskOf(providers: Iterable<ProviderId>): number {
  let mask = 0;
  for (const provider of providers) mask |= providerBits[provider];
  return mask;
}

/** The other provider with the same shape of tag: only there can a tag have an equal. */
export const providerTwins: Record<ProviderId, ProviderId> = {
  vero: 'capillary',
  capillary: 'vero',
  cerego: 'fragment',
  fragment: 'cerego',
};

type Tag = { key: string; value: string | null };

/** Providers with a tag that the twin lacks. `held`: one user's tags. */
export function gapMaskOf(held: ReadonlyMap<ProviderId, readonly Tag[]>): number {
  const textOf = ({ key, value }: Tag) => JSON.stringify([key, value]);
  const gaps = [...held].filter(([provider, tags]) => {
    const there = new Set(held.get(providerTwins[provider])?.map(textOf));
    return tags.some((tag) => !there.has(textOf(tag)));
  });
  return maskOf(gaps.map(([provider]) => provider));
}
