import { countOf } from '#components/ui/count.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

const maxNamed = 5;

/** With what to do; null: none is missing. More than five are counted. */
export function formatMissing(provider: ProviderId, labels: readonly string[]): string | null {
  if (labels.length === 0) return null;
  const { label, nouns } = capabilitiesOf(provider);
  const rest = labels.length - maxNamed;
  const named = labels.slice(0, maxNamed).map((name) => `“${name}”`);
  const names = new Intl.ListFormat('en').format(rest > 0 ? [...named, `${rest} more`] : named);
  const one = labels.length === 1;
  return `${label}’s catalogue has no ${one ? nouns.tag : nouns.tags} ${names}: ${one ? 'it' : 'they'} will be refused. Create ${one ? 'it' : 'them'} on a user’s page, or choose another.`;
}

/** “12 changes ask for “VIP””. */
export function formatAsked({ label, count }: { label: string; count: number }): string {
  return `${countOf(count, 'change')} ${count === 1 ? 'asks' : 'ask'} for “${label}”`;
}
