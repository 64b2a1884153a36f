/** How a file's columns are used in a run. Pure. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Verb } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { RunSourceInput } from '#lib/shared/run-inputs.ts';
import type { RunUpload } from '#lib/shared/runs.ts';
import { asksForHeld } from '#lib/shared/tags.ts';
import { anyoneColumn } from './pasted-people.ts';

/** `any`: an e-mail or an id at any provider. `key` empty: cells hold `key=value`. */
export type ColumnUse =
  | { kind: 'none' }
  | { kind: 'who'; as: 'any' | 'email' | ProviderId }
  | { kind: 'mapping'; provider: ProviderId; verb: Verb; key: string };

export type ColumnUses = Record<string, ColumnUse>;
type FileMapping = Pick<Extract<RunSourceInput, { kind: 'csv' }>, 'who' | 'mappings'>;

const waysToName = ['email', ...providerIds] as const;
const unused: ColumnUse = { kind: 'none' };

export function usageOf(uses: ColumnUses, column: string): ColumnUse {
  return uses[column] ?? unused;
}

/** By column names, for connected providers. */
export function guessUses(
  { columns, guesses }: Pick<RunUpload, 'columns' | 'guesses'>,
  isConnected: (provider: ProviderId) => boolean,
): ColumnUses {
  return Object.fromEntries(
    columns.map((column): [string, ColumnUse] => {
      const who = guesses.who.find((guess) => guess.column === column);
      if (who) return [column, { kind: 'who', as: who.as }];
      if (column === anyoneColumn) return [column, { kind: 'who', as: 'any' }];
      const guessed = guesses.mappings.find(
        (guess) => guess.column === column && isConnected(guess.provider),
      );
      return [column, guessed ? mappingAt(guessed.provider, guessed.key ?? '') : unused];
    }),
  );
}

export function mappingOf(columns: readonly string[], uses: ColumnUses): FileMapping {
  const mapping: FileMapping = { who: [], mappings: [] };
  for (const column of columns) {
    const use = usageOf(uses, column);
    if (use.kind === 'who')
      mapping.who.push(...(use.as === 'any' ? waysToName : [use.as]).map((as) => ({ column, as })));
    if (use.kind === 'mapping') {
      const { provider, verb } = use;
      // Existing tags are named letter by letter.
      const key = asksForHeld(verb) ? use.key : use.key.trim();
      mapping.mappings.push({ column, provider, verb, key: key.trim() === '' ? null : key });
    }
  }
  return mapping;
}

/** The inverse. */
export function usesOf({ who, mappings }: FileMapping): ColumnUses {
  return Object.fromEntries([
    ...who.map(({ column, as }): [string, ColumnUse] => {
      const isAny = who.filter((each) => each.column === column).length > 1;
      return [column, { kind: 'who', as: isAny ? 'any' : as }];
    }),
    ...mappings.map(({ column, provider, verb, key }): [string, ColumnUse] => [
      column,
      { kind: 'mapping', provider, verb, key: key ?? '' },
    ]),
  ]);
}

/** A select's value: `none`, `who email`, `mapping vero`. */
export function toChoice(use: ColumnUse): string {
  if (use.kind === 'who') return `who ${use.as}`;
  return use.kind === 'mapping' ? `mapping ${use.provider}` : 'none';
}

/** The inverse. Starts with the provider's first verb. */
export function fromChoice(choice: string, before: ColumnUse): ColumnUse {
  const [kind, name] = choice.split(' ');
  const provider = providerIds.find((id) => id === name);
  if (kind === 'who' && (name === 'any' || name === 'email')) return { kind, as: name };
  if (kind === 'who' && provider) return { kind, as: provider };
  if (kind === 'mapping' && provider)
    return before.kind === 'mapping' && before.provider === provider ? before : mappingAt(provider);
  return unused;
}

/** “e-mail or any id”, “e-mail”, “Vero id” …, as choices. */
export const waysToFind = [
  { value: 'who any', label: 'e-mail or any id' },
  { value: 'who email', label: 'e-mail' },
  ...providerIds.map((id) => ({ value: `who ${id}`, label: capabilitiesOf(id).nouns.externalId })),
];

export function choicesFor(
  isConnected: (provider: ProviderId) => boolean,
): { value: string; label: string }[] {
  const usable = providerIds.filter(isConnected);
  return [
    { value: 'none', label: 'Not used' },
    ...waysToFind.map(({ value, label }) => ({ value, label: `Who: ${label}` })),
    ...usable.map((id) => {
      const { label, nouns } = capabilitiesOf(id);
      return { value: `mapping ${id}`, label: `${label}: ${nouns.tags}` };
    }),
  ];
}

function mappingAt(provider: ProviderId, key = ''): ColumnUse {
  return { kind: 'mapping', provider, verb: capabilitiesOf(provider).verbs[0] ?? 'add', key };
}
