/** One word of a filter's text, unquoted, which still knows what was quoted and where each unit stood. Browser-safe. */

import type { ProblemPlace } from './problem.ts';

export interface Word {
  /** Without quotes and escapes. */
  readonly text: string;
  /** Per UTF-16 unit of `text`: was it inside quotes, so without special meaning. */
  readonly literal: readonly boolean[];
  /** Per UTF-16 unit of `text`: its position in the filter's text. */
  readonly positions: readonly number[];
  /** Positions in the filter's text, quotes included; `end` is one past the last. */
  readonly start: number;
  readonly end: number;
}

/** Where the word stands. */
export function placeOf(word: Word): ProblemPlace {
  return { at: word.start, length: word.end - word.start };
}

/** Whether any part of the word was in quotes, even `""`. */
export function isQuoted(word: Word): boolean {
  return word.end - word.start > word.text.length;
}

/** Index in `text` of the first such unit outside quotes, or -1. */
export function indexOfPlain(word: Word, unit: string, from = 0): number {
  for (let index = from; index < word.text.length; index += 1) {
    if (word.text[index] === unit && !word.literal[index]) return index;
  }
  return -1;
}

/** Index of the colon that ends a field's name; null for a word of free text. */
export function colonOf(word: Word): number | null {
  const colon = indexOfPlain(word, ':');
  return colon <= 0 || word.literal.slice(0, colon).includes(true) ? null : colon;
}

/** The part from index `from` to before index `to` of `text`; quotes at its edges belong to it. */
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

/** Cuts at the first such unit outside quotes; `rest` is null when there is none. */
export function splitWord(word: Word, unit: string): { head: Word; rest: Word | null } {
  const index = indexOfPlain(word, unit);
  if (index < 0) return { head: word, rest: null };
  return { head: sliceWord(word, 0, index), rest: sliceWord(word, index + 1) };
}

/** Several words of one text as one; the spaces between them count as quoted. */
export function joinWords(words: readonly Word[]): Word {
  return words.reduce((left, right) => ({
    text: `${left.text} ${right.text}`,
    literal: [...left.literal, true, ...right.literal],
    positions: [...left.positions, left.end, ...right.positions],
    start: left.start,
    end: right.end,
  }));
}
