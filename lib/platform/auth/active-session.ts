/** Which sessions still count. */
import { type SQL, sql } from 'drizzle-orm';
import { sessions } from '#lib/platform/db/schema/members.ts';
import { processSettings } from '#lib/platform/runtime.ts';

/** As a condition on `sessions`: used within a week, and begun no longer ago than a session may last at all. */
export function isActiveSession(sessionDays = processSettings().sessionDays): SQL {
  return sql`${sessions.expiresAt} > now() and ${sessions.createdAt} > now() - make_interval(days => ${sessionDays}::int)`;
}
