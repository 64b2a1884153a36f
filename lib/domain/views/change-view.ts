import { eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { views } from '#lib/platform/db/schema/views.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { changeViewInput } from '#lib/shared/views.ts';
import { holdViewNames, requireFreeName } from './free-name.ts';
import { requireView } from './require-view.ts';

/** What is not given stays. Throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (field `name`). */
export async function changeView(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'users:read');
  const { viewId, name, shared, state } = parseInput(changeViewInput, input);
  await inTransaction(context.database, async (transaction) => {
    await holdViewNames(transaction);
    const view = await requireView(context, transaction, viewId);
    if (shared ?? view.shared) requirePermission(context, 'views:share');
    const after = { name: name ?? view.name, shared: shared ?? view.shared };
    // An unchanged name may be doubled since long ago.
    if (after.name !== view.name || (after.shared && !view.shared)) {
      await requireFreeName(context, transaction, { ...after, memberId: view.memberId, viewId });
    }
    await transaction
      .update(views)
      .set({ ...after, ...state, updatedAt: new Date() })
      .where(eq(views.id, viewId));
    await recordEvent(transaction, {
      kind: 'view.changed',
      memberId: context.actor.memberId,
      actor: context.actor.name,
      subject: view.name,
      detail: {
        viewId,
        ...(name === undefined ? {} : { name }),
        ...(shared === undefined ? {} : { shared }),
        ...(state ? { q: state.q } : {}),
      },
    });
  });
  return null;
}
