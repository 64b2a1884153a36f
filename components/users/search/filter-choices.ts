/** Choices at a place of the filter. Pure. */

import { countOf } from '#components/ui/count.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { TermSuggestion } from '#lib/shared/catalogue.ts';
import { fields, hasLabels } from '#lib/shared/filter/fields.ts';
import { type Completion, fixedChoices, insertable } from '#lib/shared/filter/suggest.ts';
import { maxSearchLength } from '#lib/shared/text-limits.ts';
import type { NameSuggestion } from '#lib/shared/user-list.ts';

export type FilterChoice = {
  /** Inserted text; unique in the list. */
  value: string;
  label: string;
  note: string | undefined;
  provider: ProviderId | null;
};

/** What is asked: the catalogue, members, runs or imports. `key` null: no value is wanted. */
export type TermQuestion =
  | {
      wanted: 'term' | 'key' | 'value';
      provider: ProviderId | null;
      key: string | null;
      text: string;
    }
  | { wanted: 'member' | 'run' | 'import'; text: string };

export type Found = TermSuggestion | NameSuggestion;

/** One letter is in nearly every tag. */
const minWordLength = 2;

/** null: a date, a number, or a word just begun. */
export function questionAt(completion: Completion): TermQuestion | null {
  const text = completion.typed.trim();
  if (text.length > maxSearchLength) return null;
  switch (completion.wanted) {
    case 'term':
      return text.length < minWordLength ? null : { wanted: 'term', provider: null, key: null, text };
    case 'key':
      return { wanted: 'key', provider: completion.provider, key: null, text };
    case 'value':
      // Nobody types values of so long a key.
      if (completion.key.length > maxSearchLength) return null;
      return { wanted: 'value', provider: completion.provider, key: completion.key, text };
    case 'member':
    case 'run':
    case 'import':
      return { wanted: completion.wanted, text };
    default:
      return null;
  }
}

const maxWords = 4;

/** Empty where the typed text is known: nothing to complete. */
export function choicesAt(completion: Completion, found: readonly Found[]): FilterChoice[] {
  const fixed = fixedChoices(completion).map((word) => fixedChoice(word, completion));
  const isWord = completion.wanted === 'term' && completion.typed.length >= minWordLength;
  const choices = [
    ...(isWord ? fixed.slice(0, maxWords) : fixed),
    ...anyValue(completion),
    ...found.map((one) => ('provider' in one ? tagChoice(one, completion) : nameChoice(one))),
  ];
  if (choices.some(({ value }) => isTyped(value, completion))) return [];
  // Without a provider, equal texts are one choice.
  return choices.filter(({ value }, index) => choices.findIndex((other) => other.value === value) === index);
}

function isTyped(value: string, { typed, wanted, opening }: Completion): boolean {
  if (opening !== '') return false;
  return wanted === 'term' ? value.toLowerCase() === typed.toLowerCase() : value === insertable(typed);
}

function anyValue(completion: Completion): FilterChoice[] {
  if (completion.wanted !== 'value' || completion.typed !== '' || completion.key === '') return [];
  return [{ value: '*', label: 'any value', note: undefined, provider: null }];
}

function fixedChoice(word: string, { wanted }: Completion): FilterChoice {
  const field = wanted === 'term' ? fields.find(({ name }) => `${name}:` === word) : undefined;
  return { value: word, label: word, note: field?.meaning ?? wordMeanings[word], provider: null };
}

const wordMeanings: Record<string, string> = {
  untagged: 'has no tag anywhere',
  AND: 'both hold',
  OR: 'at least one holds',
  NOT: 'the next does not hold',
};

function nameChoice({ value, name }: NameSuggestion): FilterChoice {
  return { value: insertable(value), label: value, note: name, provider: null };
}

function tagChoice(tag: TermSuggestion, completion: Completion): FilterChoice {
  const users = countOf(tag.count, 'user');
  const row = {
    note: tag.near ? `did you mean · ${users}` : users,
    provider: tag.provider,
  };
  if (completion.wanted === 'value') {
    return { ...row, value: insertable(tag.value ?? ''), label: tag.value ?? '' };
  }
  const key = insertable(tag.key);
  const before = completion.wanted === 'term' ? `${tag.provider}:` : '';
  if (tag.value !== null) {
    return { ...row, value: `${before}${key}=${insertable(tag.value)}`, label: `${tag.key} = ${tag.value}` };
  }
  const isLabel = hasLabels(tag.provider);
  // A key alone asks for its value next, except in comparisons.
  const isAlone = isLabel || (completion.wanted === 'key' && completion.alone);
  const after = completion.ending || (isAlone ? '' : '=');
  return { ...row, value: before + key + after, label: isAlone ? tag.key : `${tag.key} = …` };
}
