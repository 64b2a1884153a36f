/** Finds where in a typed text a term stands, so that a cure can be put in its place. Browser-safe. */

import { parseTerm } from './parse-term.ts';
import { printFilter } from './print.ts';
import { FilterProblem, type ProblemPlace } from './problem.ts';
import { tokenize } from './tokenize.ts';

/** The first place of the term that prints so (as `UnknownTag.text`), however it was typed; null where it is not. */
export function locateTerm(text: string, printed: string): ProblemPlace | null {
  for (const token of tokenize(text).tokens) {
    if (token.kind !== 'word') continue;
    try {
      if (printFilter(parseTerm(token.word, text.length)) === printed)
        return { at: token.at, length: token.length };
    } catch (error) {
      if (!(error instanceof FilterProblem)) throw error;
    }
  }
  return null;
}
