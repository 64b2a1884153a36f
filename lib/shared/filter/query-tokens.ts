/** A filter as tokens for the search box: each knows its place in the text. Browser-safe. */

import type { FilterNode } from './grammar.ts';
import { parseTerm } from './parse-term.ts';
import { FilterProblem } from './problem.ts';
import { spacedTagAt } from './spaced-tag.ts';
import { isSpace, type Token, tokenize } from './tokenize.ts';

/** `end` is exclusive. An AND that is not written has no length. */
export type QueryToken = { readonly at: number; readonly end: number } & (
  | { readonly kind: 'open' | 'close' }
  /** `term`: how many come before it. */
  | { readonly kind: 'and' | 'or'; readonly term: number }
  /** `index`: among those that are drawn. */
  | { readonly kind: 'not'; readonly index: number }
  /** A term, or `no:vero`, also as `NOT has:vero`. */
  | { readonly kind: 'term'; readonly term: number; readonly node: FilterNode }
);

/** More is a list: it stays text. */
export const maxQueryTokens = 40;

/**
 * All tokens of a filter without mistakes; else those before the first word that is none. Plain words side by
 * side have no AND between them. Empty for plain words alone.
 */
export function readQueryTokens(text: string): QueryToken[] {
  const { tokens, unclosedQuote } = tokenize(text);
  if (tokens.length > maxQueryTokens) return [];
  const read: QueryToken[] = [];
  let term = 0;
  let not = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as Token;
    const found = nodeAt(text, tokens, index);
    if (token.kind === 'word' && (!found || (unclosedQuote !== null && found.last === tokens.length - 1)))
      break;
    const place = { at: token.at, end: endOf(tokens[found?.last ?? index] as Token) };
    const before = read.at(-1);
    const isBegun = found !== null || token.kind === 'open' || token.kind === 'not';
    if (
      isBegun &&
      (before?.kind === 'close' || (before?.kind === 'term' && !areWords(before.node, found?.node)))
    )
      read.push({ kind: 'and', at: token.at, end: token.at, term });
    if (found) {
      read.push({ kind: 'term', ...place, term, node: found.node });
      term += 1;
      index = found.last;
    } else if (token.kind === 'not') {
      read.push({ kind: 'not', ...place, index: not });
      not += 1;
    } else if (token.kind === 'and' || token.kind === 'or') read.push({ kind: token.kind, ...place, term });
    else if (token.kind === 'open' || token.kind === 'close') read.push({ kind: token.kind, ...place });
  }
  return read.every((one) => one.kind === 'term' && one.node.kind === 'text') ? [] : read;
}

const endOf = (token: Token) => token.at + token.length;

function areWords(left: FilterNode, right: FilterNode | undefined): boolean {
  return left.kind === 'text' && right?.kind === 'text';
}

/** The term that begins here, and its last token; null: none, or one with a mistake. */
function nodeAt(
  text: string,
  tokens: readonly Token[],
  index: number,
): { node: FilterNode; last: number } | null {
  const token = tokens[index];
  const next = tokens[index + 1];
  if (token?.kind === 'not' && next?.kind === 'word') {
    const node = termOf(text, tokens, index + 1);
    // As the printed filter says it: `no:vero`.
    return node?.kind === 'identity' ? { node: { kind: 'not', item: node }, last: index + 1 } : null;
  }
  const node = token?.kind === 'word' ? termOf(text, tokens, index) : null;
  return node && { node, last: index };
}

function termOf(text: string, tokens: readonly Token[], index: number): FilterNode | null {
  const token = tokens[index];
  if (token?.kind !== 'word' || (spacedTagAt(tokens, index)?.words ?? 1) > 1) return null;
  try {
    return parseTerm(token.word, text.length);
  } catch (error) {
    if (error instanceof FilterProblem) return null;
    throw error;
  }
}

/** What Backspace behind these tokens removes: the last one with its AND, OR and NOT, or a whole group. */
export function lastTokenFrom(tokens: readonly QueryToken[]): number {
  let first = tokens.length - 1;
  if (tokens[first]?.kind === 'close') {
    let depth = 0;
    do {
      const { kind } = tokens[first] as QueryToken;
      depth += kind === 'close' ? 1 : kind === 'open' ? -1 : 0;
      first -= 1;
    } while (depth > 0 && first >= 0);
    first += 1;
  } else if (tokens[first]?.kind !== 'term') return tokens[first]?.at ?? 0;
  const joins = new Set<string | undefined>(['and', 'or', 'not']);
  while (joins.has(tokens[first - 1]?.kind)) first -= 1;
  return tokens[first]?.at ?? 0;
}

/** A filter while it is edited. */
export type QueryEdit = {
  /** Drawn as tokens; the text from `from` on stays text. */
  readonly tokens: readonly QueryToken[];
  readonly from: number;
  /** Of the selection; equal: only a cursor. */
  readonly selection: readonly [from: number, to: number];
};

/**
 * Tokens before the cursor. One that the cursor is in is text; one that it touches is text only while it
 * `isTyped`, so that Backspace takes a letter there. What is selected as a whole stays a token.
 */
export function editQuery(text: string, selection: QueryEdit['selection'], isTyped: boolean): QueryEdit {
  const all = readQueryTokens(text);
  const [from, to] = selection;
  const isCut = all.some(({ at, end }) => at < from && from < end);
  const limit = from === to || isCut ? from : to;
  const isTouched = (end: number) => end === limit && isTyped && from === to && text[end - 1] !== ')';
  const open = all.findIndex(({ end }) => end > limit || isTouched(end));
  let tokens = open < 0 ? all : all.slice(0, open);
  // An AND that is not written waits for what it joins.
  const last = tokens.at(-1);
  if (last && last.at === last.end) tokens = tokens.slice(0, -1);
  let start = tokens.at(-1)?.end ?? 0;
  while (tokens.length > 0 && start < limit && isSpace(text[start])) start += 1;
  return { tokens, from: start, selection };
}
