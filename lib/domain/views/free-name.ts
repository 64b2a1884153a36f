import { and, eq, ne, or, sql } from 'drizzle-orm';
import type { Context } from '#lib/platform/context.ts';
import { views } from '#lib/platform/db/schema/views.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import { AppError } from '#lib/shared/errors.ts';

/** Locks view names until the transaction ends. Take it before any row. */
export async function holdViewNames(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtext('tagdesk views'))`);
}

interface WantedName {
  name: string;
  shared: boolean;
  memberId: string;
  /** null: a new one. */
  viewId: number | null;
}

/**
 * Throws AppError `conflict` (field `name`) where the actor, or for a shared view the team, has this name;
 * case is ignored. Private views of others do not count. Old doubles stay, hence no unique index. Locks the
 * names.
 */
export async function requireFreeName({ actor }: Context, transaction: Transaction, wanted: WantedName) {
  const { name, shared, memberId, viewId } = wanted;
  const own = memberId === actor.memberId ? eq(views.memberId, memberId) : undefined;
  const team = shared ? eq(views.shared, true) : undefined;
  if (!own && !team) return;
  const taken = await transaction
    .select({ shared: views.shared })
    .from(views)
    .where(
      and(
        sql`lower(${views.name}) = lower(${name})`,
        or(own, team),
        viewId === null ? undefined : ne(views.id, viewId),
      ),
    );
  if (taken.length === 0) return;
  const whose = shared && taken.some((view) => view.shared) ? 'The team has' : 'You have';
  const message = `${whose} a view of this name already. Choose another name.`;
  throw new AppError('conflict', message, { name: message });
}
