/** The databases of invented people: made at first use, kept for the next run. */
import { Client, escapeIdentifier } from 'pg';
import { openDatabase } from '#lib/db/client.ts';
import { databaseUrl, ensureDatabase } from '#lib/db/embedded/ensure-database.ts';
import { migrate } from '#lib/db/migrate.ts';
import { fillWithPeople } from './fill.ts';

/** Part of what marks a finished set; a change to the people or to how they are stored needs a new number. */
const edition = 1;

/**
 * Gives the address of a migrated database with `size` people on the server of `serverUrl`. Takes a minute or two for
 * a million at first; `say` hears of that. A set that was left half done, or is of an older edition, is made again.
 */
export async function openPeople(
  serverUrl: string,
  size: number,
  say: (line: string) => void,
): Promise<string> {
  const name = `people_${size}`;
  const url = databaseUrl(serverUrl, name);
  if ((await markOf(serverUrl, name)) === markFor(size)) {
    await migrate(url);
    return url;
  }
  say(`Making a set of ${size.toLocaleString('en')} people …`);
  await execute(serverUrl, `drop database if exists ${escapeIdentifier(name)} with (force)`);
  await ensureDatabase(serverUrl, name);
  await migrate(url);
  const { pool, close } = openDatabase(url, { max: 1 });
  try {
    const client = await pool.connect();
    try {
      await fillWithPeople(client, size);
    } finally {
      client.release(true);
    }
  } finally {
    await close();
  }
  await execute(serverUrl, `comment on database ${escapeIdentifier(name)} is '${markFor(size)}'`);
  await execute(serverUrl, 'checkpoint');
  return url;
}

const markFor = (size: number) => `Tagdesk benchmark, edition ${edition}, ${size} people`;

async function markOf(serverUrl: string, name: string): Promise<string | null> {
  const [row] = await execute(
    serverUrl,
    `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = '${name}'`,
  );
  return typeof row?.mark === 'string' ? row.mark : null;
}

async function execute(serverUrl: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
