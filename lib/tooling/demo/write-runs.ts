/** The past's runs as rows, and what rows of a past have in common. */
import type pg from 'pg';
import { type CopyValue, copyRows } from '#lib/domain/imports/copy-rows.ts';
import { day } from './agenda.ts';
import type { PastMember } from './members.ts';
import type { PastPart, PastRun, PastTarget } from './past-runs.ts';

export const ninetyDays = 90 * day;
export const isoTime = (at: number) => new Date(at).toISOString();
export const timeOrNull = (at: number | null) => (at === null ? null : isoTime(at));
export const jsonOrNull = (value: unknown) => (value === null ? null : JSON.stringify(value));
export type MemberId = (member: PastMember | null) => string | null;

/** Plans of runs that ended longer ago are forgotten, as the worker does. */
const keptMs = ninetyDays / 3;

export async function writeRuns(
  client: pg.PoolClient,
  runs: readonly PastRun[],
  memberId: MemberId,
  now: number,
): Promise<void> {
  await copyRows(
    client,
    `runs (id, name, note, title, status, source, operations, member_id, actor, users, created_at, planned_at, start_at,
      starter_id, starter, started_at, ended_at, undo_of)`,
    runs.map((run) => runRow(run, memberId(run.plan.maker), now)),
  );
  await copyRows(
    client,
    `run_targets (id, run_id, user_id, identity_id, provider, external_id, status, reason, operations, before, calls,
      undo_of, cause, cause_key)`,
    runs
      .filter(({ endedAt }) => endedAt === null || endedAt > now - keptMs)
      .flatMap(({ id, targets }) => targets.map((target) => targetRow(id, target))),
  );
  await copyRows(
    client,
    `run_providers (run_id, provider, state, change, plan_no_op, plan_no_identity, plan_refused, plan_no_value, calls,
      reasons, queued_through, queued_all, confirmed, accepted, refused, failed, unknown, cancelled, ended_at)`,
    runs.flatMap((run) => run.parts.map((part) => partRow(run, part))),
  );
  const [file] = runs.filter(({ plan }) => plan.source.kind === 'csv');
  if (file)
    await client.query(
      `insert into run_uploads (id, file_name, member_id, columns, rows, created_at) overriding system value
       values (1, 'regions.csv', $1, '["account", "region"]', $2, $3) on conflict do nothing`,
      [memberId(file.plan.maker), file.users, isoTime(file.createdAt)],
    );
}

function runRow(
  { id, plan, status, users, createdAt, startedAt, endedAt }: PastRun,
  memberId: string | null,
  now: number,
): CopyValue[] {
  const isPlan = plan.start === null;
  return [
    id,
    plan.name,
    plan.note,
    plan.title,
    status,
    JSON.stringify(plan.source),
    JSON.stringify(plan.operations),
    memberId,
    plan.maker.name,
    users,
    isoTime(createdAt),
    isoTime(createdAt + 900),
    typeof plan.start === 'number' ? isoTime(now + plan.start) : null,
    isPlan ? null : memberId,
    isPlan ? null : plan.maker.name,
    timeOrNull(startedAt),
    timeOrNull(endedAt),
    plan.undoOf ?? null,
  ];
}

function targetRow(runId: number, target: PastTarget): CopyValue[] {
  const { identity } = target;
  return [
    target.id,
    runId,
    target.user.id,
    identity?.id ?? null,
    target.provider,
    identity?.externalId ?? null,
    target.status,
    target.reason,
    JSON.stringify(target.operations),
    JSON.stringify(target.before),
    target.calls,
    target.undoOf,
    target.cause,
    target.causeKey,
  ];
}

function partRow(
  { id, startedAt }: PastRun,
  { provider, state, targets, counts, endedAt }: PastPart,
): CopyValue[] {
  const having = (status: PastTarget['status']) => targets.filter((target) => target.status === status);
  const due = having('change');
  const together =
    provider === 'capillary' ? Math.ceil(due.filter(({ calls }) => calls === 1).length / 16) : 0;
  return [
    id,
    provider,
    state,
    due.length,
    having('no-op').length,
    having('no-identity').length,
    having('refused').length,
    having('no-value').length,
    due.reduce((sum, { calls }) => sum + calls, 0) + together,
    JSON.stringify(reasonsOf(targets)),
    startedAt === null ? 0 : (due.at(-1)?.id ?? 0),
    String(startedAt !== null),
    counts.confirmed,
    counts.accepted,
    counts.refused,
    counts.failed,
    counts.unknown,
    counts.cancelled,
    timeOrNull(endedAt),
  ];
}

function reasonsOf(targets: readonly PastTarget[]): object[] {
  const caused = targets.filter(({ reason }) => reason !== null);
  const groups = Map.groupBy(caused, ({ status, reason }) => `${status} ${reason}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { status, reason, cause, causeKey } = first;
    return [{ status, reason, cause, key: causeKey, count: group.length }];
  });
}
