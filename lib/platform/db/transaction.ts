/** Transactions, repeated when PostgreSQL itself chose to end them. */
import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Database, Schema } from './client.ts';
import * as schema from './schema/index.ts';
import { sqlStateOf } from './sql-state.ts';
import { allowSilence } from './watch-connection.ts';

export type Transaction = Parameters<Parameters<NodePgDatabase<Schema>['transaction']>[0]>[0];

/** Either a pool or a transaction on it. */
export type Queryable = Database | Transaction;

// deadlock_detected and serialization_failure: nothing was written, and the same work may succeed at once.
const transient = new Set(['40P01', '40001']);
const maxAttempts = 4;

/** Whether nothing was written and the same work may succeed at once. */
export function isTransient(error: unknown): boolean {
  return transient.has(sqlStateOf(error) ?? '');
}

/** Runs `work` in one transaction. `work` touches nothing but the database, since it may run again. */
export async function inTransaction<T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(database, work);
    } catch (error) {
      if (attempt === maxAttempts || !isTransient(error)) throw error;
    }
  }
}

/**
 * drizzle's own way from a pool keeps the connection for ever when `begin` fails, as it does on each connection that
 * a restarted server left behind: ten of those and the process stands still. So the connection is taken and given
 * back here; the pool throws broken ones away.
 */
async function once<T>(database: Database, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const client = await database.$client.connect();
  let cause: unknown;
  try {
    return await onClient(client).transaction(async (transaction) => {
      clients.set(transaction, client);
      try {
        return await work(transaction);
      } catch (error) {
        cause = error;
        throw error;
      }
    });
  } catch (error) {
    // drizzle rolls back, and on a connection that broke tells of that failure alone.
    throw cause ?? error;
  } finally {
    client.release();
  }
}

const clients = new WeakMap<Transaction, pg.PoolClient>();

/** Lets each statement of a transaction of `inTransaction` take up to `ms`: the database's limit and this side's. */
export async function allowTime(transaction: Transaction, ms: number): Promise<void> {
  await transaction.execute(sql.raw(`set local statement_timeout = ${ms}`));
  const client = clients.get(transaction);
  if (client) allowSilence(client, ms);
}

/**
 * Statements of this transaction go by indexes, for those that look for a few rows each: a plan from when a table was
 * small is kept, and would read all of it once it is large.
 */
export async function goByIndexes(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`set local enable_seqscan = off`);
}

const known = new WeakMap<pg.PoolClient, NodePgDatabase<Schema>>();

/** drizzle on one connection of the pool. */
export function onClient(client: pg.PoolClient): NodePgDatabase<Schema> {
  const own = known.get(client) ?? drizzle(client, { schema });
  known.set(client, own);
  return own;
}
