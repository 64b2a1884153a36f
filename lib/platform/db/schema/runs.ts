/** The plan is frozen in `run_targets`, outcomes are in the ledger; triggers keep the counts. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { MirrorTag } from '#lib/shared/changes.ts';
import type { Cure, PlanCause } from '#lib/shared/cures.ts';
import type { RunOperation } from '#lib/shared/run-inputs.ts';
import type { PlanStatus, ProviderPlan, RunBadRow, RunSource, RunStatus, RunStop } from '#lib/shared/runs.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });
const count = (name: string) => integer(name).notNull().default(0);

export const runs = pgTable(
  'runs',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    name: text('name').notNull().default(''),
    note: text('note').notNull().default(''),
    title: text('title').notNull(),
    status: text('status').$type<RunStatus>().notNull().default('planning'),
    source: jsonb('source').$type<RunSource>().notNull(),
    operations: jsonb('operations').$type<RunOperation[]>().notNull(),
    memberId: text('member_id'),
    actor: text('actor').notNull(),
    users: count('users'),
    problem: text('problem'),
    badRowCount: count('bad_row_count'),
    /** The first 1,000. */
    badRows: jsonb('bad_rows').$type<RunBadRow[]>().notNull().default([]),
    createdAt: instant('created_at').notNull().defaultNow(),
    plannedAt: instant('planned_at'),
    startAt: instant('start_at'),
    /** Who started or scheduled it: the ledger's actor. */
    starterId: text('starter_id'),
    starter: text('starter'),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
    undoOf: bigint('undo_of', { mode: 'number' }),
    retryOf: bigint('retry_of', { mode: 'number' }),
    /** Took some users of that plan to try it on them. */
    tryOf: bigint('try_of', { mode: 'number' }),
    cures: jsonb('cures').$type<Cure[]>().notNull().default([]),
  },
  (table) => [
    index('runs_alive')
      .on(table.status)
      .where(sql`${table.status} in ('planning', 'scheduled', 'running', 'paused')`),
    index('runs_undo').on(table.undoOf).where(sql`${table.undoOf} is not null`),
    index('runs_try').on(table.tryOf).where(sql`${table.tryOf} is not null`),
  ],
);

/** One row per user and provider. `before`: the mirror's tags that are named. */
export const runTargets = pgTable(
  'run_targets',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    runId: bigint('run_id', { mode: 'number' }).notNull(),
    userId: bigint('user_id', { mode: 'number' }).notNull(),
    identityId: bigint('identity_id', { mode: 'number' }),
    provider: text('provider').$type<ProviderId>().notNull(),
    externalId: text('external_id'),
    status: text('status').$type<PlanStatus>().notNull(),
    reason: text('reason'),
    operations: jsonb('operations').$type<Operation[]>().notNull(),
    before: jsonb('before').$type<MirrorTag[]>().notNull(),
    calls: count('calls'),
    undoOf: bigint('undo_of', { mode: 'number' }),
    /** What stands, or stood before its cure, in the way of the operation on `causeKey`. */
    cause: text('cause').$type<PlanCause>(),
    causeKey: text('cause_key'),
    /** The operations before cures, where these altered them. */
    asked: jsonb('asked').$type<Operation[]>(),
    /** As of `planned_operations`: the plan is decided again after a cure. */
    faults: jsonb('faults').$type<Record<string, string>>(),
  },
  // The provider behind the id: targets come in the order of ids, and are then appended instead of sought a place.
  (table) => [index('run_targets_run').on(table.runId, table.status, table.id, table.provider)],
);

export type RunProviderState = 'planned' | 'waiting' | 'running' | 'paused' | 'finished' | 'cancelled';

export const runProviders = pgTable(
  'run_providers',
  {
    runId: bigint('run_id', { mode: 'number' }).notNull(),
    provider: text('provider').$type<ProviderId>().notNull(),
    state: text('state').$type<RunProviderState>().notNull().default('planned'),
    pausedBy: text('paused_by'),
    pausedAt: instant('paused_at'),
    /** Why Tagdesk paused it; null: a member did, or nobody. Codes in `letPass` no longer stop it. */
    stop: jsonb('stop').$type<RunStop>(),
    letPass: jsonb('let_pass').$type<string[]>().notNull().default([]),
    change: count('change'),
    planNoOp: count('plan_no_op'),
    planNoIdentity: count('plan_no_identity'),
    planRefused: count('plan_refused'),
    planSkipped: count('plan_skipped'),
    planNoValue: count('plan_no_value'),
    calls: count('calls'),
    reasons: jsonb('reasons').$type<ProviderPlan['reasons']>().notNull().default([]),
    /** The last target in the ledger, and whether that was all. */
    queuedThrough: bigint('queued_through', { mode: 'number' }).notNull().default(0),
    queuedAll: boolean('queued_all').notNull().default(false),
    confirmed: count('confirmed'),
    accepted: count('accepted'),
    refused: count('refused'),
    failed: count('failed'),
    unknown: count('unknown'),
    cancelled: count('cancelled'),
    noOp: count('no_op'),
    /** Changes per second over the last minute. */
    rate: doublePrecision('rate'),
    endedAt: instant('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.provider] }),
    index('run_providers_alive')
      .on(table.provider)
      .where(sql`${table.state} in ('waiting', 'running', 'paused', 'cancelled')`),
  ],
);

export type CircuitState = 'ready' | 'resting' | 'open' | 'blocked';

/**
 * One row per provider, owned by one worker at a time. resting: the provider asked to wait. open: outage,
 * tried again at `until`. blocked: credentials refused.
 */
export const providerLeases = pgTable('provider_leases', {
  provider: text('provider').$type<ProviderId>().primaryKey(),
  owner: text('owner'),
  leaseUntil: instant('lease_until'),
  perSecond: doublePrecision('per_second').notNull(),
  concurrent: integer('concurrent').notNull(),
  state: text('state').$type<CircuitState>().notNull().default('ready'),
  reason: text('reason'),
  since: instant('since'),
  until: instant('until'),
  /** Moves when a member resumes. */
  resumes: count('resumes'),
});

export type RunRow = typeof runs.$inferSelect;

export const runUploads = pgTable('run_uploads', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  fileName: text('file_name').notNull(),
  memberId: text('member_id'),
  columns: jsonb('columns').$type<string[]>().notNull(),
  rows: count('rows'),
  badRowCount: count('bad_row_count'),
  badRows: jsonb('bad_rows').$type<RunBadRow[]>().notNull().default([]),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const runUploadRows = pgTable(
  'run_upload_rows',
  {
    uploadId: bigint('upload_id', { mode: 'number' })
      .notNull()
      .references(() => runUploads.id, { onDelete: 'cascade' }),
    line: integer('line').notNull(),
    cells: jsonb('cells').$type<string[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.uploadId, table.line] })],
);
