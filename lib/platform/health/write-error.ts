/**
 * Whether the database takes anything new. A full disk still answers every read, and small writes into room that a
 * table already has, so this asks for new room: a sort that is too large for its memory goes by a file.
 */
import type pg from 'pg';
import { type DatabaseError, databaseErrorOf, databaseErrorOfKind } from '#lib/platform/db/database-error.ts';
import { withTimeout } from './heartbeat.ts';

/** A megabyte, so that what is about to be full is said, too; as text of 32 characters with what a row costs. */
const rows = 12_000;

/** Asked this often at most, however many balancers ask for health. */
const freshMs = 10_000;

type Known = { at: number; asked: Promise<DatabaseError | null> };

const known = new WeakMap<pg.Pool, Known>();

/** The disk that is full, or the server that is read-only; null: it takes new rows. Rejects when it cannot be asked. */
export function findWriteError(pool: pg.Pool): Promise<DatabaseError | null> {
  const before = known.get(pool);
  if (before && performance.now() - before.at < freshMs) return before.asked;
  const asked = withTimeout(ask(pool));
  known.set(pool, { at: performance.now(), asked });
  // What could not be asked is asked again by whoever comes next.
  asked.catch(() => known.delete(pool));
  return asked;
}

async function ask(pool: pg.Pool): Promise<DatabaseError | null> {
  const client = await pool.connect();
  try {
    await client.query(`begin; set local work_mem = '64kB'`);
    await client.query(
      `select count(*) from (select md5(n::text) as filler from generate_series(1, ${rows}) n order by filler offset 0) sorted`,
    );
    const { rows: found } = await client.query<{ closed: string }>(
      `select current_setting('transaction_read_only') as closed`,
    );
    await client.query('rollback');
    return found[0]?.closed === 'on' ? databaseErrorOfKind('read-only') : null;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    const databaseError = databaseErrorOf(error);
    if (databaseError?.refusesWrites) return databaseError;
    throw error;
  } finally {
    client.release();
  }
}
