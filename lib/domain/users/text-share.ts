/** About how many users a searched text fits, judged by a few of them. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { fold } from '#lib/shared/text/fold.ts';
import { remembered } from './remembered.ts';

/** Gives the share of users whose searched text contains `text`, between 0 and 1. */
export type TextShare = (text: string) => number;

const drawn = 1_500;
const freshMs = 5 * 60_000;

/** The database has statistics of whole texts only, and guesses parts of them a hundredfold wrong. */
async function drawTexts(database: Database): Promise<TextShare> {
  const rows = await runStatement<{ search: string }>(
    database,
    // By random ids: the table's own sampling gives whole pages, whose people often came together.
    sql`select search from users where id in (
      select ceil(random() * ends.last)::bigint
      from (select max(id) as last from users) ends, generate_series(1, ${sql.raw(String(drawn))}))`,
  );
  const texts = rows.map(({ search }) => search);
  return (text) => {
    const wanted = fold(text);
    const hits = texts.reduce((count, known) => (known.includes(wanted) ? count + 1 : count), 0);
    // Seen in none is not the same as fits nobody.
    return Math.max(hits, 0.5) / Math.max(texts.length, 1);
  };
}

/** null until a sample was drawn. */
export const textShareOf = remembered(drawTexts, freshMs);
