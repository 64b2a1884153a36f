/** What every act on who is who begins with: locks, and the reasons against it. */
import { sql } from 'drizzle-orm';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { NameSource } from '#lib/platform/db/schema/users.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError } from '#lib/shared/errors.ts';
import { titleOf } from '#lib/shared/user-list.ts';

export type HeldIdentity = {
  id: number;
  userId: number;
  provider: ProviderId;
  externalId: string;
  sameAsId: number | null;
};
export type HeldUser = {
  id: number;
  name: string;
  email: string;
  nameFrom: NameSource | null;
  emailFrom: NameSource | null;
  identities: HeldIdentity[];
};

/**
 * Locks users and their identities, identities first, as edits do. Throws AppError `not-found` (says where a
 * merged or erased user went).
 */
export async function holdUsers(
  transaction: Transaction,
  userIds: readonly number[],
): Promise<Map<number, HeldUser>> {
  const ids = sql`${sql.param([...userIds])}::bigint[]`;
  await runStatement(
    transaction,
    sql`select id from identities where user_id = any(${ids}) order by id for update`,
  );
  const users = await runStatement<Omit<HeldUser, 'identities'>>(
    transaction,
    sql`select id, name, email, name_from as "nameFrom", email_from as "emailFrom"
      from users where id = any(${ids}) order by id for update`,
  );
  const identities = await runStatement<HeldIdentity>(
    transaction,
    sql`select id, user_id as "userId", provider, external_id as "externalId", same_as_id as "sameAsId"
      from identities where user_id = any(${ids}) order by id for update`,
  );
  const held = new Map(
    users.map((user) => [
      user.id,
      { ...user, identities: identities.filter(({ userId }) => userId === user.id) },
    ]),
  );
  for (const id of userIds) if (!held.has(id)) throw await goneUser(transaction, id);
  return held;
}

export function heldUser(held: ReadonlyMap<number, HeldUser>, userId: number): HeldUser {
  const user = held.get(userId);
  if (!user) throw new AppError('not-found', 'User not found.');
  return user;
}

export function nameOf({ name, email, identities }: Pick<HeldUser, 'name' | 'email' | 'identities'>): string {
  return titleOf({ name, email, identities });
}

async function goneUser(transaction: Transaction, userId: number): Promise<AppError> {
  const [gone] = await runStatement<{ name: string; into: string | null; erased: boolean }>(
    transaction,
    sql`select coalesce((select coalesce(nullif(m.name, ''), nullif(m.email, '')) from merged_users m where m.id = n.id),
          'User ' || n.id) as name,
        (select coalesce(nullif(u.name, ''), nullif(u.email, ''), 'user ' || u.id) from users u
          where u.id = user_now(n.id)) as into,
        exists (select from erased_people e where e.user_id = n.id) as erased
      from (select ${userId}::bigint as id) n`,
  );
  if (gone?.erased) return new AppError('conflict', `User ${userId} was erased.`);
  if (gone?.into) return new AppError('conflict', `${gone.name} went into ${gone.into} already.`);
  return new AppError('not-found', 'User not found.');
}

/** Throws AppError `conflict`: a change is open or unknown, or a run that has not ended names them. */
export async function refuseWhileBusy(
  transaction: Transaction,
  users: readonly HeldUser[],
  only?: readonly number[],
): Promise<void> {
  const identities = users.flatMap((user) => user.identities).filter(({ id }) => only?.includes(id) ?? true);
  const ids = sql`${sql.param(identities.map(({ id }) => id))}::bigint[]`;
  const [busy] = await runStatement<{ identityId: number; isOpen: boolean }>(
    transaction,
    sql`select identity_id as "identityId", true as "isOpen" from changes
        where identity_id = any(${ids}) and state <> 'closed'
      union all
      select identity_id, false from changes where identity_id = any(${ids})
        and state = 'closed' and (outcome = 'unknown' or not_seen_until is not null) and outcome = 'unknown'
      limit 1`,
  );
  if (busy) {
    const identity = identities.find(({ id }) => id === busy.identityId);
    const holder = users.find(({ id }) => id === identity?.userId);
    const where = identity ? capabilitiesOf(identity.provider).label : 'a provider';
    const who = holder ? nameOf(holder) : 'this user';
    throw new AppError(
      'conflict',
      busy.isOpen
        ? `A change of ${who} is on its way to ${where}. Wait for it.`
        : `Nobody knows yet whether a change of ${who} reached ${where}. Settle it first.`,
    );
  }
  const [run] = await runStatement<{ id: number; title: string }>(
    transaction,
    sql`select r.id, coalesce(nullif(r.name, ''), r.title) as title from runs r
      where r.status in ('planning', 'planned', 'scheduled', 'running', 'paused') and exists (
        select from run_targets t where t.run_id = r.id and t.status = 'change'
          and (t.identity_id = any(${ids}) or t.user_id = any(${sql.param(users.map(({ id }) => id))}::bigint[])))
      order by r.id limit 1`,
  );
  if (run)
    throw new AppError(
      'conflict',
      `Run ${run.id} (${run.title}) has not ended and names them. Let it end, or discard it.`,
    );
}
