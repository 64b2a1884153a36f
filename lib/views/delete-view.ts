/** Forgets a view; the users in it are not touched. */
import { eq } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
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
    await requireView(context, transaction, viewId);
    await transaction.delete(views).where(eq(views.id, viewId));
  });
  return null;
}
