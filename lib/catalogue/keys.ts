/** Keys under which pages keep what they read of the catalogue. Browser-safe. */
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ListCatalogueInput } from './schemas.ts';

export const catalogueKeys = {
  all: ['catalogue'] as const,
  page: (list: Omit<ListCatalogueInput, 'offset'>, offset: number) =>
    ['catalogue', 'page', list.provider, list.text, list.sort, offset] as const,
  /** What the search box offers; `key` null: no value is wanted. */
  terms: (wanted: 'term' | 'key' | 'value', provider: ProviderId | null, key: string | null, text: string) =>
    ['catalogue', 'terms', wanted, provider, key, text] as const,
  /** One tag over time. */
  activityOf: (tagId: number) => ['catalogue', 'activity', tagId] as const,
};
