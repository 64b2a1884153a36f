/** One line of the ledger with the requests and answers behind it (secrets were redacted before they were stored). */
import { eq } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { changes } from '#lib/db/schema/changes.ts';
import { AppError } from '#lib/errors.ts';
import { lookUpExtras } from './line-extras.ts';
import type { HistoryDetail } from './schemas.ts';
import { toHistoryLine } from './to-history-line.ts';

/** Throws AppError `forbidden`, `not-found`. */
export async function findChange(context: Context, changeId: number): Promise<HistoryDetail> {
  requirePermission(context, 'history:read');
  const row = Number.isSafeInteger(changeId)
    ? await context.database.query.changes.findFirst({ where: eq(changes.id, changeId) })
    : undefined;
  if (!row) throw new AppError('not-found', 'This change is not in the ledger.');
  const extras = await lookUpExtras(context, [row]);
  return {
    line: toHistoryLine(row, extras(row)),
    exchanges: row.exchanges,
    attempts: row.attempts,
    durationMs: row.durationMs,
  };
}
