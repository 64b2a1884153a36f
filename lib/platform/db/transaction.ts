import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Database, Schema } from './client.ts';
import * as schema from './schema/index.ts';
import { sqlStateOf } from './sql-state.ts';
import { allowSilence } from './watch-connection.ts';

export type Transaction = Parameters<Parameters<NodePgDatabase<Schema>['transaction']>[0]>[0];

export type Queryable = Database | Transaction;

// deadlock_detected, serialization_failure: nothing was written, retry at once.
const transient = new Set(['40P01', '40001']);
const maxAttempts = 4;

export function isTransient(error: unknown): boolean {
  return transient.has(sqlStateOf(error) ?? '');
}

/** `work` may run again: it must touch nothing but the database. */
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
 * drizzle leaks the connection when `begin` fails, as on each connection that a restarted server left: ten of
 * those would exhaust the pool. So it is taken and released here.
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
    // drizzle's rollback on a broken connection reports only its own failure.
    throw cause ?? error;
  } finally {
    client.release();
  }
}

const clients = new WeakMap<Transaction, pg.PoolClient>();

/** Raises the statement timeout of this transaction, the server's and this side's. */
export async function allowTime(transaction: Transaction, ms: number): Promise<void> {
  await transaction.execute(sql.raw(`set local statement_timeout = ${ms}`));
  const client = clients.get(transaction);
  if (client) allowSilence(client, ms);
}

/** For few rows: a cached plan from when a table was small would scan it once it is large. */
export async function goByIndexes(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`set local enable_seqscan = off`);
}

const known = new WeakMap<pg.PoolClient, NodePgDatabase<Schema>>();

export function onClient(client: pg.PoolClient): NodePgDatabase<Schema> {
  const own = known.get(client) ?? drizzle(client, { schema });
  known.set(client, own);
  return own;
}
