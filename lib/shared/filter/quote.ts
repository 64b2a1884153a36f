/** The parser reads the text back unchanged. Browser-safe. */

import type { Pattern } from './grammar.ts';
import { isQuoted, type Word } from './word.ts';

/** Backslashes before quotes and backslashes. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** For spaces, quotes, brackets or one of `special`. */
export function quoteIfNeeded(text: string, special: string): string {
  const needed = text === '' || /[\s"()]/.test(text) || [...special].some((unit) => text.includes(unit));
  return needed ? quote(text) : text;
}

/** `prospect`, `"Premium Customer"`, `pro*`. */
export function printPattern(pattern: Pattern): string {
  if (pattern.open && pattern.text === '') return '*';
  return quoteIfNeeded(pattern.text, '=*') + (pattern.open ? '*' : '');
}

/** A star keeps its meaning. */
export function sourceOf(word: Word): string {
  return isQuoted(word) || word.literal.includes(true) ? quote(word.text) : word.text;
}
