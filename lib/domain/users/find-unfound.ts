import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { isStatementTimeout } from '#lib/platform/db/sql-state.ts';
import { allowTime, goByIndexes, inTransaction } from '#lib/platform/db/transaction.ts';
import { compileText } from '#lib/platform/filter-sql/term-sql.ts';
import { providerIds } from '#lib/providers/ids.ts';

/** A notice, not an answer: it must not keep the rows waiting. */
const maxMs = 300;

/**
 * E-mails and ids that find nobody, in their order; null where looking takes too long. Whole ones are looked up
 * by their indexes, the rest as any typed text.
 */
export async function findUnfound(database: Database, texts: readonly string[]): Promise<string[] | null> {
  try {
    return await inTransaction(database, async (transaction) => {
      await allowTime(transaction, maxMs);
      await goByIndexes(transaction);
      const unknown = await runPlannedStatement<{ text: string }>(
        transaction,
        sql`select a.text from unnest(${sql.param([...texts])}::text[]) with ordinality a(text, place)
          where not exists (select from users u where fold_text(u.email) = fold_text(a.text))
            and not exists (select from identities i
              where i.provider = any(${sql.param([...providerIds])}::text[]) and i.external_id = a.text)
          order by a.place`,
      );
      if (unknown.length === 0) return [];
      const rows = await runPlannedStatement<{ place: number }>(
        transaction,
        sql`${sql.join(
          unknown.map(({ text }, place) => findsNobody(text, place)),
          sql` union all `,
        )} order by place`,
      );
      return rows.flatMap(({ place }) => unknown[place]?.text ?? []);
    });
  } catch (error) {
    if (isStatementTimeout(error)) return null;
    throw error;
  }
}

function findsNobody(text: string, place: number): SQL {
  return sql`select ${place}::int as place where not exists (select from users where ${compileText(text)})`;
}
