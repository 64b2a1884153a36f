/** The one list of providers, in the order every screen shows them. Browser-safe. */
export const providerIds = ['vero', 'cerego', 'capillary', 'fragment'] as const;

export type ProviderId = (typeof providerIds)[number];

export function isProviderId(value: unknown): value is ProviderId {
  return providerIds.some((id) => id === value);
}
