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
  | { kind: 'act'; provider: ProviderId; verb: Verb; key: string };

export type ColumnUses = Record<string, ColumnUse>;
type FileMapping = Pick<Extract<RunSourceInput, { kind: 'csv' }>, 'who' | 'acts'>;

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
      const guessed = guesses.acts.find((guess) => guess.column === column && isConnected(guess.provider));
      return [column, guessed ? mappingAt(guessed.provider, guessed.key ?? '') : unused];
    }),
  );
}

export function mappingOf(columns: readonly string[], uses: ColumnUses): FileMapping {
  const mapping: FileMapping = { who: [], acts: [] };
  for (const column of columns) {
    const use = usageOf(uses, column);
    if (use.kind === 'who') mapping.who.push({ column, as: use.as });
    if (use.kind === 'act') {
      const { provider, verb } = use;
      // Existing tags are named letter by letter.
      const key = asksForHeld(verb) ? use.key : use.key.trim();
      mapping.acts.push({ column, provider, verb, key: key.trim() === '' ? null : key });
    }
  }
  return mapping;
}

/** The inverse. */
export function usesOf({ who, acts }: FileMapping): ColumnUses {
  return Object.fromEntries([
    ...who.map(({ column, as }): [string, ColumnUse] => [column, { kind: 'who', as }]),
    ...acts.map(({ column, provider, verb, key }): [string, ColumnUse] => [
      column,
      { kind: 'act', provider, verb, key: key ?? '' },
    ]),
  ]);
}

/** A select's value: `none`, `who email`, `act vero`. */
export function toChoice(use: ColumnUse): string {
  if (use.kind === 'who') return `who ${use.as}`;
  return use.kind === 'act' ? `act ${use.provider}` : 'none';
}

/** The inverse. Starts with the provider's first verb. */
export function fromChoice(choice: string, before: ColumnUse): ColumnUse {
  const [kind, name] = choice.split(' ');
  const provider = providerIds.find((id) => id === name);
  if (kind === 'who' && (name === 'email' || provider)) return { kind, as: provider ?? 'email' };
  if (kind === 'act' && provider)
    return before.kind === 'act' && before.provider === provider ? before : mappingAt(provider);
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
      return { value: `act ${id}`, label: `${label}: ${nouns.tags}` };
    }),
  ];
}

function mappingAt(provider: ProviderId, key = ''): ColumnUse {
  return { kind: 'act', provider, verb: capabilitiesOf(provider).verbs[0] ?? 'add', key };
}
