/** Undoes a merge, a move, a split or an unlink, however long ago. What was edited in between stays. */
import { sql } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Actor, type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { type UserActBefore, undoUserActInput } from '#lib/shared/identities.ts';
import type { UserActKind } from '#lib/shared/users.ts';
import { type HeldIdentity, type HeldUser, holdUsers, nameOf, refuseWhileBusy } from './hold-users.ts';
import { openCasesOf } from './open-cases.ts';
import { giveIdentities, putBack, refreshUsers, writeLinks } from './write-act.ts';

type Act = {
  id: number;
  kind: UserActKind;
  userId: number;
  otherId: number | null;
  before: UserActBefore;
  undoneBy: string | null;
};
type Link = { identityId: number; provider: ProviderId; externalId: string; from: number; to: number | null };

/**
 * An id that a later act took elsewhere stays there. Throws AppError `conflict` (undone already; an id is
 * taken, or its user has another one by now), `not-found`.
 */
export async function undoUserAct(
  context: Context,
  input: unknown,
): Promise<{ userId: number; otherId: number | null }> {
  requirePermission(context, 'users:edit');
  const { actId } = parseInput(undoUserActInput, input);
  const { actor } = context;
  return inTransaction(context.database, async (transaction) => {
    const act = await lockAct(transaction, actId);
    if (act.kind === 'merge' || act.kind === 'split') requirePermission(context, 'users:merge');
    if (act.undoneBy !== null) throw new AppError('conflict', `${act.undoneBy} undid this already.`);
    await restoreUser(transaction, act);
    const links = await readLinks(transaction, actId);
    const { users, moves, refilled } = await decide(transaction, act, links);
    await refuseWhileBusy(
      transaction,
      users,
      moves.map(({ identity }) => identity.id),
    );
    const back = refilled.map(({ link, to }) => ({
      identity: { ...link, id: link.identityId, userId: link.from, sameAsId: null },
      from: null,
      to,
    }));
    await writeLinks(transaction, { actId, why: act.kind, actor, isUndo: true }, [...moves, ...back]);
    await giveIdentities(transaction, moves);
    for (const { link, to } of refilled) await restoreIdentity(transaction, act, link, to);
    await emptyFilled(transaction, act);
    const changed = users.map(({ id }) => id);
    if (act.kind === 'split' && act.otherId !== null) await removeIfEmpty(transaction, act.otherId, act.id);
    await refreshUsers(transaction, changed);
    await finish(transaction, act, actor, changed);
    return { userId: act.userId, otherId: act.otherId };
  });
}

async function lockAct(transaction: Transaction, actId: number): Promise<Act> {
  const [act] = await runStatement<Act>(
    transaction,
    sql`select id, kind, user_id as "userId", other_id as "otherId", before, undone_by as "undoneBy"
      from user_acts where id = ${actId}::bigint for update`,
  );
  if (!act) throw new AppError('not-found', 'There is nothing to undo.');
  return act;
}

function readLinks(transaction: Transaction, actId: number): Promise<Link[]> {
  return runStatement<Link>(
    transaction,
    sql`select identity_id as "identityId", provider, external_id as "externalId", from_user_id as "from", to_user_id as "to"
      from user_links where act_id = ${actId}::bigint and not is_undo order by id`,
  );
}

/** Who went into another by this act, and whom a split took back, are users again. */
async function restoreUser(transaction: Transaction, { id }: Act): Promise<void> {
  await runStatement(
    transaction,
    sql`with back as (delete from merged_users where act_id = ${id}::bigint returning *)
      insert into users (id, name, email, name_from, email_from, created_at) overriding system value
      select id, name, email, name_from, email_from, created_at from back`,
  );
}

/** `refilled`: identities that are no rows meanwhile. */
async function decide(transaction: Transaction, act: Act, links: readonly Link[]) {
  const ends = await userNow(transaction, [
    act.userId,
    // Also one without ids, whose search text is written anew.
    ...(act.otherId === null ? [] : [act.otherId]),
    ...links.flatMap(({ from, to }) => (to === null ? [from] : [from, to])),
  ]);
  const end = (userId: number) => ends.get(userId) ?? userId;
  const held = await holdUsers(transaction, [...new Set(ends.values())]);
  const present = new Map<number, HeldIdentity>(
    [...held.values()].flatMap(({ identities }) => identities.map((identity) => [identity.id, identity])),
  );
  const moves: { identity: HeldIdentity; to: number }[] = [];
  const refilled: { link: Link; to: number }[] = [];
  for (const link of links) {
    const identity = present.get(link.identityId);
    const to = end(link.from);
    if (link.to === null) refilled.push({ link, to });
    else if (identity && identity.userId === end(link.to) && identity.userId !== to)
      moves.push({ identity, to });
  }
  refuseTaken(held, moves, refilled);
  await refuseUsedIds(
    transaction,
    refilled.map(({ link }) => link),
  );
  return { users: [...held.values()], moves, refilled };
}

