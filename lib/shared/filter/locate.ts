/** Finds terms in typed text, to replace one. Browser-safe. */

import { parseTerm } from './parse-term.ts';
import { printFilter } from './print.ts';
import { FilterProblem, type ProblemPlace } from './problem.ts';
import { tokenize } from './tokenize.ts';

/** By the printed term, however it was typed: its first place. */
export function locateTerms(text: string): ReadonlyMap<string, ProblemPlace> {
  const places = new Map<string, ProblemPlace>();
  for (const token of tokenize(text).tokens) {
    if (token.kind !== 'word') continue;
    try {
      const printed = printFilter(parseTerm(token.word, text.length));
      if (!places.has(printed)) places.set(printed, { at: token.at, length: token.length });
    } catch (error) {
      if (!(error instanceof FilterProblem)) throw error;
    }
  }
  return places;
}
