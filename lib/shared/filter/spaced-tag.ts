/**
 * A tag typed with spaces around “=”, as chips show it: `cerego:Team = Support`. As three terms it would
 * match nobody: the parser refuses it, completion fixes it. Browser-safe.
 */

import { isProviderId, type ProviderId } from '#lib/providers/ids.ts';
import { hasLabels } from './fields.ts';
import type { Token } from './tokenize.ts';
import { colonOf, isQuoted, joinWords, sliceWord, splitWord, type Word } from './word.ts';

export interface SpacedTag {
  readonly provider: ProviderId | null;
  /** null: any key, `fragment:= growth`. */
  readonly key: Word | null;
  /** null: nothing usable follows. */
  readonly value: Word | null;
  /** The first word, and its part after the colon. */
  readonly term: Word;
  readonly content: Word;
  /** Words taken up, and the end of the last. */
  readonly words: number;
  readonly end: number;
}

/** null: no such tag at the index. */
export function spacedTagAt(tokens: readonly Token[], index: number): SpacedTag | null {
  const token = tokens[index];
  const tag = token?.kind === 'word' ? tagIn(token.word) : null;
  if (tag === null || hasValue(tag.content)) return null;
  const parts = [tag.content, ...textsFrom(tokens, index + 1)].flatMap(cutSigns);
  const sign = parts.findIndex(({ isSign }) => isSign);
  const keys = parts.slice(0, sign).map(({ word }) => word);
  if (sign < 0 || (keys.length > 1 && keys.some(isQuoted))) return null;
  const start = parts.findIndex(({ isSign }, place) => place > sign && !isSign);
  const values = start < 0 ? [] : textOf(parts.slice(start));
  const last = values.at(-1) ?? parts.at(-1);
  return {
    ...tag,
    key: keys.length === 0 ? null : joinWords(keys),
    value: values.length === 0 ? null : joinWords(values.map(({ word }) => word)),
    words: (last?.place ?? 0) + 1,
    end: last?.word.end ?? tag.term.end,
  };
}

/** At a place with values, and more than the colon. */
function tagIn(term: Word): Pick<SpacedTag, 'provider' | 'term' | 'content'> | null {
  const colon = colonOf(term);
  if (colon === null) return null;
  const name = term.text.slice(0, colon).toLowerCase();
  const provider = isProviderId(name) ? name : null;
  if (provider === null ? name !== 'tag' : hasLabels(provider)) return null;
  const content = sliceWord(term, colon + 1);
  return content.text === '' ? null : { provider, term, content };
}

function hasValue(content: Word): boolean {
  const { rest } = splitWord(content, '=');
  return rest !== null && (rest.text !== '' || isQuoted(rest));
}

function textsFrom(tokens: readonly Token[], index: number): Word[] {
  const texts: Word[] = [];
  for (const token of tokens.slice(index)) {
    if (token.kind !== 'word' || colonOf(token.word) !== null) break;
    texts.push(token.word);
  }
  return texts;
}

/** `place`: of its word. */
type Part = { isSign: boolean; word: Word; place: number };

/** Unquoted ones, at both ends. */
function cutSigns(word: Word, place: number): Part[] {
  const isSign = (at: number) => word.text[at] === '=' && !word.literal[at];
  let from = 0;
  let to = word.text.length;
  while (isSign(from)) from += 1;
  while (to > from && isSign(to - 1)) to -= 1;
  return [
    { isSign: true, word: sliceWord(word, 0, from), place },
    { isSign: false, word: sliceWord(word, from, to), place },
    { isSign: true, word: sliceWord(word, to), place },
  ].filter((part) => part.word.text !== '' || (!part.isSign && isQuoted(part.word)));
}

/** A quoted text stands alone; unquoted words may belong together. */
function textOf(parts: readonly Part[]): Part[] {
  const [first] = parts;
  if (first && isQuoted(first.word)) return [first];
  const end = parts.findIndex(({ isSign, word }) => isSign || isQuoted(word));
  return parts.slice(0, end < 0 ? parts.length : end);
}
