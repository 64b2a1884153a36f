/** What two users would be as one. Pure. */
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import type { ShownIdentity, ShownUser } from '#lib/shared/users.ts';

/** `chosen`: goes with the first user; null: neither has one, or the member has to say which. */
export type TogetherAt = {
  provider: ProviderId;
  first: ShownIdentity | null;
  second: ShownIdentity | null;
  chosen: ShownIdentity | null;
  isConflict: boolean;
};

/** `keep`: chosen ids where both have one. */
export function together(first: ShownUser, second: ShownUser, keep: readonly number[]): TogetherAt[] {
  const at = (user: ShownUser, provider: ProviderId) =>
    user.identities.find((identity) => identity.provider === provider) ?? null;
  return providerIds.map((provider) => {
    const [one, other] = [at(first, provider), at(second, provider)];
    const isConflict = one !== null && other !== null && other.sameAs?.userId !== first.id;
    const kept = [one, other].find((identity) => identity !== null && keep.includes(identity.id)) ?? null;
    return { provider, first: one, second: other, isConflict, chosen: isConflict ? kept : (one ?? other) };
  });
}

/** Of one user under two references the one that holds the provider's own id stays. */
export function survivorFirst(users: readonly [ShownUser, ShownUser]): readonly [ShownUser, ShownUser] {
  const [one, other] = users;
  const isMarked = one.identities.some(({ sameAs }) => sameAs?.userId === other.id);
  return isMarked ? [other, one] : [one, other];
}

/** “3 identities, 9 tags” of the first user afterwards. */
export function togetherWords(parts: readonly TogetherAt[]): string {
  const ids = parts.flatMap(({ chosen }) => (chosen ? [chosen] : []));
  const tags = ids.reduce((sum, identity) => sum + identity.tags.length, 0);
  const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;
  return `${count(ids.length, 'identity', 'identities')}, ${count(tags, 'tag', 'tags')}`;
}

/** Who stays as a user of the ids that were not chosen; null: nobody. */
export function leftOver(second: ShownUser, parts: readonly TogetherAt[]): string | null {
  const stay = parts.flatMap(({ first, second: other, chosen, isConflict }) => {
    if (!isConflict || !chosen) return [];
    return chosen.id === first?.id ? [other] : [first];
  });
  const ids = stay.flatMap((identity) => (identity ? [identity.externalId] : []));
  return ids.length === 0 ? null : `${ids.join(', ')} stays with ${titleOf(second)}, a user of its own.`;
}
