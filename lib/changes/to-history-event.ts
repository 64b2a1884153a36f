/** A row of the audit log as the history shows it. Pure. */
import type { auditEvents } from '#lib/db/schema/records.ts';
import type { HistoryEvent } from './history-schemas.ts';

export function toHistoryEvent(row: typeof auditEvents.$inferSelect): HistoryEvent {
  const { id, at, kind, memberId, actor, subject, detail } = row;
  return { id, at: at.toISOString(), kind, memberId, actor, subject, detail };
}
