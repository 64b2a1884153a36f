/** Completion at the cursor: what is wanted, and how a choice is inserted. Browser-safe. */

import { isProviderId, type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { compares } from './evaluate.ts';
import { fieldNames, hasLabels, isFieldName } from './fields.ts';
import { bareWords, comparisons, proofs } from './grammar.ts';
import { quoteIfNeeded, sourceOf } from './quote.ts';
import { spacedTagAt } from './spaced-tag.ts';
import { type Token, tokenize } from './tokenize.ts';
import { colonOf, isQuoted, sliceWord, splitWord, type Word } from './word.ts';

interface Place {
  /** Unquoted. */
  readonly typed: string;
  /** Replaced by a choice; to the end of the word. */
  readonly from: number;
  readonly to: number;
  /** After a choice: the slash between two places, usually nothing. */
  readonly ending: '' | '/';
  /** Before a choice: `Team=` for `Team = Sup`, usually nothing. */
  readonly opening: string;
}

export type Completion =
  /** A field, an operator, a tag of any provider, or free text. */
  | ({ readonly wanted: 'term' } & Place)
  /** `provider` null: any. `alone`: no value follows, since two keys are compared. */
  | ({ readonly wanted: 'key'; readonly provider: ProviderId | null; readonly alone: boolean } & Place)
  /** Empty key: under any. */
  | ({ readonly wanted: 'value'; readonly provider: ProviderId | null; readonly key: string } & Place)
  /** `except`: in the term already. */
  | ({ readonly wanted: 'provider'; readonly except: ProviderId | null } & Place)
  | ({ readonly wanted: 'provider-of-value' } & Place)
  /** `provider` null: a provider may come before a dot. */
  | ({ readonly wanted: 'proof'; readonly provider: ProviderId | null } & Place)
  | ({ readonly wanted: 'changed' | 'read' | 'identities' | 'member' | 'run' | 'import' } & Place);

/** null: nothing to complete, as after an unknown field. */
export function completionAt(text: string, cursor: number): Completion | null {
  const token = tokenize(text).tokens.find((one) => one.at < cursor && cursor <= one.at + one.length);
  // The text before the cursor decides; a choice replaces the rest of the word, too.
  const { tokens } = tokenize(text.slice(0, cursor));
  const spaced = completeSpacedTag(tokens, cursor, token ? token.at + token.length : cursor);
  if (spaced) return spaced;
  if (!token || token.kind === 'open' || token.kind === 'close' || text[token.at] === '-') {
    return { wanted: 'term', typed: '', from: cursor, to: cursor, ending: '', opening: '' };
  }
  const to = token.at + token.length;
  const before = tokens.at(-1);
  if (before?.kind !== 'word') {
    return {
      wanted: 'term',
      typed: text.slice(token.at, cursor),
      from: token.at,
      to,
      ending: '',
      opening: '',
    };
  }
  const { word } = before;
  const colon = colonOf(word);
  if (colon === null) return { wanted: 'term', ...place(word, to) };
  const name = word.text.slice(0, colon).toLowerCase();
  return isFieldName(name) ? completeField(name, sliceWord(word, colon + 1), to) : null;
}

function place(word: Word, to: number, ending: Place['ending'] = ''): Place {
  return { typed: word.text, from: word.start, to, ending, opening: '' };
}

/** A choice makes one word of `cerego:Team = Sup`. null: no such tag here. */
function completeSpacedTag(tokens: readonly Token[], cursor: number, to: number): Completion | null {
  const index = tokens.findLastIndex((token) => token.kind === 'word' && colonOf(token.word) !== null);
  const spaced = spacedTagAt(tokens, index);
  if (spaced === null || index + spaced.words < tokens.length || cursor <= spaced.term.end) return null;
  const { provider, key, value, content, end } = spaced;
  if (value && isQuoted(value) && cursor > end) return null;
  const opening = `${key ? sourceOf(key) : ''}=`;
  const typed = value?.text ?? '';
  return {
    wanted: 'value',
    provider,
    key: key?.text ?? '',
    typed,
    from: content.start,
    to,
    ending: '',
    opening,
  };
}

function completeField(name: (typeof fieldNames)[number], content: Word, to: number): Completion {
  if (isProviderId(name)) return completeTag(name, content, to);
  switch (name) {
    case 'tag':
      return completeTag(null, content, to);
    case 'has':
    case 'no':
    case 'untagged':
    case 'drift':
      return { wanted: 'provider', except: null, ...place(content, to) };
    case 'missing': {
      const { head, rest } = splitWord(content, '/');
      if (rest === null) return { wanted: 'provider', except: null, ...place(head, to, '/') };
      const from = head.text.toLowerCase();
      return { wanted: 'provider', except: isProviderId(from) ? from : null, ...place(rest, to) };
    }
    case 'proof': {
      const { head, rest } = splitWord(content, '.');
      const provider = isProviderId(head.text) ? head.text : null;
      return { wanted: 'proof', provider: rest ? provider : null, ...place(rest ?? head, to) };
    }
    case 'differs': {
      const second = splitWord(content, '/').rest;
      const { head, rest } = splitWord(second ?? content, '.');
      if (rest === null) return { wanted: 'provider-of-value', ...place(head, to) };
      const provider = isProviderId(head.text) ? head.text : null;
      return { wanted: 'key', provider, alone: true, ...place(rest, to, second === null ? '/' : '') };
    }
    case 'read':
    case 'changed':
    case 'identities':
    case 'run':
    case 'import':
      return { wanted: name, ...place(content, to) };
    case 'changed-by':
      return { wanted: 'member', ...place(content, to) };
  }
}

function completeTag(provider: ProviderId | null, content: Word, to: number): Completion {
  const { head, rest } = splitWord(content, '=');
  if (rest === null || hasLabels(provider))
    return { wanted: 'key', provider, alone: false, ...place(content, to) };
  return { wanted: 'value', provider, key: head.text, ...place(rest, to) };
}

const counts = Array.from({ length: providerIds.length + 1 }, (_, count) => String(count));
const signs = comparisons.filter((sign) => sign !== '=');
/** All at once would be too long a list. */
const countExamples = signs.map((sign) => `${sign}2`);
/** Only those that distinguish users: not `>=0`, not `>4`. */
const countComparisons = signs.flatMap((sign) => {
  const matching = (count: string) =>
    counts.filter((has) => compares(Number(has), sign, Number(count))).length;
  return counts
    .filter((count) => matching(count) > 0 && matching(count) < counts.length)
    .map((count) => sign + count);
});

/** Without a database query, as inserted. */
export function fixedChoices(completion: Completion): string[] {
  const starting = (choices: readonly string[]) =>
    choices.filter((choice) => choice.toLowerCase().startsWith(completion.typed.toLowerCase()));
  switch (completion.wanted) {
    case 'term':
      return starting([...fieldNames.map((name) => `${name}:`), ...bareWords, 'AND', 'OR', 'NOT']);
    case 'provider':
      return starting(providerIds.filter((id) => id !== completion.except)).map(
        (id) => id + completion.ending,
      );
    case 'provider-of-value':
      return starting(providerIds.filter((id) => !hasLabels(id)).map((id) => `${id}.`));
    case 'proof':
      return starting([
        ...proofs,
        ...(completion.provider === null ? providerIds.map((id) => `${id}.`) : []),
      ]);
    case 'changed':
      return starting(['24h', '7d', '4w']);
    case 'read':
      return starting(['>7d', '>4w', '24h']);
    case 'identities':
      return starting(
        completion.typed === '' ? [...counts, ...countExamples] : [...counts, ...countComparisons],
      );
    default:
      return [];
  }
}

/** Database text (key, value, e-mail), quoted as needed. */
export function insertable(text: string): string {
  return quoteIfNeeded(text, '=*/');
}

/**
 * The cursor comes after the choice; a complete one gets a space, one that ends in `:`, `.`, `=` or `/` wants
 * more.
 */
export function applyCompletion(
  text: string,
  completion: Completion,
  choice: string,
): { text: string; cursor: number } {
  const rest = text.slice(completion.to);
  const open = /[:.=/]$/.test(choice);
  const whole = completion.opening + choice;
  const inserted = open || /^[\s)]/.test(rest) ? whole : `${whole} `;
  const cursor = completion.from + inserted.length;
  return { text: text.slice(0, completion.from) + inserted + rest, cursor };
}
