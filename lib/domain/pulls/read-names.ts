/** Asks for name and e-mail of who is new, one by one: before that nobody can be told apart. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import type { IdentityRow, TagProvider } from '#lib/providers/contract.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import type { Pace } from './share-rate.ts';
import { type HeldPull, PullLost } from './stage-page.ts';

const atOnce = 100;

type Options = { client: TagProvider; pace: Pace; stopping: AbortSignal };
type Told = Pick<IdentityRow, 'name' | 'email'>;

/** Goes on where another process stopped. Throws ProviderError, PullLost. */
export async function readNames(
  database: Database,
  held: HeldPull,
  { client, pace, stopping }: Options,
): Promise<void> {
  const { readNames: ask } = client;
  if (!ask) return;
  const missing = sql`r.pull_id = ${held.id}::bigint and not r.is_named and not r.is_bad
    and not exists (select from identities i where i.provider = ${client.id} and i.external_id = r.external_id)`;
  // Time left is told by what this process asks from here on.
  const begun = await database.execute(sql`
    update pulls set names = named + (select count(*) from pull_rows r where ${missing}), names_from = named,
      names_at = clock_timestamp()
    where id = ${held.id}::bigint and owner = ${held.owner} and state = 'running'`);
  if (!begun.rowCount) throw new PullLost();
  for (;;) {
    const rows = await runPlannedStatement<{ externalId: string }>(
      database,
      sql`select r.external_id as "externalId" from pull_rows r where ${missing}
        order by r.external_id limit ${atOnce}`,
    );
    if (rows.length === 0) return;
    for (const { externalId } of rows) {
      await pace.turn();
      if (stopping.aborted) throw new PullLost();
      const told = await ask(externalId).catch((error: unknown) => {
        // Merged or deleted since it was listed: nobody to make a user of.
        if (error instanceof ProviderError && error.code === 'not-found') return null;
        throw error;
      });
      await keepName(database, held, externalId, told);
    }
  }
}

async function keepName(
  database: Database,
  { id, owner }: HeldPull,
  externalId: string,
  told: Told | null,
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const kept = await transaction.execute(sql`
      update pulls set named = named + 1, failures = 0
      where id = ${id}::bigint and owner = ${owner} and state = 'running'`);
    if (!kept.rowCount) throw new PullLost();
    await transaction.execute(sql`
      update pull_rows set is_named = true, is_bad = ${told === null}, name = ${told?.name ?? null},
        email = ${told?.email ?? null}
      where pull_id = ${id}::bigint and external_id = ${externalId}`);
  });
}
