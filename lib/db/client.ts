/**
 * The one connection pool of a process. Everything that touches the database takes a `Database` or runs inside
 * `transaction`; nothing holds a connection while a provider is being called.
 */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import * as schema from './schema/index.ts';

export type Schema = typeof schema;
export type Database = NodePgDatabase<Schema> & { $client: pg.Pool };

// bigint columns hold row ids and counts, all far below 2^53.
const bigintType = 20;
pg.types.setTypeParser(bigintType, Number);

export type OpenDatabase = { database: Database; pool: pg.Pool; close(): Promise<void> };

/** Opens a pool. `statementTimeoutMs` bounds every statement so that no query can hold the server up. */
export function openDatabase(
  url: string,
  options: { max?: number; statementTimeoutMs?: number } = {},
): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: options.statementTimeoutMs ?? 15_000,
    idle_in_transaction_session_timeout: 30_000,
  });
  // A connection that breaks (a restarted server) is replaced by the pool, and whoever used it gets the error from
  // the statement that failed. Unheard, the event would end the process: idle ones tell the pool, others themselves.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { database: drizzle(pool, { schema }), pool, close: () => pool.end() };
}

// Next's development server loads modules again on every edit; the pool must survive that.
const holder = globalThis as typeof globalThis & { tagdeskDatabase?: OpenDatabase };

/** The process's own database, opened at first use from DATABASE_URL. */
export function processDatabase(): OpenDatabase {
  if (!holder.tagdeskDatabase) {
    const url = process.env.DATABASE_URL;
    if (!url) throw new Error('DATABASE_URL is not set: start Tagdesk with npm start.');
    holder.tagdeskDatabase = openDatabase(url);
  }
  return holder.tagdeskDatabase;
}
