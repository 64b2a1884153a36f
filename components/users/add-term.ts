/** Writes clicked conditions into the filter's text: the same text that can be typed. */
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { FilterNode, TagNode } from '#lib/shared/filter/grammar.ts';
import { normalise } from '#lib/shared/filter/normalise.ts';
import { printFilter } from '#lib/shared/filter/print.ts';

export function tagTerm(provider: ProviderId, tag: TagText): TagNode {
  return {
    kind: 'tag',
    provider,
    key: { text: tag.key, open: false },
    value: tag.value === null ? null : { text: tag.value, open: false },
  };
}

/** Carries whatever tag there: the opposite of `untagged:`. */
export function anyTagTerm(provider: ProviderId): TagNode {
  return { kind: 'tag', provider, key: { text: '', open: true }, value: null };
}

/** The text of the filter with one more condition. It takes what was read, not a text: one that cannot be read stays as it is. */
export function addTerm(filter: FilterNode | null, term: FilterNode): string {
  return printFilter(filter === null ? term : normalise({ kind: 'and', items: [filter, term] }));
}
