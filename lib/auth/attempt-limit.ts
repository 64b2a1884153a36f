/** Counts attempts in the database, so that several instances share the count and a restart forgets nothing. */
import { createHash } from 'node:crypto';
import { lt, sql } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { rateLimits } from '#lib/db/schema/members.ts';

export type Limit = { key: string; most: number };

const windowMs = 60_000;
const keepMs = 60 * windowMs;

/**
 * Takes one attempt from each limit's minute. Gives null when all allow it, else in how many seconds to try again.
 * Counting comes before the attempt, so that many at once cannot slip through together.
 */
export async function takeAttempt(
  database: Database,
  limits: readonly Limit[],
  now = Date.now(),
): Promise<number | null> {
  let waitMs = 0;
  for (const limit of limits) {
    const id = keyOf(limit);
    const over = sql`${rateLimits.lastRequest} <= ${now - windowMs}`;
    const [row] = await database
      .insert(rateLimits)
      .values({ id, key: id, count: 1, lastRequest: now })
      .onConflictDoUpdate({
        target: rateLimits.key,
        set: {
          count: sql`case when ${over} then 1 else ${rateLimits.count} + 1 end`,
          lastRequest: sql`case when ${over} then ${now} else ${rateLimits.lastRequest} end`,
        },
      })
      .returning({ count: rateLimits.count, start: rateLimits.lastRequest });
    if (row && row.count > limit.most) waitMs = Math.max(waitMs, row.start + windowMs - now);
    if (row?.count === 1) await database.delete(rateLimits).where(lt(rateLimits.lastRequest, now - keepMs));
  }
  return waitMs > 0 ? Math.ceil(waitMs / 1000) : null;
}

/** Gives an attempt back after a success: only failures count, so a team behind one address can work. */
export async function giveBackAttempt(database: Database, limits: readonly Limit[]): Promise<void> {
  for (const limit of limits) {
    await database
      .update(rateLimits)
      .set({ count: sql`greatest(${rateLimits.count} - 1, 0)` })
      .where(sql`${rateLimits.key} = ${keyOf(limit)}`);
  }
}

/** Hashed: people type passwords into the e-mail field. */
function keyOf(limit: Limit): string {
  return createHash('sha256').update(limit.key).digest('base64url');
}
