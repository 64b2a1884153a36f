import type { Database } from '#lib/platform/db/client.ts';
import { auditEvents } from '#lib/platform/db/schema/records.ts';
import type { EventKind } from '#lib/shared/history.ts';

/** `subject`: whom or what it is about. `detail` must hold no secret and no submitted password. */
export type AuditEvent = {
  kind: EventKind;
  memberId: string | null;
  actor: string;
  subject?: string;
  detail?: Record<string, string | number | boolean | null>;
};

const maxTextLength = 500;

/** Rejects only when the database does. Text is cut to 500 characters. */
export async function recordEvent(database: Pick<Database, 'insert'>, event: AuditEvent): Promise<void> {
  await insertEvent(database, event);
}

/** Gives the line's id; null where the outcome is recorded already. */
export async function insertEvent(
  database: Pick<Database, 'insert'>,
  event: AuditEvent,
): Promise<number | null> {
  const detail = Object.entries(event.detail ?? {}).map(([key, value]) => [key, cut(value)]);
  const [row] = await database
    .insert(auditEvents)
    .values({
      kind: event.kind,
      memberId: event.memberId,
      actor: cut(event.actor),
      subject: cut(event.subject ?? ''),
      detail: Object.fromEntries(detail),
    })
    .onConflictDoNothing()
    .returning({ id: auditEvents.id });
  return row?.id ?? null;
}

/** PostgreSQL's text cannot hold U+0000. */
function cut<T>(value: T): T | string {
  return typeof value === 'string' ? value.replaceAll('\u0000', '').slice(0, maxTextLength) : value;
}
