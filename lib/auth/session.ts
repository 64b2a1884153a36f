/** Who is signed in, from a request's cookie: one signature check and one query. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { and, eq, gt, sql } from 'drizzle-orm';
import { type Database, processDatabase } from '#lib/db/client.ts';
import { members, sessions } from '#lib/db/schema/members.ts';
import { processSettings } from '#lib/runtime.ts';
import type { Actor } from './context.ts';

/** `ageMs`: since the session was last extended. */
export type FoundSession = { actor: Actor; email: string; ageMs: number };

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
  const token = readToken(headers.get('cookie'), secret);
  if (!token) return null;
  const [row] = await database
    .select({
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
  return {
    actor: { memberId: row.memberId, name: row.name, role: row.role },
    email: row.email,
    ageMs: Date.now() - row.updatedAt.getTime(),
  };
}

/** better-auth's cookie is `token.signature`, percent-encoded; over https its name carries the prefix `__Secure-`. */
function readToken(cookies: string | null, secret: string | null): string | null {
  if (!cookies || !secret) return null;
  for (const cookie of cookies.split(';')) {
    const [name, value] = cookie.trim().split('=', 2);
    if (name !== 'tagdesk.session_token' && name !== '__Secure-tagdesk.session_token') continue;
    const token = verifySignature(value ?? '', secret);
    if (token) return token;
  }
  return null;
}

function verifySignature(encoded: string, secret: string): string | null {
  const signed = decode(encoded);
  const dot = signed.lastIndexOf('.');
  if (dot < 1) return null;
  const token = signed.slice(0, dot);
  const given = Buffer.from(signed.slice(dot + 1), 'base64');
  const wanted = createHmac('sha256', secret).update(token).digest();
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
