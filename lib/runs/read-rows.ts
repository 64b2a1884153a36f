/** Hand-written SQL in, rows out. */
import type { SQL } from 'drizzle-orm';
import type { Queryable } from '#lib/db/transaction.ts';

/** Rows as the driver gives them: bigint as number, json parsed. */
export async function readRows<Row extends Record<string, unknown>>(
  database: Queryable,
  statement: SQL,
): Promise<Row[]> {
  const result = await database.execute(statement);
  return rowsOf<Row>(result);
}

/** The driver's rows have the columns that the caller's statement selects. */
function rowsOf<Row>(result: unknown): Row[] {
  return (result as { rows: Row[] }).rows;
}
