import { tagTerm } from '#components/users/add-term.ts';
import type { CatalogueTag } from '#lib/shared/catalogue.ts';
import { printFilter } from '#lib/shared/filter/print.ts';
import { maxSearchLength } from '#lib/shared/text-limits.ts';

type Named = Pick<CatalogueTag, 'provider' | 'key' | 'value'>;

export function usersOf(tag: Named): `/users?${string}` {
  return `/users?${new URLSearchParams({ q: printFilter(tagTerm(tag.provider, tag)) })}`;
}

/** Its quick look, over the tags of its text. */
export function catalogueOf({ id, provider, key, value }: Named & { id: number }): `/tags?${string}` {
  const text = (value === null ? key : `${key}=${value}`).slice(0, maxSearchLength);
  return `/tags?${new URLSearchParams({ provider, text, tag: String(id) })}`;
}

export function nameOf({ key, value }: Pick<Named, 'key' | 'value'>): string {
  return value === null ? key : `${key} = ${value}`;
}
