/** Terms that count or name by number: `identities:>=2`, `run:123`, `import:123.new`. Browser-safe. */

import {
  type Comparison,
  comparisons,
  type IdentitiesNode,
  type ImportNode,
  importParts,
  type RunNode,
} from './grammar.ts';
import { nearest } from './nearest.ts';
import { FilterProblem } from './problem.ts';
import { placeOf, sliceWord, splitWord, type Word } from './word.ts';

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
  return { kind: 'run', id: parseId(content, 'A run is named by its number, like run:123.') };
}

/** `123`, `123.new`. */
export function parseImport(content: Word): ImportNode {
  const { head, rest } = splitWord(content, '.');
  const id = parseId(head, 'An import is named by its number, like import:123 or import:123.new.');
  if (rest === null) return { kind: 'import', id, part: null };
  const part = importParts.find((known) => known === rest.text.toLowerCase());
  if (part) return { kind: 'import', id, part };
  throw new FilterProblem(
    `“${rest.text}” is no part of an import; there are ${importParts.join(', ')}.`,
    placeOf(rest),
    { suggestion: nearest(rest.text, importParts) },
  );
}

function parseId(word: Word, message: string): string {
  if (/^\d{1,19}$/.test(word.text) && BigInt(word.text) <= maxId) return BigInt(word.text).toString();
  throw new FilterProblem(message, placeOf(word));
}
