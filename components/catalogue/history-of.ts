/** The history of a tag: lines that named it, or its key where it has values, since another value takes this one away. */
import type { CatalogueTag } from '#lib/shared/catalogue.ts';

/** `more`: further parts of the address, such as `from` and `to`. */
export function historyOf(
  { provider, key }: Pick<CatalogueTag, 'provider' | 'key'>,
  more: Record<string, string> = {},
): `/history?${string}` {
  return `/history?${new URLSearchParams({ provider, tag: key, ...more })}`;
}
