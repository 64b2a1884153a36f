/** Reading whom a provider lists: the pulls, what they read so far, and when the next is due. */
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
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { HeldTag } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { PullKind, PullState, PullStep } from '#lib/shared/pulls.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

export const pulls = pgTable(
  'pulls',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    provider: text('provider').$type<ProviderId>().notNull(),
    kind: text('kind').$type<PullKind>().notNull(),
    state: text('state').$type<PullState>().notNull().default('running'),
    step: text('step').$type<PullStep>().notNull().default('read'),
    memberId: text('member_id'),
    actor: text('actor').notNull(),
    /** Percent of the rate limit that it may use. */
    limitShare: smallint('limit_share').notNull(),

    /** Where the list goes on, as the client wrote it; null: it begins. */
    cursor: text('cursor'),
    /** Of the list until here, 0 to 1; null: the provider does not say. */
    listShare: doublePrecision('list_share'),
    /** Whose names are asked for one by one, null: not counted yet; and of how many they are known. */
    names: integer('names'),
    named: integer('named').notNull().default(0),
    /** Where the present process began to ask, and when. */
    namesFrom: integer('names_from').notNull().default(0),
    namesAt: instant('names_at'),
    /** Identities with a higher id were made meanwhile: nothing is said of those. */
    identitiesThrough: bigint('identities_through', { mode: 'number' }),
    /** External id of the latest row that is written. */
    writtenThrough: text('written_through'),
    /** A member wants it although many would be gone. */
    confirmed: boolean('confirmed').notNull().default(false),

    read: integer('read').notNull().default(0),
    created: integer('created').notNull().default(0),
    changed: integer('changed').notNull().default(0),
    gone: integer('gone').notNull().default(0),
    /** Left as they are: our own change is newer, open or unknown. */
    held: integer('held').notNull().default(0),
    /** More than one user fits. */
    cases: integer('cases').notNull().default(0),
    bad: integer('bad').notNull().default(0),
    /** The first reasons; `bad` counts all. */
    badReasons: jsonb('bad_reasons').$type<string[]>().notNull().default([]),
    /** Why it stopped by itself. */
    reason: text('reason'),
    pausedBy: text('paused_by'),

    /** Failures in a row, and when it is tried again. */
    failures: smallint('failures').notNull().default(0),
    notBefore: instant('not_before').notNull().defaultNow(),
    owner: text('owner'),
    leaseUntil: instant('lease_until'),

    createdAt: instant('created_at').notNull().defaultNow(),
    /** Of the present reading: where the list begins again, so does this. */
    beganAt: instant('began_at'),
    endedAt: instant('ended_at'),
  },
  (table) => [
    uniqueIndex('pulls_one_open').on(table.provider).where(sql`${table.endedAt} is null`),
    index('pulls_provider').on(table.provider, table.id),
  ],
);

/** As listed, one row per person. Removed at the end of the pull. */
export const pullRows = pgTable(
  'pull_rows',
  {
    pullId: bigint('pull_id', { mode: 'number' })
      .notNull()
      .references(() => pulls.id, { onDelete: 'cascade' }),
    externalId: text('external_id').notNull(),
    secondRef: text('second_ref'),
    name: text('name'),
    email: text('email'),
    /** null: who, not which. */
    tags: jsonb('tags').$type<HeldTag[]>(),
    /** Name and e-mail were asked for. */
    isNamed: boolean('is_named').notNull().default(false),
    /** Listed, and not to be believed. */
    isBad: boolean('is_bad').notNull(),
    /** The database's clock before it was asked for. */
    readFrom: instant('read_from').notNull(),
    /** Users of whom one may be this person: a case in the end. */
    candidates: bigint('candidates', { mode: 'number' }).array(),
  },
  (table) => [
    primaryKey({ columns: [table.pullId, table.externalId] }),
    index('pull_rows_second_ref')
      .on(table.pullId, table.secondRef)
      .where(sql`${table.secondRef} is not null`),
    index('pull_rows_email')
      .on(table.pullId, sql`fold_text(${table.email})`)
      .where(sql`${table.email} is not null`),
  ],
);

/** Hours are the installation's: from `quietFrom` until `quietUntil` none begins. Both null: any. */
export const pullSchedules = pgTable('pull_schedules', {
  provider: text('provider').$type<ProviderId>().primaryKey(),
  everyHours: smallint('every_hours').notNull(),
  quietFrom: smallint('quiet_from'),
  quietUntil: smallint('quiet_until'),
  limitShare: smallint('limit_share').notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: instant('changed_at').notNull().defaultNow(),
});
