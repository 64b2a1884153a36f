/** Forgets a view; the users in it are not touched. */
import { eq } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { recordEvent } from '#lib/auth/record-event.ts';
import { views } from '#lib/db/schema/views.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { parseInput } from '#lib/errors.ts';
import { requireView } from './require-view.ts';
import { deleteViewInput } from './schemas.ts';

/** Throws AppError `forbidden`, `invalid`, `not-found`. */
export async function deleteView(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'users:read');
  const { viewId } = parseInput(deleteViewInput, input);
  await inTransaction(context.database, async (transaction) => {
    const view = await requireView(context, transaction, viewId);
    await transaction.delete(views).where(eq(views.id, viewId));
    await recordEvent(transaction, {
      kind: 'view.deleted',
      memberId: context.actor.memberId,
      actor: context.actor.name,
      subject: view.name,
      detail: { viewId, shared: view.shared, q: view.q },
    });
  });
  return null;
}
