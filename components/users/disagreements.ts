/** Where two providers say different things of one user: the same key, whatever its case, with another value. */
import type { ProviderId } from '#lib/providers/ids.ts';
import { hasLabels, providerNames } from '#lib/shared/filter/fields.ts';
import type { DiffersNode } from '#lib/shared/filter/grammar.ts';
import type { ListedIdentity, ShownTag } from '#lib/shared/users.ts';

/** The other provider's word on a key. */
export type OtherWord = { provider: ProviderId; key: string; value: string };

/** A tag as a cell shows it; `differs`: another provider has another value under this key. */
export type RowTag = ShownTag & { differs?: OtherWord | undefined };

/**
 * The identity's tags with what differs elsewhere, those first. Values are compared as the filter's `differs:` does,
 * letter by letter. Labels have no value that could differ.
 */
export function withDisagreements(
  { provider, tags }: ListedIdentity,
  identities: readonly ListedIdentity[],
): readonly RowTag[] {
  if (hasLabels(provider)) return tags;
  const others = identities.filter((other) => other.provider !== provider && !hasLabels(other.provider));
  if (others.length === 0) return tags;
  const marked = tags.map((tag): RowTag => ({ ...tag, differs: findOther(tag, others) }));
  return [...marked.filter((tag) => tag.differs), ...marked.filter((tag) => !tag.differs)];
}

function findOther(tag: ShownTag, others: readonly ListedIdentity[]): OtherWord | undefined {
  for (const { provider, tags } of others) {
    const same = tags.filter((other) => other.key.toLowerCase() === tag.key.toLowerCase());
    const [first] = same;
    if (first && first.value !== null && !same.some((other) => other.value === tag.value)) {
      return { provider, key: first.key, value: first.value };
    }
  }
  return undefined;
}

/** “Region: California at Cerego, Nevada at FRAGMENT”. */
export function sayDisagreement(provider: ProviderId, tag: RowTag): string {
  if (!tag.differs) return '';
  const { provider: other, value } = tag.differs;
  return `${tag.key}: ${tag.value} at ${providerNames[provider]}, ${value} at ${providerNames[other]}`;
}

/** The condition that finds everybody of whom the two providers say different things. */
export function differsTerm(provider: ProviderId, key: string, other: OtherWord): DiffersNode {
  return {
    kind: 'differs',
    left: { provider, key },
    right: { provider: other.provider, key: other.key },
  };
}
