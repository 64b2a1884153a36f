/** Two users become one here. Nothing is sent to a provider. */
import { sql } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { mergeUsersInput, type UserActBefore } from '#lib/shared/identities.ts';
import { closeCases } from './decide-case.ts';
import {
  type HeldIdentity,
  type HeldUser,
  heldUser,
  holdUsers,
  nameOf,
  refuseWhileBusy,
} from './hold-users.ts';
import { openCasesOf } from './open-cases.ts';
import { giveIdentities, type Move, refreshUsers, takeOut, writeAct, writeLinks } from './write-act.ts';

/**
 * `userId` gets the other's ids, and of name and e-mail what is missing or chosen. Where both have one at a provider, `keep` names the one that goes with
 * `userId`; the other one stays with the second user, who then remains (`stays`) as a user of it alone. Throws
 * AppError `conflict` (with fields by provider where a choice is missing) and `not-found`.
 */
export async function mergeUsers(
  context: Context,
  input: unknown,
): Promise<{ actId: number; userId: number; stays: boolean }> {
  requirePermission(context, 'users:merge');
  const { userId, otherId, keep, take, caseId } = parseInput(mergeUsersInput, input);
  if (userId === otherId) throw new AppError('conflict', 'A user cannot be merged with themselves.');
  const { actor } = context;
  return inTransaction(context.database, async (transaction) => {
    const held = await holdUsers(transaction, [userId, otherId]);
    const [user, other] = [heldUser(held, userId), heldUser(held, otherId)];
    await refuseWhileBusy(transaction, [user, other]);
    const { moves, absorbed } = decideMoves(user, other, keep);
    const left = other.identities.filter(({ id }) => !absorbed.includes(id) && !isMoved(moves, id));
    const stays = left.length > 0 || moves.some(({ to }) => to === otherId);
    const filled = stays ? {} : whatIsMissing(user, other);
    const taken = stays ? {} : whatIsTaken(user, other, take);
    const kept = await takeOut(transaction, absorbed);
    const actId = await writeAct(transaction, {
      kind: 'merge',
      userId,
      otherId,
      before: { filled, taken, kept },
      actor,
    });
    const gone = other.identities
      .filter(({ id }) => absorbed.includes(id))
      .map((identity) => ({ identity, to: null }));
    await writeLinks(transaction, { actId, why: 'merge', actor }, [...moves, ...gone]);
    await giveIdentities(transaction, moves);
    await adoptRefs(transaction, other, absorbed);
    if (!stays) await leaveList(transaction, other, userId, actId);
    await fill(transaction, user, other, { ...filled, ...textsOf(taken) });
    await refreshUsers(transaction, stays ? [userId, otherId] : [userId]);
    await closeCases(transaction, { userIds: [userId, otherId], caseId, actId, actor });
    await openCasesOf(transaction, [userId, otherId]);
    await recordEvent(transaction, {
      kind: 'user.merged',
      memberId: actor.memberId,
      actor: actor.name,
      subject: String(userId),
      detail: { other: otherId, actId, stays, ids: moves.length },
    });
    return { actId, userId, stays };
  });
}

const isMoved = (moves: readonly Move[], identityId: number) =>
  moves.some(({ identity }) => identity.id === identityId);

/** `absorbed`: entered under a second reference of one that stays; it is the same user there. */
function decideMoves(user: HeldUser, other: HeldUser, keep: readonly number[]) {
  const moves: Move[] = [];
  const absorbed: number[] = [];
  const fields: Record<string, string> = {};
  for (const theirs of other.identities) {
    const own = user.identities.find(({ provider }) => provider === theirs.provider);
    if (!own) moves.push({ identity: theirs, to: user.id });
    else if (theirs.sameAsId === own.id) absorbed.push(theirs.id);
    else if (keep.includes(theirs.id) && !keep.includes(own.id)) {
      moves.push({ identity: theirs, to: user.id }, { identity: own, to: other.id });
    } else if (!keep.includes(own.id) || keep.includes(theirs.id)) {
      fields[theirs.provider] = choose(own, theirs, user);
    }
  }
  const [missing] = Object.values(fields);
  if (missing !== undefined) throw new AppError('conflict', missing, fields);
  return { moves, absorbed };
}

function choose(own: HeldIdentity, theirs: HeldIdentity, user: HeldUser): string {
  const { label } = capabilitiesOf(own.provider);
  return `Both have an id at ${label}: choose whether ${own.externalId} or ${theirs.externalId} goes with ${nameOf(user)}.`;
}

function whatIsMissing(user: HeldUser, other: HeldUser) {
  return {
    ...(user.name === '' && other.name !== '' ? { name: other.name } : {}),
    ...(user.email === '' && other.email !== '' ? { email: other.email } : {}),
  };
}

/** Nothing is taken over from a user who has none. */
function whatIsTaken(
  user: HeldUser,
  other: HeldUser,
  take: readonly ('name' | 'email')[],
): NonNullable<UserActBefore['taken']> {
  const wants = (part: 'name' | 'email') =>
    take.includes(part) && user[part] !== '' && other[part] !== '' && user[part] !== other[part];
  return {
    ...(wants('name') ? { name: { now: other.name, was: user.name, from: user.nameFrom } } : {}),
    ...(wants('email') ? { email: { now: other.email, was: user.email, from: user.emailFrom } } : {}),
  };
}

function textsOf({ name, email }: NonNullable<UserActBefore['taken']>): { name?: string; email?: string } {
  return { ...(name ? { name: name.now } : {}), ...(email ? { email: email.now } : {}) };
}

async function fill(
  transaction: Transaction,
  user: HeldUser,
  other: HeldUser,
  { name, email }: { name?: string; email?: string },
): Promise<void> {
  if (name === undefined && email === undefined) return;
  await runStatement(
    transaction,
    sql`update users set name = ${name ?? user.name}, email = ${email ?? user.email},
        name_from = ${name === undefined ? user.nameFrom : other.nameFrom}::text,
        email_from = ${email === undefined ? user.emailFrom : other.emailFrom}::text
      where id = ${user.id}::bigint`,
  );
}

/** References of an absorbed identity lead to the one that it was the same as. */
async function adoptRefs(
  transaction: Transaction,
  other: HeldUser,
  absorbed: readonly number[],
): Promise<void> {
  for (const { id, provider, externalId, sameAsId } of other.identities) {
    if (!absorbed.includes(id) || sameAsId === null) continue;
    await runStatement(
      transaction,
      sql`insert into identity_refs (provider, ref, identity_id) values (${provider}, ${externalId}, ${sameAsId}::bigint)
        on conflict (provider, ref) do nothing`,
    );
  }
}

async function leaveList(
  transaction: Transaction,
  { id }: HeldUser,
  intoId: number,
  actId: number,
): Promise<void> {
  await runStatement(
    transaction,
    sql`with gone as (delete from users where id = ${id}::bigint returning *)
      insert into merged_users (id, into_id, act_id, name, email, name_from, email_from, created_at)
      select id, ${intoId}::bigint, ${actId}::bigint, name, email, name_from, email_from, created_at from gone`,
  );
}
