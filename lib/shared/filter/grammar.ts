/**
 * The tree of a filter: what `parseFilter` gives, what everything else in this folder takes.
 * Browser-safe. Every node is plain data, so two trees are equal exactly when their JSON is.
 */

import type { ProviderId } from '#lib/providers/ids.ts';

/** Most UTF-16 units of a filter's text. */
export const maxFilterLength = 10_000;

/** What is said of a text that is too long for a filter, wherever it stands; null: it is not. */
export function tooLongForFilter({ length }: string): string | null {
  const [most, given] = [maxFilterLength, length].map((number) => number.toLocaleString('en'));
  return length > maxFilterLength
    ? `A filter has at most ${most} characters; this one has ${given}. New run takes longer lists as a CSV file.`
    : null;
}

/** Most brackets and NOTs around one term. */
export const maxFilterDepth = 50;
/** Most terms in one filter: more would be a list to import, not a filter to read. */
export const maxFilterTerms = 500;

export const proofs = ['confirmed', 'accepted', 'imported', 'pending', 'unknown'] as const;
export type Proof = (typeof proofs)[number];

/** `=` is “on that day” or “exactly so many”. */
export const comparisons = ['=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof comparisons)[number];

/** Units of a span of time: hours, days, weeks. */
export const spanUnits = { h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
export type SpanUnit = keyof typeof spanUnits;

/** Text to match with its case; with `open` anything may follow it (`pro*`). */
export interface Pattern {
  readonly text: string;
  readonly open: boolean;
}

/** Some part of name, e-mail or an identity's id contains the text; case is ignored. */
export interface TextNode {
  readonly kind: 'text';
  readonly text: string;
}

/**
 * Carries a tag. `provider` null means any; `key` is the label, type or key; a null `key` or `value` is not looked at.
 * At least one of the two is set; a label has no value, so a set `value` never matches one.
 */
export interface TagNode {
  readonly kind: 'tag';
  readonly provider: ProviderId | null;
  readonly key: Pattern | null;
  readonly value: Pattern | null;
}

/** Has an identity at the provider. */
export interface IdentityNode {
  readonly kind: 'identity';
  readonly provider: ProviderId;
}

/** Has that many identities. */
export interface IdentitiesNode {
  readonly kind: 'identities';
  readonly comparison: Comparison;
  readonly count: number;
}

/** Carries no tag: anywhere (`provider` null) or at the provider, with or without an identity there. */
export interface UntaggedNode {
  readonly kind: 'untagged';
  readonly provider: ProviderId | null;
}

/** Carries a tag with this proof, or has a change on its way (`pending`): anywhere (`provider` null) or at the provider. */
export interface ProofNode {
  readonly kind: 'proof';
  readonly provider: ProviderId | null;
  readonly proof: Proof;
}

/** Last changed within the span before now. */
export interface ChangedWithinNode {
  readonly kind: 'changed-within';
  readonly amount: number;
  readonly unit: SpanUnit;
}

/** Last changed before, on or after a day (`YYYY-MM-DD`) of the installation's time zone. */
export interface ChangedOnNode {
  readonly kind: 'changed-on';
  readonly comparison: Comparison;
  readonly date: string;
}

/** Some change of the user was asked for by the member with this e-mail; case is ignored. */
export interface ChangedByNode {
  readonly kind: 'changed-by';
  readonly member: string;
}

/** Some change of the user belongs to this run; the id is a decimal int64 kept as text. */
export interface RunNode {
  readonly kind: 'run';
  readonly id: string;
}

export interface ValueAt {
  readonly provider: ProviderId;
  readonly key: string;
}

/** Both values are there and are not the same text. */
export interface DiffersNode {
  readonly kind: 'differs';
  readonly left: ValueAt;
  readonly right: ValueAt;
}

/** Some tag at `from` has no equal (same key, same value) at `to`, where there need not be an identity. */
export interface MissingNode {
  readonly kind: 'missing';
  readonly from: ProviderId;
  readonly to: ProviderId;
}

export type TermNode =
  | TextNode
  | TagNode
  | IdentityNode
  | IdentitiesNode
  | UntaggedNode
  | ProofNode
  | ChangedWithinNode
  | ChangedOnNode
  | ChangedByNode
  | RunNode
  | DiffersNode
  | MissingNode;

/** Two items or more. */
export interface AndNode {
  readonly kind: 'and';
  readonly items: readonly FilterNode[];
}

/** Two items or more. */
export interface OrNode {
  readonly kind: 'or';
  readonly items: readonly FilterNode[];
}

export interface NotNode {
  readonly kind: 'not';
  readonly item: FilterNode;
}

export type FilterNode = TermNode | AndNode | OrNode | NotNode;
