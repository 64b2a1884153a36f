/** Begins the pulls whose time has come. */
import { sql } from 'drizzle-orm';
import { systemActor } from '#lib/platform/context.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { timeZone } from '#lib/platform/settings/time-zone.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Registry } from '#lib/providers/registry.ts';
import { insertPull } from './start-pull.ts';

/** None during quiet hours, and none beside an open one. Gives the providers. */
export async function startDuePulls({
  database,
  providers,
}: {
  database: Database;
  providers: Registry;
}): Promise<ProviderId[]> {
  const due = await runPlannedStatement<{ provider: ProviderId }>(
    database,
    sql`select s.provider from pull_schedules s,
        lateral (select extract(hour from now() at time zone ${timeZone()})::int as hour) clock
      where not exists (select from pulls p where p.provider = s.provider and (p.ended_at is null
          or p.created_at > now() - make_interval(hours => s.every_hours)))
        and not coalesce(case when s.quiet_from < s.quiet_until then hour >= s.quiet_from and hour < s.quiet_until
          else hour >= s.quiet_from or hour < s.quiet_until end, false)`,
  );
  const begun: ProviderId[] = [];
  for (const { provider } of due) {
    const isListable = capabilitiesOf(provider).canList !== 'none' && providers.get(provider) !== null;
    if (!isListable) continue;
    const id = await inTransaction(database, (transaction) =>
      insertPull(transaction, { provider, isScheduled: true, actor: systemActor }),
    );
    if (id !== null) begun.push(provider);
  }
  return begun;
}
