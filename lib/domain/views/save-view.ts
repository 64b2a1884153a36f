import { count, eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { views } from '#lib/platform/db/schema/views.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { maxViews, saveViewInput } from '#lib/shared/views.ts';
import { holdViewNames, requireFreeName } from './free-name.ts';

/** Throws AppError `forbidden`, `invalid` (field `q`), `conflict` (too many views, or field `name` taken). */
export async function saveView(context: Context, input: unknown): Promise<{ viewId: number }> {
  requirePermission(context, 'users:read');
  const view = parseInput(saveViewInput, input);
  if (view.shared) requirePermission(context, 'views:share');
  const { memberId } = context.actor;
  if (memberId === null) throw new AppError('forbidden', 'Only a member can keep views.');
  return await inTransaction(context.database, async (transaction) => {
    // Two windows together stay within the limit, too.
    await holdViewNames(transaction);
    const [kept] = await transaction
      .select({ count: count() })
      .from(views)
      .where(eq(views.memberId, memberId));
    if (kept && kept.count >= maxViews) {
      throw new AppError('conflict', `You have ${maxViews} views, the most there can be. Delete one first.`);
    }
    await requireFreeName(context, transaction, { ...view, memberId, viewId: null });
    const [saved] = await transaction
      .insert(views)
      .values({ ...view, memberId })
      .returning({ viewId: views.id });
    if (!saved) throw new Error('The database kept no view.');
    await recordEvent(transaction, {
      kind: 'view.saved',
      memberId,
      actor: context.actor.name,
      subject: view.name,
      detail: { viewId: saved.viewId, shared: view.shared, q: view.q },
    });
    return saved;
  });
}
