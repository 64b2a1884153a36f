/** Totals that the database keeps by itself: everybody, and the identities at each provider. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { runStatement } from './run-statement.ts';

export type Counters = { users: number; identities: Record<ProviderId, number> };

export async function readCounters(database: Database): Promise<Counters> {
  const rows = await runStatement<{ name: string; value: number }>(
    database,
    sql`select name, value from counters`,
  );
  const value = (name: string) => rows.find((row) => row.name === name)?.value ?? 0;
  const identities = { vero: 0, cerego: 0, capillary: 0, fragment: 0 } satisfies Record<ProviderId, number>;
  for (const id of providerIds) identities[id] = value(`identities:${id}`);
  return { users: value('users'), identities };
}
