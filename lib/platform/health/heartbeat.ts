import { lt, sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { DatabaseSilent } from '#lib/platform/db/database-error.ts';
import { heartbeats } from '#lib/platform/db/schema/records.ts';
import { instanceName } from './instance.ts';

/** A worker counts as gone after six missed heartbeats. */
export const heartbeatEveryMs = 5_000;
const silentAfterMs = 6 * heartbeatEveryMs;

/** Containers come under ever new names. */
const forgottenAfter = '1 hour';

/** `detail`: counts and states, no secret. */
export async function recordHeartbeat(
  database: Database,
  detail: Record<string, string | number | boolean | null> = {},
): Promise<void> {
  await database
    .insert(heartbeats)
    .values({ name: instanceName(), detail })
    .onConflictDoUpdate({ target: heartbeats.name, set: { at: sql`now()`, detail } });
  await database.delete(heartbeats).where(lt(heartbeats.at, sql`now() - ${forgottenAfter}::interval`));
}

/** ms by the database's clock; null: never. */
export async function readHeartbeatAge(database: Database): Promise<number | null> {
  const [row] = await database
    .select({
      ageMs: sql<number | null>`(extract(epoch from now() - max(${heartbeats.at})) * 1000)::float8`,
    })
    .from(heartbeats);
  return row?.ageMs ?? null;
}

export function isAlive(ageMs: number | null): boolean {
  return ageMs !== null && ageMs < silentAfterMs;
}

/** Health answers soon, whatever the database does. */
const timeoutMs = 3_000;

/** Rejects after three seconds. */
export function withTimeout<T>(asked: PromiseLike<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DatabaseSilent(timeoutMs)), timeoutMs);
  return Promise.race([asked, promise]).finally(() => clearTimeout(timer));
}
