/** A full disk still answers reads and small writes, so this makes a sort spill to disk. */
import type pg from 'pg';
import { type DatabaseError, databaseErrorOf, databaseErrorOfKind } from '#lib/platform/db/database-error.ts';
import { withTimeout } from './heartbeat.ts';

/** About 1 MB (32 characters and the cost of a row each), so that a nearly full disk is noticed. */
const rows = 12_000;

/** Cached, however many balancers ask. */
const freshMs = 10_000;

type Known = { at: number; asked: Promise<DatabaseError | null> };

const known = new WeakMap<pg.Pool, Known>();

/** null: it takes writes. Rejects when it cannot be asked. */
export function findWriteError(pool: pg.Pool): Promise<DatabaseError | null> {
  const before = known.get(pool);
  if (before && performance.now() - before.at < freshMs) return before.asked;
  const asked = withTimeout(ask(pool));
  known.set(pool, { at: performance.now(), asked });
  // Failures are not cached.
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
