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
  return `${label}’s catalogue has no ${one ? nouns.tag : nouns.tags} ${names}: ${one ? 'it' : 'they'} would be refused. The plan offers to create ${one ? 'it' : 'them'} or to choose another.`;
}
