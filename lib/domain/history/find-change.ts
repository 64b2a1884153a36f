/** Secrets are redacted before exchanges are stored. */
import { eq } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { changes } from '#lib/platform/db/schema/changes.ts';
import { auditEvents } from '#lib/platform/db/schema/records.ts';
import type { HistoryDetail } from '#lib/shared/changes.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { HistoryEvent } from '#lib/shared/history.ts';
import { lookUpExtras } from './line-extras.ts';
import { toHistoryEvent } from './list-history.ts';
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

/** Throws AppError `forbidden`, `not-found`. */
export async function findEvent(context: Context, eventId: number): Promise<HistoryEvent> {
  requirePermission(context, 'audit:read');
  const [row] = Number.isSafeInteger(eventId)
    ? await context.database.select().from(auditEvents).where(eq(auditEvents.id, eventId))
    : [];
  if (!row) throw new AppError('not-found', 'This event is not in the history.');
  return toHistoryEvent(row);
}
