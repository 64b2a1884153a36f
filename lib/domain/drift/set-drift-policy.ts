import { and, eq } from 'drizzle-orm';
import { insertEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { driftPolicies } from '#lib/platform/db/schema/drifts.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { setDriftPolicyInput } from '#lib/shared/drift.ts';
import { parseInput } from '#lib/shared/errors.ts';

/** Counts for what is found from now on; what is open stays so. Throws AppError `forbidden`, `invalid`. */
export async function setDriftPolicy(context: Context, input: unknown): Promise<null> {
  requirePermission(context, 'drift:policy');
  const { provider, key, rule } = parseInput(setDriftPolicyInput, input);
  const { memberId, name } = context.actor;
  await inTransaction(context.database, async (transaction) => {
    if (rule === null)
      await transaction
        .delete(driftPolicies)
        .where(and(eq(driftPolicies.provider, provider), eq(driftPolicies.key, key)));
    else
      await transaction
        .insert(driftPolicies)
        .values({ provider, key, rule, memberId, setBy: name })
        .onConflictDoUpdate({
          target: [driftPolicies.provider, driftPolicies.key],
          set: { rule, memberId, setBy: name, setAt: new Date() },
        });
    await insertEvent(transaction, {
      kind: 'drift.policy-set',
      memberId,
      actor: name,
      subject: provider,
      detail: { key, rule },
    });
  });
  return null;
}
