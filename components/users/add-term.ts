/** Adds clicked conditions to the filter's text. */
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

/** Any tag there: the opposite of `untagged:`. */
export function anyTagTerm(provider: ProviderId): TagNode {
  return { kind: 'tag', provider, key: { text: '', open: true }, value: null };
}

/** Takes a parsed filter: one with a mistake stays as it is. */
export function addTerm(filter: FilterNode | null, term: FilterNode): string {
  return printFilter(filter === null ? term : normalise({ kind: 'and', items: [filter, term] }));
}
