/** Whether this installation works, for load balancers, the launcher and test suites. Says nothing secret. */
import { type Database, processDatabase } from '#lib/db/client.ts';
import { isAlive, readHeartbeatAge } from './heartbeat.ts';

export type Health = {
  status: 'ok' | 'failing';
  database: 'ok' | 'unreachable';
  /** `silent`: no sign of life lately, so queued changes wait. */
  worker: 'ok' | 'silent' | 'unknown';
};

const patienceMs = 3_000;

/** Never throws; an unreachable database is part of the answer. */
export async function readHealth(open: () => Database = () => processDatabase().database): Promise<Health> {
  try {
    const ageMs = await Promise.race([readHeartbeatAge(open()), giveUp()]);
    const worker = isAlive(ageMs) ? 'ok' : 'silent';
    return { status: worker === 'ok' ? 'ok' : 'failing', database: 'ok', worker };
  } catch {
    return { status: 'failing', database: 'unreachable', worker: 'unknown' };
  }
}

function giveUp(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('The database did not answer in time.')), patienceMs).unref();
  });
}
