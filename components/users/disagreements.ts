/** Where two providers have different values of a key, in any letter case. */
import type { ProviderId } from '#lib/providers/ids.ts';
import { hasLabels, providerNames } from '#lib/shared/filter/fields.ts';
import type { DiffersNode } from '#lib/shared/filter/grammar.ts';
import type { ListedIdentity, ShownTag } from '#lib/shared/users.ts';

export type OtherWord = { provider: ProviderId; key: string; value: string };

/** `differs`: another provider's value of this key. */
export type RowTag = ShownTag & { differs?: OtherWord | undefined };

/** Differing tags first. Values compare as `differs:` does, letter by letter; labels have none. */
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
export function formatDisagreement(provider: ProviderId, tag: RowTag): string {
  if (!tag.differs) return '';
  const { provider: other, value } = tag.differs;
  return `${tag.key}: ${tag.value} at ${providerNames[provider]}, ${value} at ${providerNames[other]}`;
}

/** Finds everybody for whom these two differ. */
export function differsTerm(provider: ProviderId, key: string, other: OtherWord): DiffersNode {
  return {
    kind: 'differs',
    left: { provider, key },
    right: { provider: other.provider, key: other.key },
  };
}
