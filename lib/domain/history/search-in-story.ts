import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { readBursts } from './bursts.ts';
import type { Search } from './scan-newest-first.ts';

type Place = { firstLine: number; lastLine: number };

/** Narrows a search to the lines of one story. `key`: a `StoryKey`. null: it has none. */
export async function searchInStory(database: Database, search: Search, key: string): Promise<Search | null> {
  const [, kind = '', ref = ''] = /^(.+)-(\d+)$/.exec(key) ?? [];
  if (kind === 'burst') return searchInBurst(database, search, Number(ref));
  const [place] = await runStatement<Place>(
    database,
    sql`select first_line as "firstLine", last_line as "lastLine" from stories
      where kind = ${kind} and ref = ${ref}::bigint`,
  );
  if (!place) return null;
  const { conditions } = search;
  const since = place.firstLine;
  const before = Math.min(search.before, place.lastLine + 1);
  if (kind === 'run') {
    // The index of runs has its lines in order per provider.
    const either = providerIds.map((one) => sql`c.provider = ${one}`);
    const all = [...conditions.all, sql`c.run_id = ${ref}::bigint`];
    return { ...search, since, before, conditions: { all, either, inside: false } };
  }
  const isUndo = kind === 'import-undo' ? sql`c.undo_of is not null` : sql`c.undo_of is null`;
  const all = [...conditions.all, sql`c.kind = 'import' and c.import_id = ${ref}::bigint and ${isUndo}`];
  return { ...search, since, before, conditions: { ...conditions, all, inside: false } };
}

async function searchInBurst(database: Database, search: Search, newest: number): Promise<Search | null> {
  const { conditions } = search;
  const ids = (await readBursts(database, [newest], conditions)).get(newest)?.ids ?? [];
  const oldest = ids.at(-1);
  if (oldest === undefined) return null;
  const all = [sql`c.id = any(${sql.param(ids)}::bigint[])`];
  const before = Math.min(search.before, newest + 1);
  return { ...search, since: oldest, before, conditions: { all, either: [], inside: false } };
}
