/**
 * What of an import batch can be undone. Pure. A tag is removed where it is exactly as the import left it. A
 * user whom the import made is removed where nobody else touched them; otherwise they keep their ids and only
 * untouched tags go.
 */

import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { MirrorTag } from '#lib/shared/changes.ts';
import { addCounts, noCounts, type Renamed, type UndoCounts } from '#lib/shared/import-undo.ts';
import { fold } from '#lib/shared/text/fold.ts';

export type ImportedLine = {
  id: number;
  identityId: number;
  operations: readonly Operation[];
  before: readonly MirrorTag[];
  after: readonly MirrorTag[];
};

/** `isOpen`: a change is on its way. `isTouched`: read, edited or linked by something else. */
export type BatchIdentity = {
  id: number;
  userId: number;
  provider: ProviderId;
  externalId: string;
  tags: MirrorTag[];
  isOpen: boolean;
  isTouched: boolean;
};

/** `isTouched`: changed by something else. `isPlanned`: in a run that has not ended. */
export type BatchUser = {
  id: number;
  name: string;
  email: string;
  isTouched: boolean;
  isPlanned: boolean;
};

export type BatchState = {
  lines: readonly ImportedLine[];
  /** With all their identities; those who are gone are left out. */
  users: readonly BatchUser[];
  identities: readonly BatchIdentity[];
  madeUserIds: ReadonlySet<number>;
  madeIdentityIds: ReadonlySet<number>;
  renamed: readonly Renamed[];
  /** By folded e-mail: who has it now. */
  emailHolders: ReadonlyMap<string, readonly number[]>;
};

export type UndoneLine = {
  line: ImportedLine;
  identity: BatchIdentity;
  operations: Operation[];
  after: MirrorTag[];
};

export type BatchUndo = {
  lines: UndoneLine[];
  removedUserIds: number[];
  removedIdentityIds: number[];
  renamed: { id: number; name: string; email: string }[];
  counts: UndoCounts;
};

const reasons = {
  tag: 'Tags that changed since stay as they are',
  open: 'Tags stay while a change of their user is on its way',
  user: 'Users stay who were edited, read or linked since, or whose tags stay',
  planned: 'Users stay whom a run names that has not ended',
  identity: 'Ids stay that were used since, or whose tags stay',
  name: 'Names and e-mails that changed since stay as they are',
  email: 'E-mails stay where another user has the former one now',
} as const;

export function decideUndo(state: BatchState): BatchUndo {
  const identities = new Map(state.identities.map((identity) => [identity.id, identity]));
  const users = new Map(state.users.map((user) => [user.id, user]));
  let leftAlone = noCounts;
  const leave = (reason: string, example: string) => {
    leftAlone = addCounts(leftAlone, { ...noCounts, leftAlone: [{ reason, count: 1, examples: [example] }] });
  };
  const nameOf = (userId: number) => titleOf(users.get(userId), state.identities);

  const tagsOf = new Map(state.identities.map(({ id, tags }) => [id, tags]));
  const lines = state.lines.flatMap((line) => {
    const identity = identities.get(line.identityId);
    if (!identity) return [];
    const about = (key: string) => `${key} of ${nameOf(identity.userId)}`;
    if (identity.isOpen) {
      for (const { key } of line.operations) leave(reasons.open, about(key));
      return [];
    }
    const undone = takeBack(line, identity);
    for (const key of undone.moved) leave(reasons.tag, about(key));
    tagsOf.set(identity.id, undone.after);
    return undone.operations.length > 0 ? [{ line, identity, ...undone }] : [];
  });

  const isFree = ({ id, isOpen, isTouched }: BatchIdentity) =>
    state.madeIdentityIds.has(id) && !isOpen && !isTouched && tagsOf.get(id)?.length === 0;
  const ofUser = Map.groupBy(state.identities, ({ userId }) => userId);
  const removedUserIds: number[] = [];
  for (const user of state.users) {
    if (!state.madeUserIds.has(user.id)) continue;
    if (user.isPlanned) leave(reasons.planned, nameOf(user.id));
    else if (user.isTouched || !(ofUser.get(user.id) ?? []).every(isFree))
      leave(reasons.user, nameOf(user.id));
    else removedUserIds.push(user.id);
  }
  const removed = new Set(removedUserIds);
  let identitiesRemoved = 0;
  const removedIdentityIds = state.identities.flatMap((identity) => {
    const { id, userId, externalId } = identity;
    if (removed.has(userId)) return [id];
    if (!state.madeIdentityIds.has(id) || state.madeUserIds.has(userId)) return [];
    const isPlanned = users.get(userId)?.isPlanned ?? false;
    if (isPlanned || !isFree(identity)) {
      leave(isPlanned ? reasons.planned : reasons.identity, externalId);
      return [];
    }
    identitiesRemoved += 1;
    return [id];
  });

  const renamed = giveNamesBack(state, users, removed, (reason, user) => leave(reason, nameOf(user.id)));
  const operations = lines.flatMap((line) => line.operations);
  const tagsRemoved = operations.filter(({ verb }) => verb === 'remove').length;
  return {
    lines,
    removedUserIds,
    removedIdentityIds,
    renamed,
    counts: {
      usersRemoved: removedUserIds.length,
      identitiesRemoved,
      tagsRemoved,
      tagsRestored: operations.length - tagsRemoved,
      namesRestored: renamed.length,
      leftAlone: leftAlone.leftAlone,
    },
  };
}

