/** The tables of a backup, from the database's catalogue: new ones are included. */
import { type Client, escapeIdentifier } from 'pg';
import type { Sequence } from './archive.ts';

export type Table = { name: string; columns: string[] };

/** Of running processes and visits. Sessions and one-time links that ended since must not return. */
const leftOut = new Set([
  'sessions',
  'verifications',
  'member_links',
  'rate_limits',
  'heartbeats',
  'provider_leases',
  'provider_budgets',
]);

/** In the order of references. Without generated columns. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname`);
  const { rows: references } = await client.query<{ from: string; to: string }>(`
    select f.relname as "from", t.relname as "to" from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and f.oid <> t.oid and k.connamespace = 'public'::regnamespace`);
  return inOrder(
    rows.filter(({ name }) => !leftOut.has(name)),
    references,
  );
}

function inOrder(tables: readonly Table[], references: readonly { from: string; to: string }[]): Table[] {
  const ordered: Table[] = [];
  const visit = (table: Table, path: readonly string[]) => {
    if (ordered.includes(table) || path.includes(table.name)) return;
    for (const other of tables) {
      const needed = references.some(({ from, to }) => from === table.name && to === other.name);
      if (needed) visit(other, [...path, table.name]);
    }
    ordered.push(table);
  };
  for (const table of tables) visit(table, []);
  return ordered;
}

/** Also those that are left out, and partitioned ones. Quoted. */
export async function listAllTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`);
  return rows.map(({ name }) => escapeIdentifier(name));
}

/** As text: larger than JavaScript's safe integers. */
export async function readSequences(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `select sequencename as name from pg_sequences where schemaname = 'public' order by 1`,
  );
  const sequences: Sequence[] = [];
  for (const { name } of rows) {
    const state = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${escapeIdentifier(name)}`,
    );
    if (state.rows[0]) sequences.push({ name, ...state.rows[0] });
  }
  return sequences;
}

export function target({ name, columns }: Table): string {
  return `${escapeIdentifier(name)} (${columns.map((column) => escapeIdentifier(column)).join(', ')})`;
}
