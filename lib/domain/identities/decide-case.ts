/** Verdicts on cases. A merge decides those of its two users. */
import { sql } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Actor, type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { decideCaseInput } from '#lib/shared/identities.ts';

/** Throws AppError `not-found`, `conflict` (somebody decided it meanwhile). */
export async function decideCase(context: Context, input: unknown): Promise<{ caseId: number }> {
  requirePermission(context, 'users:merge');
  const { caseId, verdict } = parseInput(decideCaseInput, input);
  const { actor } = context;
  return inTransaction(context.database, async (transaction) => {
    const [found] = await runStatement<{
      state: string;
      isLater: boolean;
      decidedBy: string | null;
      users: string;
    }>(
      transaction,
      sql`select state, later_at is not null as "isLater", decided_by as "decidedBy", array_to_string(user_ids, ', ') as users
        from identity_cases where id = ${caseId}::bigint for update`,
    );
    if (!found) throw new AppError('not-found', 'There is no such case.');
    const isPutOff = found.state === 'open' && found.isLater;
    const from = verdict === 'open' && !isPutOff ? 'not-same' : 'open';
    if (found.state !== from) throw new AppError('conflict', whyNot(found));
    await runStatement(
      transaction,
      sql`update identity_cases set ${changesOf(verdict, actor)} where id = ${caseId}::bigint`,
    );
    await recordEvent(transaction, {
      kind: 'identity-case.decided',
      memberId: actor.memberId,
      actor: actor.name,
      subject: `case ${caseId}`,
      detail: { verdict, users: found.users },
    });
    return { caseId };
  });
}

function changesOf(verdict: 'not-same' | 'later' | 'open', actor: Actor) {
  if (verdict === 'later') return sql`later_at = now()`;
  if (verdict === 'open') return sql`state = 'open', later_at = null, decided_by = null, decided_at = null`;
  return sql`state = 'not-same', decided_by = ${actor.name}, decided_at = now()`;
}

function whyNot({ state, decidedBy }: { state: string; decidedBy: string | null }): string {
  if (state === 'open') return 'This case is open already.';
  if (state === 'merged') return `${decidedBy ?? 'Somebody'} merged the two.`;
  if (state === 'not-same') return `${decidedBy ?? 'Somebody'} decided that they are not the same.`;
  return 'What this case was about is no longer so.';
}

/** `caseId`: the one that led here, besides those between the users. */
export async function closeCases(
  transaction: Transaction,
  {
    userIds,
    caseId,
    actId,
    actor,
  }: { userIds: readonly number[]; caseId?: number | undefined; actId: number; actor: Actor },
): Promise<void> {
  await runStatement(
    transaction,
    sql`update identity_cases set state = 'merged', decided_by = ${actor.name}, decided_at = now(), act_id = ${actId}::bigint
      where state = 'open' and ((user_ids <@ ${sql.param([...userIds])}::bigint[] and cardinality(user_ids) = 2)
        or (id = ${caseId ?? 0}::bigint and user_ids && ${sql.param([...userIds])}::bigint[]))`,
  );
}