/** `moved`: keys that are there but no longer as the line left them. */
function takeBack({ operations: done, before, after }: ImportedLine, { tags }: BatchIdentity) {
  const present = new Map(tags.map((tag) => [tag.key, tag]));
  const operations: Operation[] = [];
  const moved: string[] = [];
  for (const { key } of done) {
    const now = present.get(key);
    const was = before.find((tag) => tag.key === key);
    if (
      !now ||
      !isSame(
        now,
        after.find((tag) => tag.key === key),
      )
    ) {
      if (now || was) moved.push(key);
      continue;
    }
    if (was) present.set(key, was);
    else present.delete(key);
    operations.push(was ? { verb: 'update', key, value: was.value } : { verb: 'remove', key, value: null });
  }
  return { operations, moved, after: [...present.values()] };
}

function isSame(now: MirrorTag, left: MirrorTag | undefined): boolean {
  return (
    left !== undefined &&
    now.value === left.value &&
    now.proof === left.proof &&
    now.providerTagId === left.providerTagId &&
    Date.parse(now.proofAt) === Date.parse(left.proofAt)
  );
}

function giveNamesBack(
  { renamed, emailHolders }: BatchState,
  users: ReadonlyMap<number, BatchUser>,
  removed: ReadonlySet<number>,
  leave: (reason: string, user: BatchUser) => void,
): BatchUndo['renamed'] {
  const given: BatchUndo['renamed'] = [];
  const movers = new Set(renamed.filter(({ email, newEmail }) => email !== newEmail).map(({ id }) => id));
  const isTaken = (email: string, id: number) =>
    emailHolders
      .get(fold(email))
      ?.some((holder) => holder !== id && !removed.has(holder) && !movers.has(holder));
  for (const { id, ...change } of renamed) {
    const user = users.get(id);
    if (!user || removed.has(id)) continue;
    const isNamed = change.name !== change.newName;
    const hasMoved = change.email !== change.newEmail;
    const giveName = isNamed && user.name === change.newName;
    const isTheirs = hasMoved && user.email === change.newEmail;
    const giveEmail = isTheirs && !(change.email !== '' && isTaken(change.email, id));
    if (isTheirs && !giveEmail) leave(reasons.email, user);
    if ((isNamed && !giveName) || (hasMoved && !isTheirs)) leave(reasons.name, user);
    if (!giveName && !giveEmail) continue;
    given.push({
      id,
      name: giveName ? change.name : user.name,
      email: giveEmail ? change.email : user.email,
    });
  }
  return given;
}

function titleOf(user: BatchUser | undefined, identities: readonly BatchIdentity[]): string {
  if (user?.name || user?.email) return user.name || user.email;
  return identities.find(({ userId }) => userId === user?.id)?.externalId ?? 'somebody';
}
