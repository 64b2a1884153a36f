/** Whether this installation works, for load balancers, the launcher and test suites. Says nothing secret. */
import { type Database, processDatabase } from '#lib/db/client.ts';
import { isAlive, readHeartbeatAge } from './heartbeat.ts';
import { withPatience } from './patience.ts';

export type Health = {
  status: 'ok' | 'failing';
  database: 'ok' | 'unreachable';
  /** `silent`: no sign of life lately, so queued changes wait. */
  worker: 'ok' | 'silent' | 'unknown';
};

/** Never throws; an unreachable database is part of the answer. */
export async function readHealth(open: () => Database = () => processDatabase().database): Promise<Health> {
  try {
    const worker = isAlive(await withPatience(readHeartbeatAge(open()))) ? 'ok' : 'silent';
    return { status: worker === 'ok' ? 'ok' : 'failing', database: 'ok', worker };
  } catch {
    return { status: 'failing', database: 'unreachable', worker: 'unknown' };
  }
}
