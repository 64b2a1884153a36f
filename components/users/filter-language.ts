/** The filter language as the list needs it; fetched when somebody first uses more than plain words. */
import type { TagNode } from '#lib/shared/filter/grammar.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { collectTagTerms } from '#lib/shared/filter/walk.ts';

export { parseFilter } from '#lib/shared/filter/parse.ts';
export { addTerm, tagTerm } from './add-term.ts';
export { differsTerm } from './disagreements.ts';

/** None for a text that cannot be read. */
export function tagTermsIn(q: string): TagNode[] {
  const parsed = parseFilter(q);
  return parsed.ok ? collectTagTerms(parsed.filter) : [];
}
