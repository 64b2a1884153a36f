/**
 * Who a listed person is here. Pure. By the provider's own id, then by its second reference, then by an e-mail
 * that only one person has on either side; else somebody new. Never a guess.
 */
import type { DraftIdentity, DraftIndex, DraftUser } from '#lib/domain/imports/drafts.ts';
import type { HeldTag, IdentityRow } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { fold } from '#lib/shared/text/fold.ts';

/**
 * `secondRef` null also where it is the own id of somebody else in the list. `secondIsShared`, `emailIsShared`:
 * others in the list have it, too. `readFrom`: ISO 8601.
 */
export type PulledRow = IdentityRow & {
  isBad: boolean;
  hasSecondRef: boolean;
  secondIsShared: boolean;
  emailIsShared: boolean;
  readFrom: string;
};

export type Match =
  | { kind: 'known'; user: DraftUser; identity: DraftIdentity }
  | { kind: 'same-email'; user: DraftUser }
  | { kind: 'several'; users: DraftUser[] }
  | { kind: 'new' };

/** `ownIdOf`: the provider's own id of an identity, as far as it was told: another's second reference may equal it. */
export function matchRow(
  index: DraftIndex,
  provider: ProviderId,
  row: PulledRow,
  ownIdOf: (identityId: number) => string | null,
): Match {
  const ownId = (user: DraftUser | null) => ownIdOf(user?.identities.get(provider)?.id ?? 0);
  const holderOf = (ref: string | null) => (ref === null ? null : index.withId(provider, ref));
  const [first, second] = [holderOf(row.externalId), holderOf(row.secondRef)];
  const bySecond = second && ownId(second) === row.secondRef ? null : second;
  const isFormer = first !== null && ![null, row.externalId].includes(ownId(first));
  const holders = [...new Set([first, bySecond].filter((user) => user !== null))];
  const [holder] = holders;
  const identity = holder?.identities.get(provider);
  if (holders.length > 1 || isFormer || (!first && bySecond && row.secondIsShared))
    return { kind: 'several', users: holders };
  if (holder && identity) return { kind: 'known', user: holder, identity };
  const candidates =
    row.email === null ? [] : index.atEmail(row.email).filter((user) => !user.identities.has(provider));
  const [candidate] = candidates;
  if (!candidate) return { kind: 'new' };
  return candidates.length === 1 && !row.emailIsShared
    ? { kind: 'same-email', user: candidate }
    : { kind: 'several', users: candidates };
}

/** Somebody new of the list. */
export function addUser(index: DraftIndex, provider: ProviderId, row: PulledRow): DraftIdentity {
  const user: DraftUser = {
    id: null,
    name: row.name ?? '',
    email: row.email ?? '',
    identities: new Map(),
    renamedFrom: null,
    isChanged: true,
  };
  const identity = addIdentity(index, user, provider, row);
  index.add(user);
  return identity;
}

export function addIdentity(
  index: DraftIndex,
  user: DraftUser,
  provider: ProviderId,
  row: PulledRow,
): DraftIdentity {
  const { externalId, secondRef } = row;
  const otherRefs = secondRef === null || row.secondIsShared ? [] : [secondRef];
  const identity = {
    id: null,
    provider,
    externalId,
    otherRefs,
    before: [],
    tags: new Map(),
    isChanged: false,
  };
  user.identities.set(provider, identity);
  user.isChanged = true;
  index.addIdentity(user, identity);
  takeTags(user, identity, row.tags ?? [], row.readFrom);
  return identity;
}

/** The mirror becomes the list. Gives whether a tag or a value differed. */
export function takeTags(
  user: DraftUser,
  identity: DraftIdentity,
  shown: readonly HeldTag[],
  readFrom: string,
): boolean {
  const before = identity.tags;
  const after: DraftIdentity['tags'] = new Map();
  let differs = shown.length !== before.size;
  for (const { key, value, providerTagId } of shown) {
    const known = before.get(key);
    const isSame = known !== undefined && known.value === value;
    const isProved = isSame && known.proof === 'confirmed' && known.providerTagId === providerTagId;
    if (!isSame) differs = true;
    if (!isProved) identity.isChanged = true;
    after.set(
      key,
      isProved ? known : { key, value, proof: 'confirmed', proofAt: readFrom, providerTagId, tagId: null },
    );
  }
  if (differs) identity.isChanged = true;
  if (!identity.isChanged) return false;
  identity.tags = after;
  user.isChanged = true;
  return differs;
}

/** `name`, `email`: what the provider gave this user last. */
export type Told = { name: string | null; email: string | null };

/**
 * Sets name and e-mail where there is none or where this provider set it. A member's stays, and an e-mail of
 * somebody else is not taken. Gives what is the provider's from now on, null: as before.
 */
export function takeNames(index: DraftIndex, user: DraftUser, row: PulledRow, told: Told): Told | null {
  const mayName = user.name === '' || user.name === told.name;
  const mayMail = user.email === '' || user.email === told.email;
  const name = mayName && row.name !== null && row.name !== user.name ? row.name : null;
  const isFree = row.email !== null && index.withEmail(row.email).every((other) => other === user);
  const isOther = row.email !== null && (user.email === '' || fold(row.email) !== fold(user.email));
  const email = mayMail && isFree && isOther ? row.email : null;
  if (name === null && email === null) return null;
  user.renamedFrom ??= { name: user.name, email: user.email };
  user.isChanged = true;
  if (name !== null) user.name = name;
  if (email !== null) index.moveEmail(user, email);
  return { name: name ?? told.name, email: email ?? told.email };
}

/** After `takeNames`: what the provider says otherwise. A member can take it over. */
export function otherNames(user: DraftUser, { name, email }: PulledRow): Told {
  return {
    name: name !== null && name !== user.name ? name : null,
    email: email !== null && fold(email) !== fold(user.email) ? email : null,
  };
}
