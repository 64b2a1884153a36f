/**
 * Merges one good row into the drafts, wholly or not at all. Pure. A file never removes a tag and never
 * weakens a proof. It replaces values that came from a file; values confirmed or accepted by a provider stay,
 * and the row says so.
 */

import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { columnsOf } from '#lib/shared/imports.ts';
import { fold } from '#lib/shared/text/fold.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import type { Fault, ImportRow, RowIdentity } from './check-row.ts';
import type { DraftIdentity, DraftIndex, DraftUser } from './drafts.ts';

/** null: merged. `now`: time of its proofs, ISO 8601. */
export function mergeRow(index: DraftIndex, row: ImportRow, now: string): Fault[] | null {
  const found = findUser(index, row);
  if (found.faults) return found.faults;
  const faults = found.user ? findClashes(index, found.user, row) : findLooseTags(row);
  if (faults.length > 0) return faults;
  const user = found.user ?? addUser(index, row);
  takeName(index, user, row);
  for (const identity of row.identities) takeIdentity(index, user, identity, now);
  return null;
}

type Found = { user: DraftUser | null; faults: null } | { user: null; faults: Fault[] };

/** By any id, then by e-mail, also one that a merged user had. */
export function findUser(index: DraftIndex, row: ImportRow): Found {
  let match: { user: DraftUser; provider: ProviderId } | null = null;
  for (const { provider, externalId } of row.identities) {
    const user = externalId === null ? null : index.withId(provider, externalId);
    if (!user) continue;
    if (match && match.user !== user) {
      const reason = `The line names two users: ${nameOf(match.user)} by ${label(match.provider)}, ${nameOf(user)} by ${label(provider)}.`;
      return { user: null, faults: [{ column: columnsOf[provider].id, reason }] };
    }
    match ??= { user, provider };
  }
  if (match) return { user: match.user, faults: null };
  const [first, second] = row.email === '' ? [] : index.atEmail(row.email);
  if (second) {
    const reason = 'More than one user has this e-mail. Add an id, so that the right one is found.';
    const also = Object.values(columnsOf).map(({ id }) => id);
    return { user: null, faults: [{ column: 'email', reason, also }] };
  }
  return { user: first ?? null, faults: null };
}

function findClashes(index: DraftIndex, user: DraftUser, row: ImportRow): Fault[] {
  const faults: Fault[] = [];
  const holder = row.email === '' ? undefined : index.withEmail(row.email).find((other) => other !== user);
  if (holder && fold(row.email) !== fold(user.email)) {
    const reason = `The line names two users: ${nameOf(user)} by id, ${nameOf(holder)} by e-mail.`;
    faults.push({ column: 'email', reason });
  }
  for (const { provider, externalId, tags } of row.identities) {
    const identity = user.identities.get(provider);
    if (!identity && externalId === null) faults.push(looseTags(provider, tags));
    if (!identity) continue;
    if (externalId !== null && !isNamed(identity, externalId)) {
      const reason = `${nameOf(user)} has the ${label(provider)} ${identity.externalId} already.`;
      faults.push({ column: columnsOf[provider].id, reason });
      continue;
    }
    for (const tag of tags) {
      const known = identity.tags.get(tag.key);
      if (!known || known.value === tag.value || known.proof === 'imported') continue;
      const reason = `${tag.key} is “${known.value}” (${known.proof}), which a file does not overrule. Change it on the user's page.`;
      faults.push({ column: columnsOf[provider].tags, reason, key: tag.key });
    }
  }
  return faults;
}

function isNamed({ externalId, otherRefs }: DraftIdentity, ref: string): boolean {
  return externalId === ref || otherRefs.includes(ref);
}

/** Tags of a new user at a provider for which the row has no id. */
function findLooseTags(row: ImportRow): Fault[] {
  return row.identities
    .filter(({ externalId }) => externalId === null)
    .map(({ provider, tags }) => looseTags(provider, tags));
}

function looseTags(provider: ProviderId, [tag]: readonly TagText[]): Fault {
  const reason = `There are tags but no ${label(provider)}, and none is known of this user.`;
  return { column: columnsOf[provider].tags, reason, key: tag?.key ?? '', also: [columnsOf[provider].id] };
}

function addUser(index: DraftIndex, row: ImportRow): DraftUser {
  const user: DraftUser = {
    id: null,
    name: row.name,
    email: row.email,
    identities: new Map(),
    renamedFrom: null,
    isChanged: true,
  };
  index.add(user);
  return user;
}

function takeName(index: DraftIndex, user: DraftUser, { name, email }: ImportRow): void {
  const isRenamed = name !== '' && name !== user.name;
  // Another spelling that looks the same is the same mailbox; one of a merged user stays with the merge.
  const isFormer = email !== '' && index.withFormerEmail(email).includes(user);
  const hasMoved = email !== '' && fold(email) !== fold(user.email) && !isFormer;
  if (!isRenamed && !hasMoved) return;
  user.renamedFrom ??= { name: user.name, email: user.email };
  user.isChanged = true;
  if (isRenamed) user.name = name;
  if (hasMoved) index.moveEmail(user, email);
}

function takeIdentity(index: DraftIndex, user: DraftUser, row: RowIdentity, now: string): void {
  const identity = user.identities.get(row.provider) ?? addIdentity(index, user, row);
  if (!identity) return;
  for (const tag of row.tags) {
    if (identity.tags.get(tag.key)?.value === tag.value) continue;
    identity.tags.set(tag.key, imported(tag, now));
    identity.isChanged = true;
    user.isChanged = true;
  }
}

function addIdentity(index: DraftIndex, user: DraftUser, row: RowIdentity): DraftIdentity | null {
  if (row.externalId === null) return null;
  const identity: DraftIdentity = {
    id: null,
    provider: row.provider,
    externalId: row.externalId,
    otherRefs: [],
    before: [],
    tags: new Map(),
    isChanged: false,
  };
  user.identities.set(row.provider, identity);
  user.isChanged = true;
  index.addIdentity(user, identity);
  return identity;
}

function imported({ key, value }: TagText, now: string): DraftIdentity['before'][number] {
  return { key, value, proof: 'imported', proofAt: now, providerTagId: null, tagId: null };
}

function label(provider: ProviderId): string {
  return capabilitiesOf(provider).nouns.externalId;
}

function nameOf(user: DraftUser): string {
  return titleOf({ ...user, identities: [...user.identities.values()] });
}
