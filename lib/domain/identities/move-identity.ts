/** Takes an id away from a user: to another one, to one of its own, or out of Tagdesk. Nothing is sent. */
import { sql } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { moveIdentityInput, splitUserInput, unlinkIdentityInput } from '#lib/shared/identities.ts';
import { type HeldIdentity, heldUser, holdUsers, nameOf, refuseWhileBusy } from './hold-users.ts';
import { openCasesOf } from './open-cases.ts';
import { giveIdentities, refreshUsers, takeOut, writeAct, writeLinks } from './write-act.ts';

/** Throws AppError `conflict` (the other user has an id there; a change or run is under way), `not-found`. */
export async function moveIdentity(
  context: Context,
  input: unknown,
): Promise<{ actId: number; userId: number }> {
  requirePermission(context, 'users:edit');
  const { identityId, toUserId } = parseInput(moveIdentityInput, input);
  const { actor } = context;
  return inTransaction(context.database, async (transaction) => {
    const fromUserId = await holderOf(transaction, identityId);
    if (fromUserId === toUserId) throw new AppError('conflict', 'This user has the id already.');
    const held = await holdUsers(transaction, [fromUserId, toUserId]);
    const [from, to] = [heldUser(held, fromUserId), heldUser(held, toUserId)];
    const identity = ownIdentity(from.identities, identityId);
    const has = to.identities.find(({ provider }) => provider === identity.provider);
    if (has) {
      const { label } = capabilitiesOf(identity.provider);
      throw new AppError('conflict', `${nameOf(to)} has an id at ${label} already: ${has.externalId}.`);
    }
    await refuseWhileBusy(transaction, [from, to], [identityId]);
    const actId = await writeAct(transaction, {
      kind: 'move',
      userId: toUserId,
      otherId: fromUserId,
      before: {},
      actor,
    });
    const moves = [{ identity, to: toUserId }];
    await writeLinks(transaction, { actId, why: 'move', actor }, moves);
    await giveIdentities(transaction, moves);
    await refreshUsers(transaction, [fromUserId, toUserId]);
    await openCasesOf(transaction, [fromUserId, toUserId]);
    await recordEvent(transaction, {
      kind: 'identity.moved',
      memberId: actor.memberId,
      actor: actor.name,
      subject: String(fromUserId),
      detail: { provider: identity.provider, externalId: identity.externalId, other: toUserId, actId },
    });
    return { actId, userId: toUserId };
  });
}

/** Its tags here go with it; an undo brings them back. Throws as `moveIdentity`. */
export async function unlinkIdentity(
  context: Context,
  input: unknown,
): Promise<{ actId: number; userId: number }> {
  requirePermission(context, 'users:edit');
  const { userId, identityId } = parseInput(unlinkIdentityInput, input);
  const { actor } = context;
  return inTransaction(context.database, async (transaction) => {
    const user = heldUser(await holdUsers(transaction, [userId]), userId);
    const identity = ownIdentity(user.identities, identityId);
    await refuseWhileBusy(transaction, [user], [identityId]);
    const kept = await takeOut(transaction, [identityId]);
    const actId = await writeAct(transaction, {
      kind: 'unlink',
      userId,
      otherId: null,
      before: { kept },
      actor,
    });
    await writeLinks(transaction, { actId, why: 'unlink', actor }, [{ identity, to: null }]);
    await refreshUsers(transaction, [userId]);
    await openCasesOf(transaction, [userId]);
    await recordEvent(transaction, {
      kind: 'identity.unlinked',
      memberId: actor.memberId,
      actor: actor.name,
      subject: String(userId),
      detail: { provider: identity.provider, externalId: identity.externalId, actId },
    });
    return { actId, userId };
  });
}

/** The chosen ids become a new user without name and e-mail. Throws as `moveIdentity`. */
export async function splitUser(
  context: Context,
  input: unknown,
): Promise<{ actId: number; userId: number }> {
  requirePermission(context, 'users:merge');
  const { userId, identityIds } = parseInput(splitUserInput, input);
  const { actor } = context;
  return inTransaction(context.database, async (transaction) => {
    const user = heldUser(await holdUsers(transaction, [userId]), userId);
    const chosen = [...new Set(identityIds)].map((id) => ownIdentity(user.identities, id));
    if (chosen.length === user.identities.length && user.name === '' && user.email === '')
      throw new AppError('conflict', 'Nothing would be left of this user. Leave at least one id.');
    await refuseWhileBusy(transaction, [user], identityIds);
    const [made] = await runStatement<{ id: number }>(
      transaction,
      sql`insert into users default values returning id`,
    );
    if (!made) throw new Error('The new user was not stored.');
    const actId = await writeAct(transaction, { kind: 'split', userId, otherId: made.id, before: {}, actor });
    const moves = chosen.map((identity) => ({ identity, to: made.id }));
    await writeLinks(transaction, { actId, why: 'split', actor }, moves);
    await giveIdentities(transaction, moves);
    await refreshUsers(transaction, [userId, made.id]);
    await openCasesOf(transaction, [userId, made.id]);
    await recordEvent(transaction, {
      kind: 'user.split',
      memberId: actor.memberId,
      actor: actor.name,
      subject: String(userId),
      detail: { other: made.id, ids: chosen.length, actId },
    });
    return { actId, userId: made.id };
  });
}

function ownIdentity(identities: readonly HeldIdentity[], identityId: number): HeldIdentity {
  const identity = identities.find(({ id }) => id === identityId);
  if (!identity) throw new AppError('not-found', 'This user does not have that id any more.');
  return identity;
}

async function holderOf(transaction: Transaction, identityId: number): Promise<number> {
  const [holder] = await runStatement<{ userId: number }>(
    transaction,
    sql`select user_id as "userId" from identities where id = ${identityId}::bigint`,
  );
  if (!holder) throw new AppError('not-found', 'This id is not linked to anybody any more.');
  return holder.userId;
}
