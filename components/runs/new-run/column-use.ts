/** How a file's columns are used in a run. Pure. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Verb } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { RunSourceInput } from '#lib/shared/run-inputs.ts';
import type { RunUpload } from '#lib/shared/runs.ts';
import { asksForHeld } from '#lib/shared/tags.ts';

/** `key` empty: cells hold `key=value`. */
export type ColumnUse =
  | { kind: 'none' }
  | { kind: 'who'; as: 'email' | ProviderId }
  | { kind: 'mapping'; provider: ProviderId; verb: Verb; key: string };

export type ColumnUses = Record<string, ColumnUse>;
type FileMapping = Pick<Extract<RunSourceInput, { kind: 'csv' }>, 'who' | 'mappings'>;

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
    if (use.kind === 'who') mapping.who.push({ column, as: use.as });
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
    ...who.map(({ column, as }): [string, ColumnUse] => [column, { kind: 'who', as }]),
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
  if (kind === 'who' && (name === 'email' || provider)) return { kind, as: provider ?? 'email' };
  if (kind === 'mapping' && provider)
    return before.kind === 'mapping' && before.provider === provider ? before : mappingAt(provider);
  return unused;
}

export function choicesFor(
  isConnected: (provider: ProviderId) => boolean,
): { value: string; label: string }[] {
  const usable = providerIds.filter(isConnected);
  return [
    { value: 'none', label: 'Not used' },
    { value: 'who email', label: 'Who: e-mail' },
    ...providerIds.map((id) => ({
      value: `who ${id}`,
      label: `Who: ${capabilitiesOf(id).nouns.externalId}`,
    })),
    ...usable.map((id) => {
      const { label, nouns } = capabilitiesOf(id);
      return { value: `mapping ${id}`, label: `${label}: ${nouns.tags}` };
    }),
  ];
}

function mappingAt(provider: ProviderId, key = ''): ColumnUse {
  return { kind: 'mapping', provider, verb: capabilitiesOf(provider).verbs[0] ?? 'add', key };
}
