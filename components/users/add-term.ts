/** Writes clicked conditions into the filter's text: the same text that can be typed. */
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { FilterNode, TagNode } from '#lib/query/grammar.ts';
import { normalise } from '#lib/query/normalise.ts';
import { parseFilter } from '#lib/query/parse.ts';
import { printFilter } from '#lib/query/print.ts';

export function tagTerm(provider: ProviderId, tag: TagText): TagNode {
  return {
    kind: 'tag',
    provider,
    key: { text: tag.key, open: false },
    value: tag.value === null ? null : { text: tag.value, open: false },
  };
}

/** The filter with one more condition; a text that cannot be read is replaced by it. */
export function addTerm(q: string, term: FilterNode): string {
  const parsed = parseFilter(q);
  const before = parsed.ok ? parsed.filter : null;
  return printFilter(before === null ? term : normalise({ kind: 'and', items: [before, term] }));
}
