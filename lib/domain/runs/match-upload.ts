import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { matchUploadInput, maxMatchedRows } from '#lib/shared/run-inputs.ts';
import type { UploadMatch } from '#lib/shared/runs.ts';
import { collectFromFile } from './collect-from-file.ts';
import { requireUpload } from './create-run.ts';
import { createPlannedOperations } from './planned-operations.ts';

/**
 * Who of a file or pasted list is here, found as its plan would find them; nothing is kept. Throws AppError
 * `forbidden`, `invalid` (also above 20,000 rows), `not-found`.
 */
export async function matchUpload(context: Context, input: unknown): Promise<UploadMatch> {
  requirePermission(context, 'runs:write');
  const { uploadId, who } = parseInput(matchUploadInput, input);
  const { rows } = await requireUpload(context, uploadId);
  if (rows > maxMatchedRows)
    throw new AppError('invalid', 'So long a file is matched by its plan.', { uploadId: 'Too long.' });
  return inTransaction(context.database, async (transaction) => {
    await createPlannedOperations(transaction);
    const source = { kind: 'csv' as const, uploadId, who, mappings: [] };
    const { rows: bad, count } = await collectFromFile(transaction, source, [], context.providers);
    const [{ users = 0 } = {}] = await runPlannedStatement<{ users: number }>(
      transaction,
      sql`select count(distinct user_id)::int as users from run_file_rows where reason is null`,
    );
    return { rows, found: rows - count, users, bad };
  });
}
