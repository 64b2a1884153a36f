/** 100,000 users of this section, at three providers each: runs alter them. */
import { Client, escapeIdentifier } from 'pg';
import { migrate } from '#lib/platform/db/migrate.ts';
import { databaseUrl, ensureDatabase } from '#lib/tooling/embedded-postgres/ensure-database.ts';

const name = 'runs';

export async function makeCrowd(serverUrl: string, size: number): Promise<string> {
  await execute(serverUrl, [`drop database if exists ${escapeIdentifier(name)} with (force)`]);
  await ensureDatabase(serverUrl, name);
  const url = databaseUrl(serverUrl, name);
  await migrate(url);
  await execute(url, [
    'set statement_timeout = 0',
    'set session_replication_role = replica',
    `insert into users (name, email, search, identity_mask)
     select 'Person ' || n, 'p' || n || '@runs.example',
       lower('person ' || n || E'\\n' || 'p' || n || '@runs.example' || E'\\n' || n), 13
     from generate_series(1, ${size}) n`,
    `insert into identities (user_id, provider, external_id)
     select u.id, p, u.id from users u cross join unnest(array['vero', 'capillary', 'fragment']) p`,
    'set session_replication_role = origin',
    'vacuum (analyze) users',
    'vacuum (analyze) identities',
  ]);
  return url;
}

export async function dropCrowd(serverUrl: string): Promise<void> {
  await execute(serverUrl, [`drop database if exists ${escapeIdentifier(name)} with (force)`]);
}

async function execute(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
