/** Health for load balancers, launcher and tests. Holds no secret. */
import { type OpenDatabase, processDatabase } from '#lib/platform/db/client.ts';
import {
  type DatabaseError,
  type DatabaseErrorKind,
  databaseErrorOf,
} from '#lib/platform/db/database-error.ts';
import { version } from '#lib/platform/version.ts';
import { isAlive, readHeartbeatAge, withTimeout } from './heartbeat.ts';
import { findWriteError } from './write-error.ts';

export type Health = {
  status: 'ok' | 'failing';
  /** `full`, `read-only`: can be read, not written. */
  database: 'ok' | 'unreachable' | Extract<DatabaseErrorKind, 'silent' | 'crowded' | 'full' | 'read-only'>;
  /** `silent`: no recent heartbeat, so queued changes wait. */
  worker: 'ok' | 'silent' | 'unknown';
  version: string;
  message?: string;
};

type Opened = Pick<OpenDatabase, 'database' | 'pool'>;

const silentWorker =
  'No worker has given a sign of life for half a minute: runs and whatever is queued wait. See its log.';

/** Never throws. */
export async function readHealth(open: () => Opened = processDatabase): Promise<Health> {
  try {
    const opened = open();
    const age = await withTimeout(readHeartbeatAge(opened.database));
    const worker = isAlive(age) ? 'ok' : 'silent';
    const databaseError = await findWriteError(opened.pool);
    if (databaseError) return failing(databaseError, worker);
    if (worker === 'silent') {
      return { status: 'failing', database: 'ok', worker, version, message: silentWorker };
    }
    return { status: 'ok', database: 'ok', worker, version };
  } catch (error) {
    return failing(databaseErrorOf(error), 'unknown');
  }
}

function failing(databaseError: DatabaseError | null, worker: Health['worker']): Health {
  const message = databaseError
    ? `${databaseError.words} ${databaseError.cure}`
    : 'Tagdesk’s database cannot be used; the cause is in the log.';
  return { status: 'failing', database: stateOf(databaseError), worker, version, message };
}

function stateOf(databaseError: DatabaseError | null): Health['database'] {
  switch (databaseError?.kind) {
    case 'silent':
    case 'crowded':
    case 'full':
    case 'read-only':
      return databaseError.kind;
    default:
      return 'unreachable';
  }
}
