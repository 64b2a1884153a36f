/** The filter language as the list needs it; fetched when somebody first uses more than plain words. */

export { parseFilter } from '#lib/query/parse.ts';
export { addTerm, tagTerm } from './add-term.ts';
export { differsTerm } from './disagreements.ts';
export { tagTermsIn } from './matched-tags.ts';
