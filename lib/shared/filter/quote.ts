/** Writes text so that the parser reads it back as it was. Browser-safe. */

import type { Pattern } from './grammar.ts';
import { isQuoted, type Word } from './word.ts';

/** In double quotes, with backslashes before quotes and backslashes. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Quoted only where spaces, quotes, brackets or one of `special` ask for it. */
export function quoteIfNeeded(text: string, special: string): string {
  const needed = text === '' || /[\s"()]/.test(text) || [...special].some((unit) => text.includes(unit));
  return needed ? quote(text) : text;
}

/** A tag's key or value as typed after the colon or `=`: `prospect`, `"Premium Customer"`, `pro*`. */
export function printPattern(pattern: Pattern): string {
  if (pattern.open && pattern.text === '') return '*';
  return quoteIfNeeded(pattern.text, '=*') + (pattern.open ? '*' : '');
}

/** A word, or several joined, as it can be typed; a star in it keeps its meaning where it had one. */
export function sourceOf(word: Word): string {
  return isQuoted(word) || word.literal.includes(true) ? quote(word.text) : word.text;
}
