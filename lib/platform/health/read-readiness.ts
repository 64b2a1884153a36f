import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { type Database, processDatabase } from '#lib/platform/db/client.ts';
import {
  knownMigrations,
  type Recorded,
  recordedStatement,
  schemaState,
} from '#lib/platform/db/known-migrations.ts';
import { codesOf } from '#lib/platform/log/describe-error.ts';
import { withTimeout } from './heartbeat.ts';

export type Readiness = {
  status: 'ready' | 'not-ready';
  database: 'ok' | 'unreachable';
  /** `ahead`: a newer instance has migrated; this one serves until it is replaced. */
  schema: 'current' | 'behind' | 'ahead' | 'unknown';
};

/** SQLSTATE undefined_table: not migrated yet. */
const noSuchTable = '42P01';

/** The web server's working folder is the repository's root. Cached: files do not change under a build. */
let known: ReturnType<typeof knownMigrations> | undefined;

/** Never throws. Ignores workers: an instance without one still answers. */
export async function readReadiness(
  open: () => Database = () => processDatabase().database,
): Promise<Readiness> {
  try {
    known ??= knownMigrations(join(process.cwd(), 'lib', 'platform', 'db', 'migrations'));
    const { rows } = await withTimeout(open().execute<Recorded>(sql.raw(recordedStatement)));
    const schema = rows[0] ? schemaState(known, rows[0]) : 'behind';
    return { status: schema === 'behind' ? 'not-ready' : 'ready', database: 'ok', schema };
  } catch (error) {
    if (codesOf(error).includes(noSuchTable)) {
      return { status: 'not-ready', database: 'ok', schema: 'behind' };
    }
    return { status: 'not-ready', database: 'unreachable', schema: 'unknown' };
  }
}
