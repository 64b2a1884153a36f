/** Keys under which pages keep what they read of the catalogue. Browser-safe. */
import type { ListCatalogueInput } from './schemas.ts';

export const catalogueKeys = {
  all: ['catalogue'] as const,
  page: (list: Omit<ListCatalogueInput, 'offset'>, offset: number) =>
    ['catalogue', 'page', list.provider, list.text, list.sort, offset] as const,
  activity: ['catalogue', 'activity'] as const,
};
