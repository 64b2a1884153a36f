import { sql } from 'drizzle-orm';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import type { Cure } from '#lib/shared/cures.ts';

/** As chosen for a plan, in that order. `asked` keeps what was asked for; a label twice counts once. */
export async function replaceLabels(transaction: Transaction, cures: readonly Cure[]): Promise<void> {
  for (const { provider, key, choice, to } of cures) {
    if (choice !== 'replace' || to === null) continue;
    await transaction.execute(sql`
      update planned_operations p set asked = coalesce(p.asked, p.operations), operations = (
        select jsonb_agg(o.operation order by o.position) from (
          select distinct on (k.operation ->> 'key') k.operation, k.position
          from jsonb_array_elements(p.operations) with ordinality as a(operation, position)
          cross join lateral (select a.position, case when a.operation ->> 'key' = ${key} and a.operation ->> 'verb' <> 'remove'
            then a.operation || jsonb_build_object('key', ${to}::text) else a.operation end as operation) k
          order by k.operation ->> 'key', k.position
        ) o)
      where p.provider = ${provider} and p.operations @> ${JSON.stringify([{ key }])}::jsonb`);
  }
}
