/** Pauses, resumes and cancels the open pull of a provider. What is written stays. */
import { sql } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { pullInput } from '#lib/shared/pulls.ts';

/** Throws AppError `forbidden`, `invalid`, `conflict` (none is under way). */
export async function pausePull(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'pulls:write');
  const { provider } = parseInput(pullInput, input);
  const { rowCount } = await context.database.execute(sql`
    update pulls set state = 'paused', paused_by = ${context.actor.name}
    where provider = ${provider} and ended_at is null and state = 'running'`);
  if (!rowCount) throw new AppError('conflict', `No pull of ${capabilitiesOf(provider).label} is under way.`);
  return null;
}

/** Also confirms one that stopped because many would be gone. Throws AppError `forbidden`, `invalid`, `conflict`. */
export async function resumePull(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'pulls:write');
  const { provider } = parseInput(pullInput, input);
  const { rowCount } = await context.database.execute(sql`
    update pulls set state = 'running', paused_by = null, reason = null, failures = 0, not_before = now(),
      confirmed = confirmed or (state = 'stopped' and step = 'write')
    where provider = ${provider} and ended_at is null and state in ('paused', 'stopped')`);
  if (!rowCount) throw new AppError('conflict', `No pull of ${capabilitiesOf(provider).label} waits.`);
  return null;
}

/** Throws AppError `forbidden`, `invalid`, `conflict` (none is open). */
export async function cancelPull(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'pulls:write');
  const { provider } = parseInput(pullInput, input);
  const { actor, database } = context;
  await inTransaction(database, async (transaction) => {
    const [pull] = await runPlannedStatement<{ id: number; read: number; created: number; changed: number }>(
      transaction,
      sql`update pulls set state = 'cancelled', ended_at = now(), paused_by = null
        where provider = ${provider} and ended_at is null returning id, read, created, changed`,
    );
    if (!pull) throw new AppError('conflict', `No pull of ${capabilitiesOf(provider).label} is open.`);
    const { id, ...counts } = pull;
    await transaction.execute(sql`delete from pull_rows where pull_id = ${id}::bigint`);
    await recordEvent(transaction, {
      kind: 'pull.cancelled',
      memberId: actor.memberId,
      actor: actor.name,
      subject: provider,
      detail: { provider, pull: id, ...counts },
    });
  });
  return null;
}
