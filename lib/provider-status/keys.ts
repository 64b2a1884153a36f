/** Keys under which pages keep what they read of the providers. Browser-safe. */
export const providerStatusKeys = { all: ['providers'] as const };
