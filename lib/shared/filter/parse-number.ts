/** Terms that count or name by number: `identities:>=2`, `run:123`. Browser-safe. */

import { type Comparison, comparisons, type IdentitiesNode, type RunNode } from './grammar.ts';
import { FilterProblem } from './problem.ts';
import { placeOf, sliceWord, type Word } from './word.ts';

export function splitComparison(word: Word): { comparison: Comparison; rest: Word } {
  const signs = [...comparisons].sort((left, right) => right.length - left.length);
  const comparison = signs.find((sign) => word.text.startsWith(sign));
  if (comparison === undefined) return { comparison: '=', rest: word };
  return { comparison, rest: sliceWord(word, comparison.length) };
}

export function parseIdentities(content: Word): IdentitiesNode {
  const { comparison, rest } = splitComparison(content);
  if (/^\d{1,2}$/.test(rest.text)) return { kind: 'identities', comparison, count: Number(rest.text) };
  throw new FilterProblem(
    'A number from 0 to 99 belongs here, like identities:2, identities:>=2 or identities:<1.',
    placeOf(content),
  );
}

/** The largest id in PostgreSQL. */
const maxId = 9_223_372_036_854_775_807n;

export function parseRun(content: Word): RunNode {
  if (/^\d{1,19}$/.test(content.text) && BigInt(content.text) <= maxId) {
    return { kind: 'run', id: BigInt(content.text).toString() };
  }
  throw new FilterProblem('A run is named by its number, like run:123.', placeOf(content));
}
