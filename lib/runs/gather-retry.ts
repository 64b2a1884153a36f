/** Another attempt: the operations of an earlier run that did not work, for the users for whom they did not. */
import { sql } from 'drizzle-orm';
import type { Transaction } from '#lib/db/transaction.ts';
import { causeKey } from './cause-sql.ts';
import type { RunSource } from './schemas.ts';
import { type PlannedIntent, plannedRows } from './wishes.ts';

/** With `intents`, those are meant instead of the operations that did not work, at their providers only. */
export async function gatherRetry(
  transaction: Transaction,
  source: Extract<RunSource, { kind: 'retry' }>,
  intents: readonly PlannedIntent[],
): Promise<void> {
  const ofProvider = source.provider === null ? sql`` : sql`and c.provider = ${source.provider}`;
  const ofCause = source.cause === null ? sql`` : sql`and ${causeKey} = ${source.cause}`;
  const edited = sql`${plannedRows(intents)} as i(provider text, operations jsonb, faults jsonb)`;
  await transaction.execute(sql`
    with again as (
      select c.user_id, c.provider, jsonb_agg(p.operation order by p.position) as operations
      from changes c
      cross join lateral jsonb_array_elements(c.outcomes) with ordinality as w(o, position)
      join lateral jsonb_array_elements(c.operations) with ordinality as p(operation, position)
        on p.position = w.position
      where c.run_id = ${source.runId} and c.state = 'closed'
        and w.o ->> 'outcome' = any(${sql.param(source.outcomes)}::text[]) ${ofProvider} ${ofCause}
      group by c.id, c.user_id, c.provider
    )
    insert into run_wishes (user_id, provider, operations, faults)
    select a.user_id, a.provider, ${intents.length === 0 ? sql`a.operations, null from again a` : sql`i.operations, i.faults from again a join ${edited} on i.provider = a.provider`}`);
}
