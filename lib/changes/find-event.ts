/** One event of the audit log. */
import { eq } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { auditEvents } from '#lib/db/schema/records.ts';
import { AppError } from '#lib/errors.ts';
import type { HistoryEvent } from './history-schemas.ts';
import { toHistoryEvent } from './to-history-event.ts';

/** Throws AppError `forbidden`, `not-found`. */
export async function findEvent(context: Context, eventId: number): Promise<HistoryEvent> {
  requirePermission(context, 'audit:read');
  const [row] = Number.isSafeInteger(eventId)
    ? await context.database.select().from(auditEvents).where(eq(auditEvents.id, eventId))
    : [];
  if (!row) throw new AppError('not-found', 'This event is not in the history.');
  return toHistoryEvent(row);
}
