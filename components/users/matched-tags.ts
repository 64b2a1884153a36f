/** The tag terms of a filter, for what the list marks as the reason why a row is there. */
import type { TagNode } from '#lib/query/grammar.ts';
import { parseFilter } from '#lib/query/parse.ts';
import { collectTagTerms } from '#lib/query/walk.ts';

/** None for a text that cannot be read. */
export function tagTermsIn(q: string): TagNode[] {
  const parsed = parseFilter(q);
  return parsed.ok ? collectTagTerms(parsed.filter) : [];
}
