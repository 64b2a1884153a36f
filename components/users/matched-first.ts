/** Which tags the filter speaks of: they come first in their cell, since they are why the row is there. */
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Pattern, TagNode } from '#lib/query/grammar.ts';

/** The same tags, those that fit one of the terms first, otherwise in their order. */
export function matchedFirst<Tag extends TagText>(
  tags: readonly Tag[],
  provider: ProviderId,
  terms: readonly TagNode[],
): readonly Tag[] {
  const own = terms.filter((term) => term.provider === null || term.provider === provider);
  if (own.length === 0) return tags;
  const matched = (tag: Tag) => own.some((term) => fits(term.key, tag.key) && fits(term.value, tag.value));
  return [...tags.filter(matched), ...tags.filter((tag) => !matched(tag))];
}

function fits(pattern: Pattern | null, text: string | null): boolean {
  if (pattern === null) return true;
  if (text === null) return false;
  return pattern.open ? text.startsWith(pattern.text) : text === pattern.text;
}
