import { type SQL, sql } from 'drizzle-orm';
import { sessions } from '#lib/platform/db/schema/members.ts';
import { processSettings } from '#lib/platform/runtime.ts';

/** A condition on `sessions`: used within a week, and younger than the longest session. */
export function isActiveSession(sessionDays = processSettings().sessionDays): SQL {
  return sql`${sessions.expiresAt} > now() and ${sessions.createdAt} > now() - make_interval(days => ${sessionDays}::int)`;
}
