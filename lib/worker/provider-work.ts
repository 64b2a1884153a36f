/** Work of a provider from the ledger: fair between runs, oldest first within one. */
import { sql } from 'drizzle-orm';
import { type ClaimedChange, claimChanges } from '#lib/domain/changes/claim-changes.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

export type ProviderWork = {
  /** May send at this provider now. */
  readActive(): Promise<ReadonlySet<number>>;
  claim(active: ReadonlySet<number>, want: number): Promise<ClaimedChange[]>;
};

export function createProviderWork(database: Database, provider: ProviderId): ProviderWork {
  // Start of the search: earlier ones are closed, or were not due just now.
  const places = new Map<number, number>();
  const begun = new Set<number>();
  let hasSuspects = false;
  // Who was served last: where one change is wanted at a time, runs take turns.
  let servedLast = 0;

  // `offset 0`: looks up per line who is being sent, not all per line.
  async function findDue(runId: number, want: number): Promise<number[]> {
    const from = places.get(runId) ?? 0;
    const rows = await runPlannedStatement<{ id: number }>(
      database,
      sql`
      select c.id from changes c
      where c.run_id = ${runId} and c.provider = ${provider} and c.id > ${from} and c.state <> 'closed'
        and c.state in ('queued', 'in-doubt') and c.not_before <= now() and not c.suspect
        and not exists (
          select 1 from changes e where e.identity_id = c.identity_id and e.state = 'sending' offset 0)
      order by c.id limit ${want}`,
    );
    places.set(runId, rows.length < want ? 0 : (rows.at(-1)?.id ?? 0));
    return rows.map(({ id }) => id);
  }

  /** Those without deaths first; none while another is under way. */
  async function findSuspect(active: ReadonlySet<number>): Promise<number[]> {
    const rows = await runPlannedStatement<{ id: number }>(
      database,
      sql`
      select c.id from changes c
      where c.suspect and c.state in ('queued', 'in-doubt') and c.provider = ${provider}
        and c.run_id = any(${sql.param([...active])}::bigint[]) and c.not_before <= now()
        and not exists (select 1 from changes b where b.suspect and b.state = 'sending')
        and not exists (select 1 from changes e where e.identity_id = c.identity_id and e.state = 'sending')
      order by c.deaths, c.id limit 1`,
    );
    return rows.map(({ id }) => id);
  }

  return {
    readActive: async () => {
      const rows = await runPlannedStatement<{ runId: number; hasSuspects: boolean }>(
        database,
        sql`select run_id as "runId", exists (select 1 from changes c
            where c.suspect and c.state in ('queued', 'in-doubt') and c.provider = ${provider}) as "hasSuspects"
          from run_providers where provider = ${provider} and state in ('waiting', 'running') order by run_id`,
      );
      hasSuspects = rows[0]?.hasSuspects ?? false;
      const active = new Set(rows.map(({ runId }) => runId));
      for (const runId of begun) if (!active.has(runId)) begun.delete(runId);
      return active;
    },
    claim: async (active, want) => {
      const share = Math.max(1, Math.ceil(want / Math.max(1, active.size)));
      const due: number[] = [];
      const runIds = [...active];
      for (const runId of [
        ...runIds.filter((id) => id > servedLast),
        ...runIds.filter((id) => id <= servedLast),
      ]) {
        if (due.length >= want) break;
        const found = await findDue(runId, share);
        if (found.length > 0) servedLast = runId;
        due.push(...found);
      }
      const suspect = hasSuspects ? await findSuspect(active) : [];
      // Alone: another process may claim a suspect in the same instant, and only one succeeds.
      const claimed = await claimChanges(database, suspect);
      claimed.push(...(await claimChanges(database, due)));
      if (claimed.length === 0) return [];
      const fresh = new Set(
        claimed.flatMap(({ runId }) => (runId === null || begun.has(runId) ? [] : [runId])),
      );
      if (fresh.size > 0) {
        for (const runId of fresh) begun.add(runId);
        await database.execute(sql`
          update run_providers set state = 'running'
          where provider = ${provider} and run_id = any(${sql.param([...fresh])}::bigint[]) and state = 'waiting'`);
      }
      // Unordered otherwise: plan order.
      return claimed.toSorted((left, right) => left.id - right.id);
    },
  };
}
