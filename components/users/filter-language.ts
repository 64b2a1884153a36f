/** Loaded once more than plain words are typed. */
import type { TagNode } from '#lib/shared/filter/grammar.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { collectTagTerms } from '#lib/shared/filter/walk.ts';

export { parseFilter } from '#lib/shared/filter/parse.ts';
export { addTerm, tagTerm } from './add-term.ts';

/** Empty for a filter with a mistake. */
export function tagTermsIn(q: string): TagNode[] {
  const parsed = parseFilter(q);
  return parsed.ok ? collectTagTerms(parsed.filter) : [];
}
