/** The connection pool of a process. No connection is held while a provider is called. */
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

// bigint columns hold ids and counts far below 2^53.
const bigintType = 20;
pg.types.setTypeParser(bigintType, Number);

export type OpenDatabase = {
  database: Database;
  pool: pg.Pool;
  /** What the connections show of the database. */
  standing: Standing;
  close(): Promise<void>;
};

type OpenOptions = { max?: number; statementTimeoutMs?: number; pooler?: PoolerChoice };

/**
 * `statementTimeoutMs` bounds every statement; a database silent for two seconds more loses the connection.
 * `pooler`: in transaction mode; `auto` finds out.
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
  // Without a listener the event would end the process. The pool replaces broken connections; the statement
  // under way gets the error.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { database: drizzle(pool, { schema }), pool, standing, close: () => pool.end() };
}

/** From DATABASE_URL, at first use. */
export const processDatabase = processSingleton('database', () => {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set: start Tagdesk with npm start.');
  const opened = openDatabase(url, { pooler: readSetting(process.env, ownSettings.databasePooler) });
  processPool().opened = opened;
  return opened;
});
