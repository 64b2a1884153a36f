/** Who is signed in, from a request's cookie: one signature check and one query. */
import { and, eq, gt, sql } from 'drizzle-orm';
import { type Database, processDatabase } from '#lib/db/client.ts';
import { members, sessions } from '#lib/db/schema/members.ts';
import { processSettings } from '#lib/runtime.ts';
import type { Actor } from './context.ts';
import { readSignedCookie } from './signed-cookie.ts';

/** `ageMs`: since the session was last extended. */
export type FoundSession = { id: string; actor: Actor; email: string; ageMs: number };

// Written down this often at most: reads come many times a minute.
const noteUseAfterMs = 5 * 60 * 1000;

/** The signed-in member, or null: no cookie, a forged or expired one, or a member who has been disabled. */
export async function findSessionActor(headers: Headers): Promise<Actor | null> {
  return (await findSession(headers))?.actor ?? null;
}

/** As `findSessionActor`, with what the shell and the extension of sessions need. */
export async function findSession(
  headers: Headers,
  database: Database = processDatabase().database,
  secret: string | null = processSettings().secret,
): Promise<FoundSession | null> {
  const token = readSignedCookie(headers.get('cookie'), 'tagdesk.session_token', secret);
  if (!token) return null;
  const [row] = await database
    .select({
      id: sessions.id,
      lastUsedAt: sessions.lastUsedAt,
      memberId: members.id,
      name: members.name,
      email: members.email,
      role: members.role,
      updatedAt: sessions.updatedAt,
    })
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.userId))
    .where(
      and(
        eq(sessions.token, sql.placeholder('token')),
        gt(sessions.expiresAt, sql`now()`),
        eq(members.banned, false),
      ),
    )
    // Every request asks this: by a name the server plans it once per connection.
    .prepare('tagdesk_session')
    .execute({ token });
  if (!row) return null;
  if (Date.now() - row.lastUsedAt.getTime() > noteUseAfterMs) {
    await database.update(sessions).set({ lastUsedAt: new Date() }).where(eq(sessions.id, row.id));
  }
  return {
    id: row.id,
    actor: { memberId: row.memberId, name: row.name, role: row.role },
    email: row.email,
    ageMs: Date.now() - row.updatedAt.getTime(),
  };
}
