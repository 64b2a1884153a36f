import { type SQL, sql } from 'drizzle-orm';
import { joinList } from '#lib/platform/csv/lists.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runListStatement } from '#lib/platform/db/run-statement.ts';
import type { TagText } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { keyOfColumn } from '#lib/shared/filter/columns.ts';
import { columnsOf, type FileColumn } from '#lib/shared/imports.ts';

type WideRow = {
  name: string;
  email: string;
  tag_ids: number[];
  tag_count: number;
  changed_at: string;
} & Record<ProviderId, string | null>;
type CatalogueTag = TagText & { id: number; provider: ProviderId };

type Cell = (row: WideRow, tags: readonly CatalogueTag[]) => string;

const joins = sql.join(
  providerIds.map((id) =>
    sql.raw(`left join identities ${id} on ${id}.user_id = u.id and ${id}.provider = '${id}'`),
  ),
  sql` `,
);
const externalIds = sql.raw(providerIds.map((id) => `${id}.external_id as ${id}`).join(', '));

function batchStatement(ids: readonly number[]): SQL {
  return sql`
    select u.name, u.email, u.tag_ids, u.tag_count,
      to_char(u.changed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as changed_at, ${externalIds}
    from unnest(${sql.param([...ids])}::bigint[]) with ordinality as wanted(id, place)
    join users u on u.id = wanted.id ${joins}
    order by wanted.place`;
}

/** Cells in the order of `columns`, before escaping. Pure. */
export function createRowWriter(columns: readonly FileColumn[]) {
  const cells = columns.map(cellOf);
  return (row: WideRow, tags: readonly CatalogueTag[]): string[] => cells.map((cell) => cell(row, tags));
}

function cellOf(column: FileColumn): Cell {
  if (column === 'name' || column === 'email' || column === 'changed_at') return (row) => row[column];
  if (column === 'tag_count') return (row) => String(row.tag_count);
  for (const provider of providerIds) {
    if (columnsOf[provider].id === column) return (row) => row[provider] ?? '';
    if (columnsOf[provider].tags === column)
      return (_, tags) => joinList(tags.filter((tag) => tag.provider === provider));
  }
  const named = keyOfColumn(column);
  return (_, tags) =>
    tags.find((tag) => tag.provider === named?.provider && tag.key === named.key)?.value ?? '';
}

/** A larger catalogue is read again in parts. */
const maxRemembered = 100_000;

/** By id; users deleted meanwhile are left out. Caches the catalogue between batches. */
export class ExportReader {
  private readonly database: Database;
  private readonly toCells: ReturnType<typeof createRowWriter>;
  private readonly catalogue = new Map<number, CatalogueTag>();

  constructor(database: Database, columns: readonly FileColumn[]) {
    this.database = database;
    this.toCells = createRowWriter(columns);
  }

  async read(ids: readonly number[]): Promise<string[][]> {
    const rows = await runListStatement<WideRow>(this.database, batchStatement(ids));
    await this.learn(rows);
    return rows.map((row) =>
      this.toCells(
        row,
        row.tag_ids.flatMap((id) => this.catalogue.get(id) ?? []),
      ),
    );
  }

  private async learn(rows: readonly WideRow[]): Promise<void> {
    if (this.catalogue.size > maxRemembered) this.catalogue.clear();
    const unknown = new Set<number>();
    for (const row of rows) for (const id of row.tag_ids) if (!this.catalogue.has(id)) unknown.add(id);
    if (unknown.size === 0) return;
    const tags = await runListStatement<CatalogueTag>(
      this.database,
      sql`select id, provider, key, value from tags where id = any(${sql.param([...unknown])}::int[])`,
    );
    for (const tag of tags) this.catalogue.set(tag.id, tag);
  }
}
