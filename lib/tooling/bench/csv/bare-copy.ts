/** The limit of `csv`: the same rows by COPY alone. */
import { createReadStream, createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { importColumns } from '#lib/shared/imports.ts';
import { timed } from '../take-turns.ts';

/** In the order of references. */
const tables = ['tags', 'users', 'identities', 'identity_tags', 'changes'];

/** Milliseconds of COPY from `from` into the empty database `to`, with indexes and triggers. */
export async function copyEverything(from: string, to: string, folder: string): Promise<number> {
  const fileOf = (table: string) => `${folder}/copy-${table}.tsv`;
  await withClient(from, async (client) => {
    for (const table of tables) {
      await pipeline(client.query(copyTo(`copy ${table} to stdout`)), createWriteStream(fileOf(table)));
    }
  });
  return withClient(to, async (client) => {
    await client.query('begin; set local statement_timeout = 0');
    // Triggers count it again.
    await client.query('delete from counters');
    const ms = await timed(async () => {
      for (const table of tables) {
        await pipeline(createReadStream(fileOf(table)), client.query(copyFrom(`copy ${table} from stdin`)));
      }
      await client.query('commit');
    });
    return ms;
  });
}

/** Milliseconds of COPY into a text table without an index. */
export async function copyAsText(databaseUrl: string, file: string): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const columns = importColumns.map((column) => `${column} text`).join(', ');
    await client.query(`create table csv_rows (${columns})`);
    const copy = 'copy csv_rows from stdin (format csv, header true)';
    const ms = await timed(() => pipeline(createReadStream(file), client.query(copyFrom(copy))));
    await client.query('drop table csv_rows');
    return ms;
  });
}

const tagsOf = (provider: string) =>
  `string_agg(t.key || coalesce('=' || t.value, ''), ';' order by t.key, t.value)
     filter (where t.provider = '${provider}')`;

const exportStatement = `copy (
  select u.name, u.email, v.external_id, c.external_id, p.external_id, f.external_id,
    g.vero, g.cerego, g.capillary, g.fragment
  from users u
  left join identities v on v.user_id = u.id and v.provider = 'vero'
  left join identities c on c.user_id = u.id and c.provider = 'cerego'
  left join identities p on p.user_id = u.id and p.provider = 'capillary'
  left join identities f on f.user_id = u.id and f.provider = 'fragment'
  left join lateral (
    select ${tagsOf('vero')} as vero, ${tagsOf('cerego')} as cerego, ${tagsOf('capillary')} as capillary,
      ${tagsOf('fragment')} as fragment
    from unnest(u.tag_ids) x join tags t on t.id = x) g on true
  order by u.changed_at desc, u.id desc) to stdout (format csv, header true)`;

/** Milliseconds of COPY of the same file to this process. */
export async function copyOut(databaseUrl: string): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    await client.query("set statement_timeout = 0; set work_mem = '256MB'");
    const drain = new Writable({ write: (_chunk, _encoding, done) => done() });
    return timed(() => pipeline(client.query(copyTo(exportStatement)), drain));
  });
}

async function withClient<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
