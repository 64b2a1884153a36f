/** An act, where each id went by it, and the rows of ids that leave for a while. */
import { sql } from 'drizzle-orm';
import type { Actor } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { userActs, userLinks } from '#lib/platform/db/schema/identities.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import type { KeptIdentity, UserActBefore } from '#lib/shared/identities.ts';
import type { UserActKind } from '#lib/shared/users.ts';
import type { HeldIdentity } from './hold-users.ts';

export type NewAct = {
  kind: UserActKind;
  userId: number;
  otherId: number | null;
  before: UserActBefore;
  actor: Actor;
};

export async function writeAct(transaction: Transaction, { actor, ...act }: NewAct): Promise<number> {
  const [row] = await transaction
    .insert(userActs)
    .values({ ...act, memberId: actor.memberId, actor: actor.name })
    .returning({ id: userActs.id });
  if (!row) throw new Error('The act was not stored.');
  return row.id;
}

/** `to` null: unlinked. */
export type Move = { identity: HeldIdentity; to: number | null };

/** `isUndo`: by the undo of `actId`. */
export async function writeLinks(
  transaction: Transaction,
  { actId, why, actor, isUndo = false }: { actId: number; why: string; actor: Actor; isUndo?: boolean },
  moves: readonly (Move & { from?: number | null })[],
): Promise<void> {
  if (moves.length === 0) return;
  await transaction.insert(userLinks).values(
    moves.map(({ identity, to, from = identity.userId }) => ({
      actId,
      isUndo,
      identityId: identity.id,
      provider: identity.provider,
      externalId: identity.externalId,
      fromUserId: from,
      toUserId: to,
      why,
      actor: actor.name,
    })),
  );
}

/**
 * Gives identities to other users and refreshes all of them. Two that change places at one provider go by way
 * of a user made for it: the index over user and provider is checked row by row.
 */
export async function giveIdentities(transaction: Transaction, moves: readonly Move[]): Promise<void> {
  const going = moves.flatMap(({ identity, to }) =>
    to === null || to === identity.userId ? [] : [{ identity, to }],
  );
  const isSwap = ({ identity, to }: (typeof going)[number]) =>
    going.some((other) => other.identity.provider === identity.provider && other.identity.userId === to);
  const swapped = going.filter(isSwap);
  const parking =
    swapped.length === 0
      ? null
      : await park(
          transaction,
          swapped.map(({ identity }) => identity),
        );
  const rows = going.map(({ identity, to }) => ({ id: identity.id, to }));
  for (const row of rows) {
    await runStatement(
      transaction,
      sql`update identities set user_id = ${row.to}::bigint where id = ${row.id}::bigint`,
    );
  }
  if (parking)
    await runStatement(transaction, sql`delete from users where id = any(${sql.param(parking)}::bigint[])`);
}

/** One user for each: a user has at most one identity per provider. */
async function park(transaction: Transaction, identities: readonly HeldIdentity[]): Promise<number[]> {
  const parking: number[] = [];
  for (const { id } of identities) {
    const [row] = await runStatement<{ id: number }>(
      transaction,
      sql`insert into users default values returning id`,
    );
    if (!row) throw new Error('The database gave no user.');
    parking.push(row.id);
    await runStatement(
      transaction,
      sql`update identities set user_id = ${row.id}::bigint where id = ${id}::bigint`,
    );
  }
  return parking;
}

export async function refreshUsers(transaction: Transaction, userIds: readonly number[]): Promise<void> {
  await runStatement(transaction, sql`select refresh_users(${sql.param([...userIds])}::bigint[])`);
}

/** Deletes identities with what the mirror holds of them, and gives their rows. */
export async function takeOut(transaction: Transaction, ids: readonly number[]): Promise<KeptIdentity[]> {
  if (ids.length === 0) return [];
  const list = sql`${sql.param([...ids])}::bigint[]`;
  const kept = await runStatement<KeptIdentity>(
    transaction,
    sql`select to_jsonb(i) as identity,
        coalesce((select jsonb_agg(to_jsonb(r)) from identity_refs r where r.identity_id = i.id), '[]') as refs,
        coalesce((select jsonb_agg(to_jsonb(t)) from identity_tags t where t.identity_id = i.id), '[]') as tags
      from identities i where i.id = any(${list}) order by i.id`,
  );
  await runStatement(transaction, sql`delete from identity_tags where identity_id = any(${list})`);
  await runStatement(transaction, sql`delete from identities where id = any(${list})`);
  return kept;
}

/** The id must be free, and the user without one at that provider: else a unique violation. */
export async function putBack(
  transaction: Transaction,
  kept: readonly KeptIdentity[],
  userId: number,
): Promise<void> {
  for (const { identity, refs, tags } of kept) {
    const row = JSON.stringify({ ...identity, user_id: userId });
    await runStatement(
      transaction,
      sql`insert into identities overriding system value
        select (jsonb_populate_record(null::identities, ${row}::jsonb || jsonb_build_object('same_as_id',
          (select o.id from identities o where o.id = (${row}::jsonb ->> 'same_as_id')::bigint)))).*`,
    );
    await runStatement(
      transaction,
      sql`insert into identity_refs select r.* from jsonb_populate_recordset(null::identity_refs, ${JSON.stringify(refs)}::jsonb) r
        on conflict (provider, ref) do update set is_own_id = excluded.is_own_id
          where identity_refs.identity_id = excluded.identity_id`,
    );
    await runStatement(
      transaction,
      sql`insert into identity_tags select t.* from jsonb_populate_recordset(null::identity_tags, ${JSON.stringify(tags)}::jsonb) t`,
    );
  }
}
