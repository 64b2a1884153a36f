/** Whether a view's name is free: where two views of one name stand side by side, nobody can tell them apart. */
import { and, eq, ne, or, sql } from 'drizzle-orm';
import type { Context } from '#lib/platform/context.ts';
import { views } from '#lib/platform/db/schema/views.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import { AppError } from '#lib/shared/errors.ts';

/** Until the transaction ends nobody else names a view, nor adds one. Take it before any row. */
export async function holdViewNames(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtext('tagdesk views'))`);
}

interface WantedName {
  name: string;
  shared: boolean;
  /** Who made the view, or makes it. */
  memberId: string;
  /** The view that is to be called so; null: a new one. */
  viewId: number | null;
}

/**
 * Throws AppError `conflict` with the field `name` where the actor has a view of that name already or, for one to be
 * shared, the team has; case is ignored. A private view may be called like somebody else's: who shares cannot know of
 * it. Names that were doubled before stay until they are changed, hence no index. The names are held.
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
