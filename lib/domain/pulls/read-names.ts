/** Asks for name and e-mail of who is new, one by one: before that nobody can be told apart. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { TagProvider } from '#lib/providers/contract.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import { type HeldPull, PullLost } from './stage-page.ts';

const atOnce = 100;

type Options = { client: TagProvider; waitMs: number; stopping: AbortSignal };

/** Goes on where another process stopped. Throws ProviderError, PullLost. */
export async function readNames(
  database: Database,
  held: HeldPull,
  { client, waitMs, stopping }: Options,
): Promise<void> {
  const { readNames: ask } = client;
  if (!ask) return;
  let nextAt = performance.now();
  for (;;) {
    const rows = await runPlannedStatement<{ externalId: string }>(
      database,
      sql`select r.external_id as "externalId" from pull_rows r
        where r.pull_id = ${held.id}::bigint and not r.is_named and not r.is_bad
          and not exists (select from identities i where i.provider = ${client.id} and i.external_id = r.external_id)
        order by r.external_id limit ${atOnce}`,
    );
    if (rows.length === 0) return;
    for (const { externalId } of rows) {
      await pause(Math.max(0, nextAt - performance.now()), undefined, { signal: stopping }).catch(
        () => undefined,
      );
      if (stopping.aborted) throw new PullLost();
      nextAt = Math.max(nextAt + waitMs, performance.now());
      const told = await ask(externalId).catch((error: unknown) => {
        // Merged or deleted since it was listed: nobody to make a user of.
        if (error instanceof ProviderError && error.code === 'not-found') return null;
        throw error;
      });
      const kept = await database.execute(sql`
        update pull_rows r set is_named = true, is_bad = ${told === null}, name = ${told?.name ?? null},
          email = ${told?.email ?? null}
        from pulls p where p.id = r.pull_id and p.owner = ${held.owner} and p.state = 'running'
          and r.pull_id = ${held.id}::bigint and r.external_id = ${externalId}`);
      if (!kept.rowCount) throw new PullLost();
    }
  }
}
