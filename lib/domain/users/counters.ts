/** Totals kept by triggers: users, and identities per provider. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';

export type Counters = { users: number; identities: Record<ProviderId, number> };

/** null: nothing was counted yet. */
export type CounterValues = Record<string, number> | null;

/** For statements that want totals of the same snapshot. */
export const counterValues = sql`(select json_object_agg(name, value) from counters)`;

export function toCounters(values: CounterValues): Counters {
  const identities = { vero: 0, cerego: 0, capillary: 0, fragment: 0 } satisfies Record<ProviderId, number>;
  for (const id of providerIds) identities[id] = values?.[`identities:${id}`] ?? 0;
  return { users: values?.users ?? 0, identities };
}

export async function readCounters(database: Database): Promise<Counters> {
  const [row] = await runStatement<{ values: CounterValues }>(
    database,
    sql`select ${counterValues} as values`,
  );
  return toCounters(row?.values ?? null);
}
