import type { TagNode } from '#lib/shared/filter/grammar.ts';
import { printTerm } from '#lib/shared/filter/print.ts';

/** Beyond this a term is a join. Four times as many still fit PostgreSQL's default hash memory. */
export const maxTagIds = 50_000;

export interface ResolvedTerm {
  /** Empty when `wide`. */
  readonly ids: readonly number[];
  /** More than `maxTagIds`. */
  readonly wide: boolean;
  /** Sum of usage counts: exact for one id, else an upper bound of users. */
  readonly usage: number;
}

/** Tags at the first place and their equals at the other. */
export interface Counterparts {
  /** Ids, ascending. */
  readonly tags: readonly number[];
  /** Parallel to `tags`; 0: no equal. */
  readonly equals: readonly number[];
}

export interface UnknownTag {
  readonly term: TagNode;
  /** As printed; `locateTerms` finds it in the typed text. */
  readonly text: string;
  /** At most three, as terms to type, nearest first. */
  readonly suggestions: readonly string[];
}

export interface ResolvedTags {
  /** By the printed term. */
  readonly terms: ReadonlyMap<string, ResolvedTerm>;
  /** By the printed term; absent beyond `maxTagIds`. */
  readonly counterparts: ReadonlyMap<string, Counterparts>;
  readonly unknown: readonly UnknownTag[];
  /** Somebody was merged, and a term asks for what happened to users. */
  readonly followsMerges: boolean;
}

export const noTags: ResolvedTags = {
  terms: new Map(),
  counterparts: new Map(),
  unknown: [],
  followsMerges: false,
};

/** Throws when the filter was resolved without the term. */
export function resolvedTerm(resolved: ResolvedTags, term: TagNode): ResolvedTerm {
  const found = resolved.terms.get(printTerm(term));
  if (!found) throw new Error(`The tag term ${printTerm(term)} was not resolved.`);
  return found;
}
