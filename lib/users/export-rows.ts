/** Rows of the CSV file that Tagdesk gives out: the import's own columns, so that the file can be loaded again. */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { columnsOf, type ImportColumn } from '#lib/imports/schemas.ts';
import type { TagText } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { runStatement } from './run-statement.ts';

export type ExportRow = Partial<Record<ImportColumn, string>>;

type WideRow = { name: string; email: string; tag_ids: number[] } & Record<ProviderId, string | null>;
type CatalogueTag = TagText & { id: number; provider: ProviderId };

const joins = sql.join(
  providerIds.map((id) =>
    sql.raw(`left join identities ${id} on ${id}.user_id = u.id and ${id}.provider = '${id}'`),
  ),
  sql` `,
);
const externalIds = sql.raw(providerIds.map((id) => `${id}.external_id as ${id}`).join(', '));

function batchStatement(ids: readonly number[]): SQL {
  return sql`
    select u.name, u.email, u.tag_ids, ${externalIds}
    from unnest(${sql.param([...ids])}::bigint[]) with ordinality as wanted(id, place)
    join users u on u.id = wanted.id ${joins}
    order by wanted.place`;
}

/** Enough for any usual catalogue; a larger one is read again in parts. */
const mostRemembered = 100_000;

/** Reads users in the order of their ids; users deleted meanwhile are left out. Remembers the catalogue between batches. */
export class ExportReader {
  private readonly database: Database;
  private readonly catalogue = new Map<number, CatalogueTag>();

  constructor(database: Database) {
    this.database = database;
  }

  async read(ids: readonly number[]): Promise<ExportRow[]> {
    const rows = await runStatement<WideRow>(this.database, batchStatement(ids));
    await this.learn(rows);
    return rows.map((row) => this.toExportRow(row));
  }

  private async learn(rows: readonly WideRow[]): Promise<void> {
    if (this.catalogue.size > mostRemembered) this.catalogue.clear();
    const unknown = new Set<number>();
    for (const row of rows) for (const id of row.tag_ids) if (!this.catalogue.has(id)) unknown.add(id);
    if (unknown.size === 0) return;
    const tags = await runStatement<CatalogueTag>(
      this.database,
      sql`select id, provider, key, value from tags where id = any(${sql.param([...unknown])}::int[])`,
    );
    for (const tag of tags) this.catalogue.set(tag.id, tag);
  }

  private toExportRow(row: WideRow): ExportRow {
    const exported: ExportRow = { name: guard(row.name), email: guard(row.email) };
    const lists: Record<ProviderId, string[]> = { vero: [], cerego: [], capillary: [], fragment: [] };
    for (const id of row.tag_ids) {
      const tag = this.catalogue.get(id);
      if (tag) lists[tag.provider].push(tag.value === null ? tag.key : `${tag.key}=${tag.value}`);
    }
    for (const id of providerIds) {
      exported[columnsOf[id].id] = guard(row[id] ?? '');
      exported[columnsOf[id].tags] = guard(lists[id].sort().join(';'));
    }
    return exported;
  }
}

/** A spreadsheet takes such text for a formula; the apostrophe makes it text, and the import takes it off again. */
function guard(cell: string): string {
  return /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
