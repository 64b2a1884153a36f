/** Starts due scheduled runs. Permission is checked now: whoever scheduled it must still have it. */
import { eq, sql } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { runs } from '#lib/platform/db/schema/runs.ts';
import { inTransaction, type Transaction } from '#lib/platform/db/transaction.ts';
import { can } from '#lib/shared/permissions.ts';
import { launchRun } from './run-status.ts';

export async function startDue(database: Database): Promise<void> {
  const due = await runPlannedStatement<{ id: number }>(
    database,
    sql`select id from runs where status = 'scheduled' and start_at <= now() order by start_at`,
  );
  for (const { id } of due) {
    await inTransaction(database, async (transaction) => {
      const held = await holdScheduled(transaction, id);
      if (!held) return;
      const denial = denialOf(held);
      if (denial === null) await launchRun(transaction, id);
      else await putBack(transaction, held, denial);
    });
  }
}

/** `role` null: the member is gone. `memberId` null: Tagdesk itself. */
type Scheduled = {
  id: number;
  memberId: string | null;
  name: string;
  role: string | null;
  disabled: boolean;
};

async function holdScheduled(transaction: Transaction, id: number): Promise<Scheduled | undefined> {
  const [held] = await runPlannedStatement<Scheduled>(
    transaction,
    sql`
    select r.id, coalesce(r.starter_id, r.member_id) as "memberId", coalesce(r.starter, r.actor) as name, m.role,
      coalesce(m.banned, false) as disabled
    from runs r left join members m on m.id = coalesce(r.starter_id, r.member_id)
    where r.id = ${id} and r.status = 'scheduled' and r.start_at <= now() for update of r skip locked`,
  );
  return held;
}

/** null: allowed. */
function denialOf({ memberId, role, disabled }: Scheduled): string | null {
  if (memberId === null) return null;
  if (role === null) return 'is not a member any more';
  if (disabled) return 'is disabled now';
  return can(role, 'runs:write') ? null : `has the role ${role} now, which may not start runs`;
}

/** It becomes a plan again, with the reason. */
async function putBack(transaction: Transaction, { id, name }: Scheduled, denial: string): Promise<void> {
  await transaction
    .update(runs)
    .set({
      status: 'planned',
      startAt: null,
      starterId: null,
      starter: null,
      problem: `It did not start at its time: ${name}, who scheduled it, ${denial}.`,
    })
    .where(eq(runs.id, id));
  await recordEvent(transaction, {
    kind: 'run.not-started',
    memberId: null,
    actor: 'Tagdesk',
    subject: `Run ${id}`,
    detail: { scheduledBy: name, reason: `${name} ${denial}` },
  });
}
