/** What the ledger says of a change right now, in the form an edit comes back with. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { runStatement } from '#lib/db/run-statement.ts';
import { AppError } from '#lib/errors.ts';
import type { ChangeReport } from './schemas.ts';

export async function findReport(database: Database, changeId: number): Promise<ChangeReport> {
  const [row] = await runStatement<Omit<ChangeReport, 'notBefore'> & { due: number }>(
    database,
    sql`select id as "changeId", provider, operations, coalesce(outcomes, '[]'::jsonb) as outcomes, outcome,
      state <> 'closed' as pending, extract(epoch from not_before)::float8 * 1000 as due
    from changes where id = ${changeId}`,
  );
  if (!row) throw new AppError('not-found', 'This change is not in the ledger.');
  const { due, ...report } = row;
  return { ...report, notBefore: new Date(due).toISOString() };
}
