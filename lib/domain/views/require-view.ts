import { and, eq, or } from 'drizzle-orm';
import type { Context } from '#lib/platform/context.ts';
import { views } from '#lib/platform/db/schema/views.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import { AppError } from '#lib/shared/errors.ts';
import { can } from '#lib/shared/permissions.ts';

/** Locks the view. Throws AppError `not-found` (also for others' private views), `forbidden`. */
export async function requireView(
  { actor }: Context,
  transaction: Transaction,
  viewId: number,
): Promise<typeof views.$inferSelect> {
  const own = actor.memberId === null ? undefined : eq(views.memberId, actor.memberId);
  const [view] = await transaction
    .select()
    .from(views)
    .where(and(eq(views.id, viewId), or(eq(views.shared, true), own)))
    .for('update');
  if (!view) throw new AppError('not-found', 'This view does not exist any more.');
  if (view.memberId !== actor.memberId && !can(actor.role, 'views:manage-any')) {
    throw new AppError('forbidden', 'Only who made this view, or an admin, can change it.');
  }
  return view;
}
