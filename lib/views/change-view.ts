/** Another name, another state, shared or private. */
import { eq } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { recordEvent } from '#lib/auth/record-event.ts';
import { views } from '#lib/db/schema/views.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { parseInput } from '#lib/errors.ts';
import { requireView } from './require-view.ts';
import { changeViewInput } from './schemas.ts';

/**
 * What is not given stays. A view that is shared afterwards takes the permission to share. Throws AppError `forbidden`,
 * `invalid`, `not-found`.
 */
export async function changeView(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'users:read');
  const { viewId, name, shared, state } = parseInput(changeViewInput, input);
  await inTransaction(context.database, async (transaction) => {
    const view = await requireView(context, transaction, viewId);
    if (shared ?? view.shared) requirePermission(context, 'views:share');
    await transaction
      .update(views)
      .set({ name: name ?? view.name, shared: shared ?? view.shared, ...state, updatedAt: new Date() })
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
