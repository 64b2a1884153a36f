/**
 * A tag typed with spaces around its “=”, as chips show it: `cerego:Team = Support`. Read as three terms it would find
 * nobody, which is never meant: the parser refuses it, completion mends it. Browser-safe.
 */

import { isProviderId, type ProviderId } from '#lib/providers/ids.ts';
import { hasLabels } from './fields.ts';
import type { Token } from './tokenize.ts';
import { colonOf, isQuoted, joinWords, sliceWord, splitWord, type Word } from './word.ts';

export interface SpacedTag {
  readonly provider: ProviderId | null;
  /** Null for any key: `fragment:= growth`. */
  readonly key: Word | null;
  /** Null where nothing follows that could be one. */
  readonly value: Word | null;
  /** The first word, and the part of it behind its colon. */
  readonly term: Word;
  readonly content: Word;
  /** Words that it takes up, and where the last of them ends. */
  readonly words: number;
  readonly end: number;
}

/** Takes the tokens of a text; null where no such tag begins at the index. */
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

/** A tag term of a place where tags have values, and more than its colon. */
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

/** The words of free text that follow each other there. */
function textsFrom(tokens: readonly Token[], index: number): Word[] {
  const texts: Word[] = [];
  for (const token of tokens.slice(index)) {
    if (token.kind !== 'word' || colonOf(token.word) !== null) break;
    texts.push(token.word);
  }
  return texts;
}

/** `place`: of the word that it is a part of. */
type Part = { isSign: boolean; word: Word; place: number };

/** Cuts “=” outside quotes off both ends of a word. */
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

/** A text in quotes stands for itself; without them all that follows may belong together. */
function textOf(parts: readonly Part[]): Part[] {
  const [first] = parts;
  if (first && isQuoted(first.word)) return [first];
  const end = parts.findIndex(({ isSign, word }) => isSign || isQuoted(word));
  return parts.slice(0, end < 0 ? parts.length : end);
}
