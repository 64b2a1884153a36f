/** What a run does, in one sentence, for lists and headings. Pure and browser-safe. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { RunIntent } from './input.ts';

const verbWords = { add: 'Add', remove: 'Remove', update: 'Update', set: 'Set' } as const;
const longest = 160;

/** “Add prospect at Vero, update plan = team at FRAGMENT”. */
export function titleOfIntents(intents: readonly RunIntent[]): string {
  const parts = intents.map(
    ({ provider, operations }) =>
      `${operations.map(describe).join(', ')} at ${capabilitiesOf(provider).label}`,
  );
  const [first = '', ...rest] = parts;
  const title = [first, ...rest.map((part) => part.charAt(0).toLowerCase() + part.slice(1))].join('; ');
  return title.length > longest ? `${title.slice(0, longest - 1)}…` : title;
}

function describe({ verb, key, value }: Operation, position: number): string {
  const word = position === 0 ? verbWords[verb] : verbWords[verb].toLowerCase();
  return `${word} ${key}${value === null ? '' : ` = ${value}`}`;
}

/** “Change tags at Vero and Cerego from crm.csv”. */
export function titleOfFile(fileName: string, providers: readonly ProviderId[]): string {
  const labels = providers.map((provider) => capabilitiesOf(provider).label);
  return `Change tags at ${new Intl.ListFormat('en').format(labels)} from ${fileName}`;
}
