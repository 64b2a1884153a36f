/** The tree of a filter. Browser-safe. Plain data: trees are equal exactly when their JSON is. */

import type { ProviderId } from '#lib/providers/ids.ts';

/** In UTF-16 units. */
export const maxFilterLength = 10_000;

/** null: short enough. */
export function tooLongForFilter({ length }: string): string | null {
  const [most, given] = [maxFilterLength, length].map((number) => number.toLocaleString('en'));
  return length > maxFilterLength
    ? `A filter has at most ${most} characters; this one has ${given}. New run takes longer lists.`
    : null;
}

/** Brackets and NOTs around a term. */
export const maxFilterDepth = 50;
/** More is a list to import. */
export const maxFilterTerms = 500;

export const proofs = ['confirmed', 'accepted', 'imported', 'pending', 'unknown'] as const;
export type Proof = (typeof proofs)[number];

/** `=` is “on that day” or “exactly”. */
export const comparisons = ['=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof comparisons)[number];

export const spanUnits = { h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
export type SpanUnit = keyof typeof spanUnits;

/** Terms that need no colon: without one, anywhere. */
export const bareWords = ['untagged', 'drift'] as const;

/** Case-sensitive; `open`: anything may follow (`pro*`). */
export interface Pattern {
  readonly text: string;
  readonly open: boolean;
}

/** In name, e-mail or an identity's id; case-insensitive. */
export interface TextNode {
  readonly kind: 'text';
  readonly text: string;
}

/**
 * `provider` null: any; `key`: label, type or key; null `key` or `value`: any, at most one of them. A label
 * never matches a `value`.
 */
export interface TagNode {
  readonly kind: 'tag';
  readonly provider: ProviderId | null;
  readonly key: Pattern | null;
  readonly value: Pattern | null;
}

export interface IdentityNode {
  readonly kind: 'identity';
  readonly provider: ProviderId;
}

export interface IdentitiesNode {
  readonly kind: 'identities';
  readonly comparison: Comparison;
  readonly count: number;
}

/** `provider` null: no tag anywhere; with or without an identity. */
export interface UntaggedNode {
  readonly kind: 'untagged';
  readonly provider: ProviderId | null;
}

/** `<`: at most that long ago; `>`: longer. */
export interface Age {
  readonly comparison: '<' | '>';
  readonly amount: number;
  readonly unit: SpanUnit;
}

/** What a provider shows otherwise waits for a decision. `provider` null: anywhere. */
export interface DriftNode {
  readonly kind: 'drift';
  readonly provider: ProviderId | null;
}

/** An identity whose tags can be read was last read so; never is longer ago than any time. */
export interface ReadNode {
  readonly kind: 'read';
  readonly provider: ProviderId | null;
  readonly age: Age;
}

/** Or an open change (`pending`). `provider` null: anywhere. `age`: of the mark; absent: any. */
export interface ProofNode {
  readonly kind: 'proof';
  readonly provider: ProviderId | null;
  readonly proof: Proof;
  readonly age?: Age;
}

export interface ChangedWithinNode {
  readonly kind: 'changed-within';
  readonly amount: number;
  readonly unit: SpanUnit;
}

/** `YYYY-MM-DD` in the installation's zone. */
export interface ChangedOnNode {
  readonly kind: 'changed-on';
  readonly comparison: Comparison;
  readonly date: string;
}

/** By e-mail; case-insensitive. */
export interface ChangedByNode {
  readonly kind: 'changed-by';
  readonly member: string;
}

/** A decimal int64 as text. */
export interface RunNode {
  readonly kind: 'run';
  readonly id: string;
}

/** Whom an import made (`new`) or changed; null: both. */
export const importParts = ['new', 'changed'] as const;

/** `id`: as of a run. */
export interface ImportNode {
  readonly kind: 'import';
  readonly id: string;
  readonly part: (typeof importParts)[number] | null;
}

export interface ValueAt {
  readonly provider: ProviderId;
  readonly key: string;
}

/** Both have a value, and they differ. */
export interface DiffersNode {
  readonly kind: 'differs';
  readonly left: ValueAt;
  readonly right: ValueAt;
}

/** Some tag at `from` has no equal (key and value) at `to`; no identity is needed there. */
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
  | DriftNode
  | ReadNode
  | ChangedWithinNode
  | ChangedOnNode
  | ChangedByNode
  | RunNode
  | ImportNode
  | DiffersNode
  | MissingNode;

/** At least two. */
export interface AndNode {
  readonly kind: 'and';
  readonly items: readonly FilterNode[];
}

/** At least two. */
export interface OrNode {
  readonly kind: 'or';
  readonly items: readonly FilterNode[];
}

export interface NotNode {
  readonly kind: 'not';
  readonly item: FilterNode;
}

export type FilterNode = TermNode | AndNode | OrNode | NotNode;
