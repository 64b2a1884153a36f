/**
 * Cuts a filter into words, brackets, operators. Never fails: completion and colouring work on unfinished
 * text. Browser-safe.
 */

import type { Word } from './word.ts';

export type Token =
  | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not'; readonly at: number; readonly length: number }
  | { readonly kind: 'word'; readonly at: number; readonly length: number; readonly word: Word };

export interface Tokens {
  readonly tokens: readonly Token[];
  /** Everything after it is in the last word. */
  readonly unclosedQuote: number | null;
}

const operators = new Map<string, 'and' | 'or' | 'not'>([
  ['and', 'and'],
  ['or', 'or'],
  ['not', 'not'],
]);

export function isOperator(text: string): boolean {
  return operators.has(text.toLowerCase());
}

export function isSpace(unit: string | undefined): boolean {
  return unit !== undefined && /\s/.test(unit);
}

function endsWord(unit: string | undefined): boolean {
  return unit === undefined || unit === '(' || unit === ')' || isSpace(unit);
}

interface ReadWord {
  readonly word: Word;
  readonly unclosedQuote: number | null;
}

/** Inside quotes only `\"` and `\\` are escapes. */
function readWord(text: string, start: number): ReadWord {
  let content = '';
  const literal: boolean[] = [];
  const positions: number[] = [];
  let quote: number | null = null;
  let at = start;
  while (at < text.length && (quote !== null || !endsWord(text[at]))) {
    if (text[at] === '"') {
      quote = quote === null ? at : null;
      at += 1;
      continue;
    }
    const escaped = quote !== null && text[at] === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\');
    if (escaped) at += 1;
    content += text[at];
    literal.push(quote !== null);
    positions.push(at);
    at += 1;
  }
  return { word: { text: content, literal, positions, start, end: at }, unclosedQuote: quote };
}

/** It stands before something to negate. */
function isMinus(text: string, at: number): boolean {
  const next = text[at + 1];
  return text[at] === '-' && (next === '(' || !endsWord(next));
}

export function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  let unclosedQuote: number | null = null;
  let at = 0;
  while (at < text.length) {
    const unit = text[at];
    if (isSpace(unit)) {
      at += 1;
    } else if (unit === '(' || unit === ')') {
      tokens.push({ kind: unit === '(' ? 'open' : 'close', at, length: 1 });
      at += 1;
    } else if (isMinus(text, at)) {
      tokens.push({ kind: 'not', at, length: 1 });
      at += 1;
    } else {
      const read = readWord(text, at);
      const { word } = read;
      const length = word.end - at;
      const operator = length === word.text.length ? operators.get(word.text.toLowerCase()) : undefined;
      tokens.push(operator ? { kind: operator, at, length } : { kind: 'word', at, length, word });
      unclosedQuote = read.unclosedQuote;
      at = word.end;
    }
  }
  return { tokens, unclosedQuote };
}
