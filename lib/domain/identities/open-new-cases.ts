/** Opens the cases of users who changed since the last time; at first of everybody. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { allowTime, inTransaction } from '#lib/platform/db/transaction.ts';
import { openCasesOf, settle } from './open-cases.ts';

/** A transaction that began before the look may be written after it. */
const overlapSeconds = 120;
/** More are looked at as everybody, which takes a second or two for a million. */
const maxSingly = 5_000;
const mostMs = 60_000;

/** One look at a time over all instances. Gives how many were opened. */
export function openNewCases(database: Database): Promise<number> {
  return inTransaction(database, async (transaction) => {
    await allowTime(transaction, mostMs);
    await runStatement(transaction, sql`insert into case_looks default values on conflict do nothing`);
    const [look] = await runStatement<{ isFirst: boolean; since: string; now: string }>(
      transaction,
      sql`select seen_through = '-infinity' as "isFirst", now()::text as now,
          (seen_through - make_interval(secs => ${overlapSeconds}))::text as since
        from case_looks for update skip locked`,
    );
    if (!look) return 0;
    const changed = await runStatement<{ id: number }>(
      transaction,
      sql`select id from users where changed_at > ${look.since}::timestamptz order by changed_at desc limit ${maxSingly + 1}`,
    );
    const isAll = look.isFirst || changed.length > maxSingly;
    const opened = await openCasesOf(transaction, isAll ? null : changed.map(({ id }) => id));
    // Users who left are not among those who changed.
    if (!isAll) await settle(transaction, null);
    await runStatement(transaction, sql`update case_looks set seen_through = ${look.now}::timestamptz`);
    return opened;
  });
}
