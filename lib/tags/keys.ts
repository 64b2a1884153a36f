/** Keys under which pages keep what they read of the catalogue. Browser-safe. One family: invalidate `tagsKeys.all`. */
import type { ProviderId } from '#lib/providers/ids.ts';

export const tagsKeys = {
  all: ['tags'] as const,
  /** What autocomplete offers; `key` null: labels or keys, else the usual values of that key. */
  suggestions: (provider: ProviderId, text: string, key: string | null) =>
    ['tags', 'suggestions', provider, key, text] as const,
  /** Tags that look like this one. */
  advice: (provider: ProviderId, key: string, value: string | null) =>
    ['tags', 'advice', provider, key, value] as const,
  /** Whether the provider's own catalogue lacks a label. */
  missing: (provider: ProviderId, key: string) => ['tags', 'missing', provider, key] as const,
};
