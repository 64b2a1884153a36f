/**
 * The one connection pool of a process. Everything that touches the database takes a `Database` or runs inside
 * `transaction`; nothing holds a connection while a provider is being called.
 */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { processSingleton } from '#lib/platform/process-singleton.ts';
import { readSetting } from '#lib/platform/settings/read-setting.ts';
import { ownSettings, type PoolerChoice } from '#lib/platform/settings/schema.ts';
import { processPool } from './process-pool.ts';
import * as schema from './schema/index.ts';
import { type Standing, watchConnection } from './watch-connection.ts';

export type Schema = typeof schema;
export type Database = NodePgDatabase<Schema> & { $client: pg.Pool };

// bigint columns hold row ids and counts, all far below 2^53.
const bigintType = 20;
pg.types.setTypeParser(bigintType, Number);

export type OpenDatabase = {
  database: Database;
  pool: pg.Pool;
  /** What its connections show of the database at present. */
  standing: Standing;
  close(): Promise<void>;
};

type OpenOptions = { max?: number; statementTimeoutMs?: number; pooler?: PoolerChoice };

/**
 * Opens a pool. `statementTimeoutMs` bounds every statement so that no query can hold the server up; a database that
 * says nothing for two seconds more loses the connection. `pooler`: whether the address is that of a pooler in
 * transaction mode; `auto` finds out.
 */
export function openDatabase(url: string, options: OpenOptions = {}): OpenDatabase {
  const standing: Standing = { doubtfulSince: null };
  const limits = { statementMs: options.statementTimeoutMs ?? 15_000, idleMs: 30_000 };
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    onConnect: (client) => watchConnection(client, limits, options.pooler ?? 'auto', standing),
  });
  // A connection that breaks (a restarted server) is replaced by the pool, and whoever used it gets the error from
  // the statement that failed. Unheard, the event would end the process: idle ones tell the pool, others themselves.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { database: drizzle(pool, { schema }), pool, standing, close: () => pool.end() };
}

/** The process's own database, opened at first use from DATABASE_URL and TAGDESK_DATABASE_POOLER. */
export const processDatabase = processSingleton('database', () => {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set: start Tagdesk with npm start.');
  const opened = openDatabase(url, { pooler: readSetting(process.env, ownSettings.databasePooler) });
  processPool().opened = opened;
  return opened;
});
