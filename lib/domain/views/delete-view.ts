import { eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { views } from '#lib/platform/db/schema/views.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { deleteViewInput } from '#lib/shared/views.ts';
import { requireView } from './require-view.ts';

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
