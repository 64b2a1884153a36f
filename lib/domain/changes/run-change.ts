/** Records, executes and reports a single edit. */

import { sql } from 'drizzle-orm';
import type { Context } from '#lib/platform/context.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { ChangeReport } from '#lib/shared/changes.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { ClosedLine, Closing } from './close-changes.ts';
import { executeChange } from './execute-change.ts';
import { explainRecorded, explainUnrecorded } from './explain-unrecorded.ts';
import { worstOutcome } from './outcomes.ts';
import { type AskedEdit, type RecordedChange, recordAndClaim } from './record-and-claim.ts';

/** Between a healthy provider and a hanging one: browsers send actions one at a time, so others would wait. */
const timeoutMs = 2_500;

export async function runChange(
  context: Context,
  asked: Omit<AskedEdit, 'actor' | 'origin'>,
): Promise<ChangeReport> {
  const { actor, origin = null } = context;
  context.providers.expectEdit(asked.provider);
  const recording = recordAndClaim(context.database, { ...asked, actor, origin });
  return carryOut(context, await explainUnrecorded(recording));
}

/** With `finishLater`, a slow provider is reported as pending while its call goes on. */
export function carryOut(context: Context, change: RecordedChange): Promise<ChangeReport> {
  return explainRecorded(execute(context, change));
}

async function execute(context: Context, change: RecordedChange): Promise<ChangeReport> {
  const executing = executeChange(context, change);
  const closed = await (context.finishLater ? inTime(executing, context.finishLater) : executing);
  return closed?.line ? reportOf(closed.closing, closed.line) : findReport(context.database, change.id);
}

/** null: not in time, the rest is left to `finishLater`. */
async function inTime<T>(
  executing: Promise<T>,
  finishLater: (work: Promise<unknown>) => void,
): Promise<T | null> {
  const timeout = Promise.withResolvers<null>();
  const timer = setTimeout(() => {
    finishLater(executing);
    timeout.resolve(null);
  }, timeoutMs);
  try {
    return await Promise.race([executing, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** As `findReport` reads it. */
function reportOf({ change, outcomes }: Closing, line: ClosedLine): ChangeReport {
  const { id, provider, operations } = change;
  return {
    changeId: id,
    provider,
    operations,
    outcomes,
    outcome: worstOutcome(outcomes),
    pending: false,
    ...line,
  };
}

export async function findReport(database: Database, changeId: number): Promise<ChangeReport> {
  const [row] = await runStatement<
    Omit<ChangeReport, 'notBefore' | 'closedAt'> & { due: number; closed: number | null }
  >(
    database,
    sql`select id as "changeId", provider, operations, coalesce(outcomes, '[]'::jsonb) as outcomes, outcome,
      state <> 'closed' as pending, extract(epoch from not_before)::float8 * 1000 as due,
      case when state = 'closed' then after end as after,
      case when state = 'closed' then extract(epoch from closed_at)::float8 * 1000 end as closed
    from changes where id = ${changeId}`,
  );
  if (!row) throw new AppError('not-found', 'This change is not in the ledger.');
  const { due, closed, ...report } = row;
  const closedAt = closed === null ? null : new Date(closed).toISOString();
  return { ...report, notBefore: new Date(due).toISOString(), closedAt };
}
