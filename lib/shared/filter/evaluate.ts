/**
 * The meaning of a filter for one user, in plain code: the reference that SQL is tested against.
 * Browser-safe; clear rather than fast.
 */

import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { type Clock, dayStart, nextDayStart } from '#lib/shared/days.ts';
import { fold } from '#lib/shared/text/fold.ts';
import {
  type Age,
  type ChangedOnNode,
  type Comparison,
  type FilterNode,
  type Pattern,
  type Proof,
  spanUnits,
  type TagNode,
} from './grammar.ts';

export interface PlainTag {
  readonly key: string;
  /** null: a label. */
  readonly value: string | null;
  readonly proof: Exclude<Proof, 'pending'>;
  /** Left out: just now. */
  readonly proofAt?: Date;
}

export interface PlainUser {
  /** '' for none. */
  readonly name: string;
  readonly email: string;
  readonly changedAt: Date;
  readonly identities: readonly {
    readonly provider: ProviderId;
    readonly externalId: string;
    /** The complete list; null, left out: never. */
    readonly readAt?: Date | null;
    /** Something differs there and waits for a decision. */
    readonly drift?: boolean;
    readonly tags: readonly PlainTag[];
  }[];
  readonly changes: readonly {
    readonly provider: ProviderId;
    readonly memberEmail: string | null;
    readonly runId: string | null;
    /** Not closed. */
    readonly open: boolean;
    /** Left out: just now. */
    readonly createdAt?: Date;
  }[];
  /** Each import at most once; left out: none. */
  readonly imports?: readonly { readonly id: string; readonly part: 'new' | 'changed' }[];
}

/** `clock`: now and the zone of days. No filter matches everybody. */
export function matches(node: FilterNode | null, user: PlainUser, clock: Clock): boolean {
  if (node === null) return true;
  switch (node.kind) {
    case 'and':
      return node.items.every((item) => matches(item, user, clock));
    case 'or':
      return node.items.some((item) => matches(item, user, clock));
    case 'not':
      return !matches(node.item, user, clock);
    case 'text': {
      const parts = [user.name, user.email, ...user.identities.map((identity) => identity.externalId)];
      const wanted = fold(node.text);
      return parts.some((part) => fold(part).includes(wanted));
    }
    case 'tag':
      return tagsOf(user, node.provider).some((tag) => tagMatches(node, tag));
    case 'identity':
      return user.identities.some((identity) => identity.provider === node.provider);
    case 'identities':
      return compares(user.identities.length, node.comparison, node.count);
    case 'untagged':
      return tagsOf(user, node.provider).length === 0;
    case 'proof':
      return node.proof === 'pending'
        ? user.changes.some(
            (change) =>
              change.open &&
              isAt(node.provider, change.provider) &&
              isAged(node.age, change.createdAt, clock),
          )
        : tagsOf(user, node.provider).some(
            (tag) => tag.proof === node.proof && isAged(node.age, tag.proofAt, clock),
          );
    case 'drift':
      return user.identities.some(
        (identity) => identity.drift === true && isAt(node.provider, identity.provider),
      );
    case 'read':
      return user.identities.some(
        ({ provider, readAt = null }) =>
          isAt(node.provider, provider) &&
          capabilitiesOf(provider).canRead &&
          (readAt === null ? node.age.comparison === '>' : isAged(node.age, readAt, clock)),
      );
    case 'changed-within':
      return user.changedAt.getTime() >= clock.now.getTime() - node.amount * spanUnits[node.unit];
    case 'changed-on':
      return changedOn(node, user.changedAt, clock.zone);
    case 'changed-by':
      return user.changes.some(
        ({ memberEmail }) => memberEmail !== null && fold(memberEmail) === fold(node.member),
      );
    case 'run':
      return user.changes.some((change) => change.runId === node.id);
    case 'import':
      return (user.imports ?? []).some(({ id, part }) => id === node.id && (node.part ?? part) === part);
    case 'differs': {
      const left = valuesAt(user, node.left.provider, node.left.key);
      const right = valuesAt(user, node.right.provider, node.right.key);
      return right.length > 0 && left.some((value) => !right.includes(value));
    }
    case 'missing': {
      const there = tagsOf(user, node.to);
      return tagsOf(user, node.from).some(
        (tag) => !there.some((other) => other.key === tag.key && other.value === tag.value),
      );
    }
  }
}

function isAged(age: Age | undefined, at: Date | undefined, clock: Clock): boolean {
  if (age === undefined) return true;
  const since = clock.now.getTime() - age.amount * spanUnits[age.unit];
  const time = (at ?? clock.now).getTime();
  return age.comparison === '<' ? time >= since : time < since;
}

/** Case and spaces count: providers may keep `Prospect` and `prospect` apart. */
export function tagMatches(
  node: Pick<TagNode, 'key' | 'value'>,
  tag: Pick<PlainTag, 'key' | 'value'>,
): boolean {
  const key = node.key === null || patternMatches(node.key, tag.key);
  const value = node.value === null || (tag.value !== null && patternMatches(node.value, tag.value));
  return key && value;
}

function patternMatches(pattern: Pattern, text: string): boolean {
  return pattern.open ? text.startsWith(pattern.text) : text === pattern.text;
}

function tagsOf(user: PlainUser, provider: ProviderId | null): PlainTag[] {
  const there = user.identities.filter((identity) => isAt(provider, identity.provider));
  return there.flatMap((identity) => identity.tags);
}

function isAt(wanted: ProviderId | null, provider: ProviderId): boolean {
  return wanted === null || wanted === provider;
}

function valuesAt(user: PlainUser, provider: ProviderId, key: string): string[] {
  return tagsOf(user, provider).flatMap((tag) => (tag.key === key && tag.value !== null ? [tag.value] : []));
}

export function compares(left: number, comparison: Comparison, right: number): boolean {
  if (comparison === '=') return left === right;
  if (comparison === '<') return left < right;
  if (comparison === '<=') return left <= right;
  return comparison === '>' ? left > right : left >= right;
}

function changedOn(node: ChangedOnNode, changedAt: Date, zone: string): boolean {
  const start = dayStart(node.date, zone);
  const end = nextDayStart(node.date, zone);
  if (node.comparison === '=') return changedAt >= start && changedAt < end;
  if (node.comparison === '<') return changedAt < start;
  if (node.comparison === '<=') return changedAt < end;
  return node.comparison === '>' ? changedAt >= end : changedAt >= start;
}
