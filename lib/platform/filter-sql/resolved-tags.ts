/** What the catalogue knows of a filter's tag terms. */

import type { TagNode } from '#lib/shared/filter/grammar.ts';
import { printTerm } from '#lib/shared/filter/print.ts';

/**
 * A term that fits more tags than this is compiled as a join with the catalogue instead of a list of ids: so many
 * still fit into the memory that PostgreSQL allows a hash by default, four times over.
 */
export const maxTagIds = 50_000;

export interface ResolvedTerm {
  /** Ids in `tags`; empty when `wide`. */
  readonly ids: readonly number[];
  /** More than `maxTagIds` tags fit. */
  readonly wide: boolean;
  /** Sum of the ids' stored usage counts: exactly the users who carry the tag where it is one, else at most so many. */
  readonly usage: number;
}

/** For the tags where a comparison starts: their equals at the other place. */
export interface Counterparts {
  /** Ids in `tags`, ascending. */
  readonly tags: readonly number[];
  /** One for one with `tags`: the id of the equal, 0 where there is none. */
  readonly equals: readonly number[];
}

export interface UnknownTag {
  readonly term: TagNode;
  /** The term as printed; `locateTerms` finds it in what was typed. */
  readonly text: string;
  /** Up to three known tags that may have been meant, as terms to type, nearest first. */
  readonly suggestions: readonly string[];
}

export interface ResolvedTags {
  /** By the printed term: see `resolvedTerm`. */
  readonly terms: ReadonlyMap<string, ResolvedTerm>;
  /** By the printed term, for `differs:` and `missing:`; absent where there are more than `maxTagIds` tags to compare. */
  readonly counterparts: ReadonlyMap<string, Counterparts>;
  readonly unknown: readonly UnknownTag[];
}

/** For filters without tag terms. */
export const noTags: ResolvedTags = { terms: new Map(), counterparts: new Map(), unknown: [] };

/** The term's answer; throws when the filter was resolved without it, which is a fault of the caller. */
export function resolvedTerm(resolved: ResolvedTags, term: TagNode): ResolvedTerm {
  const found = resolved.terms.get(printTerm(term));
  if (!found) throw new Error(`The tag term ${printTerm(term)} was not resolved.`);
  return found;
}
