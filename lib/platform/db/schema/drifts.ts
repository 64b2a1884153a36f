/**
 * What a provider shows otherwise than Tagdesk expected: written from the lines of what was found by the SQL
 * function `record_drifts`. The mirror always shows the last reading; only an open row waits for somebody.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { DriftDirection, DriftRule, DriftState } from '#lib/shared/drift.ts';
import { identities, type StoredProof } from './users.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

export const drifts = pgTable(
  'drifts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    identityId: bigint('identity_id', { mode: 'number' })
      .notNull()
      .references(() => identities.id, { onDelete: 'cascade' }),
    provider: text('provider').$type<ProviderId>().notNull(),
    key: text('key').notNull(),
    direction: text('direction').$type<DriftDirection>().notNull(),
    /** Of a label both are null: `direction` tells who has it. */
    ours: text('ours'),
    theirs: text('theirs'),
    oursProof: text('ours_proof').$type<StoredProof>(),
    /** The latest change that made it so; null: none is known. */
    givenBy: text('given_by'),
    givenAt: instant('given_at'),
    givenIn: bigint('given_in', { mode: 'number' }),
    givenRun: bigint('given_run', { mode: 'number' }),
    /** The line that found it last. */
    foundIn: bigint('found_in', { mode: 'number' }).notNull(),
    firstSeen: instant('first_seen').notNull().defaultNow(),
    lastSeen: instant('last_seen').notNull().defaultNow(),
    timesSeen: integer('times_seen').notNull().default(1),
    state: text('state').$type<DriftState>().notNull().default('open'),
    /** null: the policy decided, or nobody. */
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    /** By that policy's put-back; done by the worker. */
    isDue: boolean('is_due').notNull().default(false),
    /** Came back after three put-backs within a day. */
    isStopped: boolean('is_stopped').notNull().default(false),
    /** Of `put-back`: what sends it. */
    putChange: bigint('put_change', { mode: 'number' }),
    putRun: bigint('put_run', { mode: 'number' }),
  },
  (table) => [
    index('drifts_identity').on(table.identityId),
    // md5: a key may be 5,000 characters long.
    uniqueIndex('drifts_one_open')
      .on(table.identityId, sql`md5(${table.key})`)
      .where(sql`${table.state} = 'open'`),
    index('drifts_found').on(table.foundIn),
    index('drifts_open').on(table.provider, table.id).where(sql`${table.state} = 'open'`),
    index('drifts_due').on(table.provider).where(sql`${table.state} = 'open' and ${table.isDue}`),
    index('drifts_decided').on(table.state, table.lastSeen),
  ],
);

/** Who decides. `key` '': every tag of the provider without a row of its own. */
export const driftPolicies = pgTable(
  'drift_policies',
  {
    provider: text('provider').$type<ProviderId>().notNull(),
    key: text('key').notNull().default(''),
    rule: text('rule').$type<DriftRule>().notNull(),
    memberId: text('member_id'),
    setBy: text('set_by').notNull(),
    setAt: instant('set_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.key] })],
);
