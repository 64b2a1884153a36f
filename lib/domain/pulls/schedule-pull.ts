import { eq } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { pullSchedules } from '#lib/platform/db/schema/pulls.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { schedulePullInput } from '#lib/shared/pulls.ts';
import { requireListable } from './start-pull.ts';

/** Sets or ends a provider's schedule. Throws AppError `forbidden`, `invalid`, `conflict` (it has no list). */
export async function schedulePull(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'pulls:schedule');
  const { provider, everyHours, ...rest } = parseInput(schedulePullInput, input);
  if (everyHours !== null) requireListable(context, provider);
  const { database, actor } = context;
  await inTransaction(database, async (transaction) => {
    if (everyHours === null)
      await transaction.delete(pullSchedules).where(eq(pullSchedules.provider, provider));
    else {
      const set = { everyHours, ...rest, changedBy: actor.name, changedAt: new Date() };
      await transaction
        .insert(pullSchedules)
        .values({ provider, ...set })
        .onConflictDoUpdate({ target: pullSchedules.provider, set });
    }
    await recordEvent(transaction, {
      kind: everyHours === null ? 'pull.unscheduled' : 'pull.scheduled',
      memberId: actor.memberId,
      actor: actor.name,
      subject: provider,
      detail: { provider, ...(everyHours === null ? {} : { hours: everyHours, ...rest }) },
    });
  });
  return null;
}
