/** Whether this installation works, for load balancers, the launcher and test suites. Says nothing secret. */
import { type OpenDatabase, processDatabase } from '#lib/platform/db/client.ts';
import {
  type DatabaseTrouble,
  databaseTroubleOf,
  type TroubleKind,
} from '#lib/platform/db/database-trouble.ts';
import { version } from '#lib/platform/version.ts';
import { isAlive, readHeartbeatAge, withPatience } from './heartbeat.ts';
import { findWriteTrouble } from './write-trouble.ts';

export type Health = {
  status: 'ok' | 'failing';
  /** `full` and `read-only`: it can be read, and nothing can be saved. `unreachable`: whatever else ails it. */
  database: 'ok' | 'unreachable' | Extract<TroubleKind, 'silent' | 'crowded' | 'full' | 'read-only'>;
  /** `silent`: no sign of life lately, so queued changes wait. */
  worker: 'ok' | 'silent' | 'unknown';
  /** Of the program that answers, such as `1.2.3`. */
  version: string;
  /** What is wrong and what to do, where something is. */
  message?: string;
};

type Opened = Pick<OpenDatabase, 'database' | 'pool'>;

const silentWorker =
  'No worker has given a sign of life for half a minute: runs and whatever is queued wait. See its log.';

/** Never throws; an unreachable database is part of the answer. */
export async function readHealth(open: () => Opened = processDatabase): Promise<Health> {
  try {
    const opened = open();
    const age = await withPatience(readHeartbeatAge(opened.database));
    const worker = isAlive(age) ? 'ok' : 'silent';
    const trouble = await findWriteTrouble(opened.pool);
    if (trouble) return failing(trouble, worker);
    if (worker === 'silent') {
      return { status: 'failing', database: 'ok', worker, version, message: silentWorker };
    }
    return { status: 'ok', database: 'ok', worker, version };
  } catch (error) {
    return failing(databaseTroubleOf(error), 'unknown');
  }
}

function failing(trouble: DatabaseTrouble | null, worker: Health['worker']): Health {
  const message = trouble
    ? `${trouble.words} ${trouble.cure}`
    : 'Tagdesk’s database cannot be used; the cause is in the log.';
  return { status: 'failing', database: stateOf(trouble), worker, version, message };
}

function stateOf(trouble: DatabaseTrouble | null): Health['database'] {
  switch (trouble?.kind) {
    case 'silent':
    case 'crowded':
    case 'full':
    case 'read-only':
      return trouble.kind;
    default:
      return 'unreachable';
  }
}
