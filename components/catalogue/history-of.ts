/** Lines that named the tag, or its key where it has values, since another value replaces this one. */
import type { CatalogueTag } from '#lib/shared/catalogue.ts';

/** `more`: further parameters, such as `from` and `to`. */
export function historyOf(
  { provider, key }: Pick<CatalogueTag, 'provider' | 'key'>,
  more: Record<string, string> = {},
): `/history?${string}` {
  return `/history?${new URLSearchParams({ provider, tag: key, ...more })}`;
}
