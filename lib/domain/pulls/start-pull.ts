/** Begins a pull, which a worker then carries out. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Actor, type Context, requirePermission } from '#lib/platform/context.ts';
import { pullSchedules, pulls } from '#lib/platform/db/schema/pulls.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { pullInput, usualLimitShare } from '#lib/shared/pulls.ts';

/** Throws AppError `forbidden`, `invalid`, `conflict` (one is open, not connected, or it has no list). */
export async function startPull(context: Context, input: unknown): Promise<{ pullId: number }> {
  requirePermission(context, 'pulls:write');
  const { provider } = parseInput(pullInput, input);
  requireListable(context, provider);
  return inTransaction(context.database, async (transaction) => {
    const pullId = await insertPull(transaction, { provider, isScheduled: false, actor: context.actor });
    if (pullId !== null) return { pullId };
    const [open] = await transaction
      .select({ state: pulls.state })
      .from(pulls)
      .where(and(eq(pulls.provider, provider), isNull(pulls.endedAt)));
    const what =
      open?.state === 'running' ? 'is under way' : `is ${open?.state ?? 'open'}: resume or cancel it first`;
    throw new AppError('conflict', `A pull of ${capabilitiesOf(provider).label} ${what}.`);
  });
}

/** Throws AppError `conflict`. */
export function requireListable({ providers }: Pick<Context, 'providers'>, provider: ProviderId): void {
  const { label, canList } = capabilitiesOf(provider);
  if (canList === 'none') throw new AppError('conflict', `${label} cannot list its people.`);
  if (!providers.describe()[provider].connected) throw new AppError('conflict', `${label} is not connected.`);
}

/** null: one is open already. */
export async function insertPull(
  transaction: Transaction,
  { provider, isScheduled, actor }: { provider: ProviderId; isScheduled: boolean; actor: Actor },
): Promise<number | null> {
  const earlier = sql`exists (select from pulls p where p.provider = ${provider} and p.state = 'done')`;
  const share = sql`coalesce((select ${pullSchedules.limitShare} from ${pullSchedules}
    where ${pullSchedules.provider} = ${provider}), ${usualLimitShare})`;
  const [row] = await transaction
    .insert(pulls)
    .values({
      provider,
      kind: sql`case when not ${earlier} then 'first' when ${isScheduled} then 'scheduled' else 'by-hand' end`,
      memberId: actor.memberId,
      actor: actor.name,
      limitShare: share,
    })
    .onConflictDoNothing()
    .returning({ id: pulls.id });
  return row?.id ?? null;
}