async function userNow(transaction: Transaction, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await runStatement<{ id: number; now: number }>(
    transaction,
    sql`select id, user_now(id) as now from unnest(${sql.param([...new Set(ids)])}::bigint[]) n (id)`,
  );
  return new Map(rows.map(({ id, now }) => [id, now]));
}

function refuseTaken(
  held: ReadonlyMap<number, HeldUser>,
  moves: readonly { identity: HeldIdentity; to: number }[],
  refilled: readonly { link: Link; to: number }[],
): void {
  const coming = [
    ...moves.map(({ identity, to }) => ({ provider: identity.provider, to })),
    ...refilled.map(({ link, to }) => ({ provider: link.provider, to })),
  ];
  for (const { provider, to } of coming) {
    const user = held.get(to);
    const has = user?.identities.find(
      (own) => own.provider === provider && !moves.some(({ identity }) => identity.id === own.id),
    );
    if (!user || !has) continue;
    const { label } = capabilitiesOf(provider);
    throw new AppError(
      'conflict',
      `${nameOf(user)} has another id at ${label} by now: ${has.externalId}. Move or unlink it first.`,
    );
  }
}

async function refuseUsedIds(transaction: Transaction, links: readonly Link[]): Promise<void> {
  for (const { provider, externalId, identityId } of links) {
    const [used] = await runStatement<{ title: string }>(
      transaction,
      sql`select coalesce(nullif(u.name, ''), nullif(u.email, ''), i.external_id) as title
        from identities i join users u on u.id = i.user_id
        where i.provider = ${provider} and i.external_id = ${externalId} and i.id <> ${identityId}::bigint`,
    );
    if (used)
      throw new AppError('conflict', `${used.title} has the id ${externalId} by now. Unlink it there first.`);
  }
}

async function restoreIdentity(
  transaction: Transaction,
  { before }: Act,
  link: Link,
  to: number,
): Promise<void> {
  const kept = (before.kept ?? []).filter(({ identity }) => identity.id === link.identityId);
  // The reference was lent to the identity that it was the same as.
  await runStatement(
    transaction,
    sql`delete from identity_refs where provider = ${link.provider} and ref = ${link.externalId} and not is_own_id`,
  );
  await putBack(transaction, kept, to);
}

/** Only what is still as the merge left it. */
async function emptyFilled(transaction: Transaction, { userId, before }: Act): Promise<void> {
  const { name, email } = before.filled ?? {};
  for (const table of ['users', 'merged_users']) {
    for (const part of ['name', 'email'] as const) {
      const taken = before.taken?.[part];
      const [column, source] = [sql.raw(part), sql.raw(`${part}_from`)];
      if (taken)
        await runStatement(
          transaction,
          sql`update ${sql.raw(table)} set ${column} = ${taken.was}, ${source} = ${taken.from}::text
            where id = ${userId}::bigint and ${column} = ${taken.now}`,
        );
    }
    if (name !== undefined)
      await runStatement(
        transaction,
        sql`update ${sql.raw(table)} set name = '', name_from = null where id = ${userId}::bigint and name = ${name}`,
      );
    if (email !== undefined)
      await runStatement(
        transaction,
        sql`update ${sql.raw(table)} set email = '', email_from = null where id = ${userId}::bigint and email = ${email}`,
      );
  }
}

/** A user whom a split made goes back where nothing else is known of them. */
async function removeIfEmpty(transaction: Transaction, userId: number, actId: number): Promise<void> {
  await runStatement(
    transaction,
    sql`with gone as (delete from users u where id = ${userId}::bigint
        and not exists (select from identities i where i.user_id = u.id)
        and not exists (select from merged_users m where m.into_id = u.id) returning *)
      insert into merged_users (id, into_id, act_id, name, email, name_from, email_from, created_at)
      select g.id, a.user_id, 0, g.name, g.email, g.name_from, g.email_from, g.created_at
      from gone g join user_acts a on a.id = ${actId}::bigint`,
  );
}

async function finish(
  transaction: Transaction,
  act: Act,
  actor: Actor,
  userIds: readonly number[],
): Promise<void> {
  await runStatement(
    transaction,
    sql`update user_acts set undone_by = ${actor.name}, undone_at = now() where id = ${act.id}::bigint`,
  );
  await runStatement(
    transaction,
    sql`update identity_cases set state = 'open', decided_by = null, decided_at = null, act_id = null
      where act_id = ${act.id}::bigint`,
  );
  await openCasesOf(transaction, userIds);
  await recordEvent(transaction, {
    kind: 'user.act-undone',
    memberId: actor.memberId,
    actor: actor.name,
    subject: String(act.userId),
    detail: { act: act.kind, id: act.id, other: act.otherId },
  });
}
