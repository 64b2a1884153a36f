/** What the ledger says of a change right now, in the form an edit comes back with. */
import { eq } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { changes } from '#lib/db/schema/changes.ts';
import { AppError } from '#lib/errors.ts';
import type { ChangeReport } from './schemas.ts';

export async function findReport(database: Database, changeId: number): Promise<ChangeReport> {
  const row = await database.query.changes.findFirst({ where: eq(changes.id, changeId) });
  if (!row) throw new AppError('not-found', 'This change is not in the ledger.');
  return {
    changeId: row.id,
    provider: row.provider,
    operations: row.operations,
    outcomes: row.outcomes ?? [],
    outcome: row.outcome,
    pending: row.state !== 'closed',
    notBefore: row.notBefore.toISOString(),
  };
}
