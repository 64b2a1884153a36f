/** Who was erased and comes again, in a file, a pull or a form. */
import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import { digestOf, type Trace } from '#lib/platform/settings/erased-digest.ts';
import { AppError } from '#lib/shared/errors.ts';

export const erasedReason = 'This person was erased and is left out.';

/** The places of those `people` (each by ids and e-mail) who were erased. */
export async function findErased(
  database: Queryable,
  people: readonly (readonly Trace[])[],
): Promise<Set<number>> {
  const [any] = await runStatement(database, sql`select 1 from erased_people limit 1`);
  if (!any || people.length === 0) return new Set();
  const digests = people.map((traces) => traces.map(digestOf));
  const rows = await runStatement<{ digest: string }>(
    database,
    sql`select digest from erased_people where digest = any(${sql.param(digests.flat())}::text[])`,
  );
  return placesOf(digests, rows);
}

/** The same on an import's own connection. */
export async function findErasedBy(
  client: pg.PoolClient,
  people: readonly (readonly Trace[])[],
): Promise<Set<number>> {
  const { rowCount } = await client.query('select 1 from erased_people limit 1');
  if (rowCount === 0) return new Set();
  const digests = people.map((traces) => traces.map(digestOf));
  const { rows } = await client.query<{ digest: string }>(
    'select digest from erased_people where digest = any($1::text[])',
    [digests.flat()],
  );
  return placesOf(digests, rows);
}

/** Throws AppError `conflict`. */
export async function refuseErased(database: Queryable, traces: readonly Trace[]): Promise<void> {
  const erased = await findErased(database, [traces]);
  if (erased.size > 0)
    throw new AppError('conflict', 'This person was erased. Nobody with this id or e-mail is made again.');
}

function placesOf(digests: readonly string[][], rows: readonly { digest: string }[]): Set<number> {
  const found = new Set(rows.map(({ digest }) => digest));
  return new Set(digests.flatMap((own, place) => (own.some((digest) => found.has(digest)) ? [place] : [])));
}
