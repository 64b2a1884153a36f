/** In the order of every screen. Browser-safe. */
export const providerIds = ['vero', 'cerego', 'capillary', 'fragment'] as const;

export type ProviderId = (typeof providerIds)[number];

export function isProviderId(value: unknown): value is ProviderId {
  return providerIds.some((id) => id === value);
}
