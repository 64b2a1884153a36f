/** The worker's sign of life, written by it and read by the health answer. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { heartbeats } from '#lib/db/schema/heartbeats.ts';

/** How often a worker writes; it counts as gone after six silent beats. */
export const heartbeatEveryMs = 5_000;
const silentAfterMs = 6 * heartbeatEveryMs;

/** `detail` is for people who look into trouble: counts and states, no secret. */
export async function recordHeartbeat(
  database: Database,
  detail: Record<string, string | number | boolean | null> = {},
): Promise<void> {
  await database
    .insert(heartbeats)
    .values({ name: 'worker', detail })
    .onConflictDoUpdate({ target: heartbeats.name, set: { at: sql`now()`, detail } });
}

/** Milliseconds since the last beat by the database's clock; null: never. */
export async function readHeartbeatAge(database: Database): Promise<number | null> {
  const [row] = await database
    .select({ ageMs: sql<number>`(extract(epoch from now() - ${heartbeats.at}) * 1000)::float8` })
    .from(heartbeats);
  return row?.ageMs ?? null;
}

export function isAlive(ageMs: number | null): boolean {
  return ageMs !== null && ageMs < silentAfterMs;
}
