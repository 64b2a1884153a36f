/** Estimates from a sample how many users match a searched text. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { fold } from '#lib/shared/text/fold.ts';
import { remembered } from './remembered.ts';

/** Gives a share between 0 and 1. */
export type TextShare = (text: string) => number;

const drawn = 1_500;
const freshMs = 5 * 60_000;

/** PostgreSQL has statistics of whole texts only and misjudges substrings a hundredfold. */
async function drawTexts(database: Database): Promise<TextShare> {
  const rows = await runStatement<{ search: string }>(
    database,
    // By random ids: TABLESAMPLE gives whole pages, whose users often came together.
    sql`select search from users where id in (
      select ceil(random() * ends.last)::bigint
      from (select max(id) as last from users) ends, generate_series(1, ${sql.raw(String(drawn))}))`,
  );
  const texts = rows.map(({ search }) => search);
  return (text) => {
    const wanted = fold(text);
    const hits = texts.reduce((count, known) => (known.includes(wanted) ? count + 1 : count), 0);
    // No hit in the sample is not zero.
    return Math.max(hits, 0.5) / Math.max(texts.length, 1);
  };
}

/** null until a sample was drawn. */
export const textShareOf = remembered(drawTexts, freshMs);
