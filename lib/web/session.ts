/** The member of a request: one signature check and one query. */
import { eq, type SQL, sql } from 'drizzle-orm';
import { isActiveSession } from '#lib/platform/auth/active-session.ts';
import { readSignedCookie } from '#lib/platform/auth/signed-cookie.ts';
import type { Actor } from '#lib/platform/context.ts';
import { type Database, processDatabase } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { sessions } from '#lib/platform/db/schema/members.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { type Role, unprovenRole } from '#lib/shared/permissions.ts';

/** `ageMs`: since the session's extension. Role `unprovenRole`: required two-factor is not set up. */
export type FoundSession = { id: string; actor: Actor; email: string; ageMs: number };

type SessionRow = {
  id: string;
  memberId: string;
  name: string;
  email: string;
  role: string;
  isProven: boolean;
  ageMs: number;
  unusedMs: number;
};

/** Members without a password use single sign-on: two-factor is the identity provider's. */
function isProven(twoFactorRoles: readonly Role[]): SQL {
  if (twoFactorRoles.length === 0) return sql`true`;
  return sql`(m.two_factor_enabled or m.role <> all(${sql.param([...twoFactorRoles])}::text[])
    or not exists (select 1 from accounts a where a.member_id = m.id and a.password is not null))`;
}

// At most this often: reads come many times a minute.
const noteUseAfterMs = 5 * 60 * 1000;

/** null: no cookie, a forged or ended one, or a disabled member. */
export async function findSessionActor(headers: Headers): Promise<Actor | null> {
  return (await findSession(headers))?.actor ?? null;
}

export async function findSession(
  headers: Headers,
  database: Database = processDatabase().database,
  secret: string | null = processSettings().secret,
  twoFactorRoles: readonly Role[] = processSettings().twoFactorRoles,
): Promise<FoundSession | null> {
  const token = readSignedCookie(headers.get('cookie'), 'tagdesk.session_token', secret);
  if (!token) return null;
  // On every request: named, so planned once per connection.
  const [row] = await runStatement<SessionRow>(
    database,
    sql`select sessions.id, m.id as "memberId", m.name, m.email, m.role, ${isProven(twoFactorRoles)} as "isProven",
        extract(epoch from now() - sessions.updated_at)::float8 * 1000 as "ageMs",
        extract(epoch from now() - sessions.last_used_at)::float8 * 1000 as "unusedMs"
      from sessions join members m on m.id = sessions.member_id
      where sessions.token = ${token} and ${isActiveSession()} and not m.banned`,
  );
  if (!row) return null;
  if (row.unusedMs > noteUseAfterMs) {
    await database.update(sessions).set({ lastUsedAt: new Date() }).where(eq(sessions.id, row.id));
  }
  return {
    id: row.id,
    actor: { memberId: row.memberId, name: row.name, role: row.isProven ? row.role : unprovenRole },
    email: row.email,
    ageMs: row.ageMs,
  };
}
