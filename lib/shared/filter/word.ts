/** An unquoted word that knows what was quoted and where. Browser-safe. */

import type { ProblemPlace } from './problem.ts';

export interface Word {
  /** Without quotes and escapes. */
  readonly text: string;
  /** Per UTF-16 unit: inside quotes, so without special meaning. */
  readonly literal: readonly boolean[];
  /** Per UTF-16 unit: its position in the filter. */
  readonly positions: readonly number[];
  /** With quotes; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

export function placeOf(word: Word): ProblemPlace {
  return { at: word.start, length: word.end - word.start };
}

/** Even `""`. */
export function isQuoted(word: Word): boolean {
  return word.end - word.start > word.text.length;
}

/** Outside quotes; -1: none. */
export function indexOfPlain(word: Word, unit: string, from = 0): number {
  for (let index = from; index < word.text.length; index += 1) {
    if (word.text[index] === unit && !word.literal[index]) return index;
  }
  return -1;
}

/** null: free text. */
export function colonOf(word: Word): number | null {
  const colon = indexOfPlain(word, ':');
  return colon <= 0 || word.literal.slice(0, colon).includes(true) ? null : colon;
}

/** With quotes at its edges. */
export function sliceWord(word: Word, from: number, to = word.text.length): Word {
  const before = word.positions[from - 1];
  const after = word.positions[to];
  return {
    text: word.text.slice(from, to),
    literal: word.literal.slice(from, to),
    positions: word.positions.slice(from, to),
    start: before === undefined ? word.start : before + 1,
    end: after === undefined ? word.end : after,
  };
}

/** At the first one outside quotes; `rest` null: none. */
export function splitWord(word: Word, unit: string): { head: Word; rest: Word | null } {
  const index = indexOfPlain(word, unit);
  if (index < 0) return { head: word, rest: null };
  return { head: sliceWord(word, 0, index), rest: sliceWord(word, index + 1) };
}

/** Spaces between them count as quoted. */
export function joinWords(words: readonly Word[]): Word {
  return words.reduce((left, right) => ({
    text: `${left.text} ${right.text}`,
    literal: [...left.literal, true, ...right.literal],
    positions: [...left.positions, left.end, ...right.positions],
    start: left.start,
    end: right.end,
  }));
}
