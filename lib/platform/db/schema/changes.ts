/**
 * The ledger: one row per change ever asked for. `queued`: waits for its turn. `sending`: claimed under a
 * lease, at most one per identity (unique index). `in-doubt`: its sender died, look before sending again.
 * `closed`: outcomes are written. A suspect was under way when a process died; one at a time is carried on
 * (unique index), so that the next death tells which one causes it.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Operation, Profile } from '#lib/providers/contract.ts';
import type { Exchange } from '#lib/providers/exchange.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeKind, ChangeOutcome, MirrorTag, OperationOutcome } from '#lib/shared/changes.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

export type ChangeState = 'queued' | 'sending' | 'in-doubt' | 'closed';

export const changes = pgTable(
  'changes',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind').$type<ChangeKind>().notNull(),
    userId: bigint('user_id', { mode: 'number' }).notNull(),
    identityId: bigint('identity_id', { mode: 'number' }).notNull(),
    provider: text('provider').$type<ProviderId>().notNull(),
    /** As text beside the id: readable whatever becomes of member or identity. */
    externalId: text('external_id').notNull(),
    memberId: text('member_id'),
    actor: text('actor').notNull(),
    note: text('note').notNull().default(''),
    undoOf: bigint('undo_of', { mode: 'number' }),
    runId: bigint('run_id', { mode: 'number' }),
    importId: bigint('import_id', { mode: 'number' }),
    /** As `pageOf` writes it; null: a run, a file, the worker. */
    origin: text('origin'),
    /** Of what was found: the member whose refresh showed it, or the change whose answer or look did. */
    noticedBy: text('noticed_by'),
    noticedIn: bigint('noticed_in', { mode: 'number' }),

    operations: jsonb('operations').$type<Operation[]>().notNull(),
    profile: jsonb('profile').$type<Profile>(),
    before: jsonb('before').$type<MirrorTag[]>(),
    after: jsonb('after').$type<MirrorTag[]>(),
    outcomes: jsonb('outcomes').$type<OperationOutcome[]>(),
    outcome: text('outcome').$type<ChangeOutcome>().notNull().default('pending'),
    exchanges: jsonb('exchanges').$type<Exchange[]>().notNull().default([]),

    state: text('state').$type<ChangeState>().notNull().default('queued'),
    attempts: integer('attempts').notNull().default(0),
    notBefore: instant('not_before').notNull().defaultNow(),
    leaseUntil: instant('lease_until'),
    /** When the next look is due. */
    settleAt: instant('settle_at'),
    /** Since when it is unknown: the schedule of looks counts from here. */
    unknownAt: instant('unknown_at'),
    /** The latest look that did not show it, or failed for that reason alone. */
    notSeenUntil: instant('not_seen_until'),
    suspect: boolean('suspect').notNull().default(false),
    /** Deaths of a process while this line alone was under way. */
    deaths: smallint('deaths').notNull().default(0),

    createdAt: instant('created_at').notNull().defaultNow(),
    sentAt: instant('sent_at'),
    closedAt: instant('closed_at'),
    /** The provider's time, over all calls. */
    durationMs: integer('duration_ms'),
  },
  (table) => [
    // Ascending, read backwards: a "desc" index has its nulls elsewhere than "order by id desc" and is not
    // used.
    index('changes_user').on(table.userId, table.id),
    index('changes_provider').on(table.provider, table.outcome, table.id),
    uniqueIndex('changes_one_sending').on(table.identityId).where(sql`${table.state} = 'sending'`),
    // Waiting edits. Without runs: a hundred thousand lines would be walked every second.
    index('changes_open')
      .on(table.notBefore, table.id)
      .where(sql`${table.state} <> 'closed' and ${table.runId} is null`),
    index('changes_open_identity').on(table.identityId).where(sql`${table.state} <> 'closed'`),
    index('changes_settle').on(table.settleAt).where(sql`${table.settleAt} is not null`),
    uniqueIndex('changes_one_suspect')
      .on(table.suspect)
      .where(sql`${table.suspect} and ${table.state} = 'sending'`),
    index('changes_suspects')
      .on(table.provider, table.id)
      .where(sql`${table.suspect} and ${table.state} in ('queued', 'in-doubt')`),
    index('changes_unseen')
      .on(table.identityId)
      .where(
        sql`${table.state} = 'closed' and (${table.outcome} = 'unknown' or ${table.notSeenUntil} is not null)`,
      ),
    // Those that may wait for a person's word, newest first.
    index('changes_unsettled')
      .on(table.id)
      .where(sql`${table.state} = 'closed' and ${table.outcome} = 'unknown'`),
    index('changes_run').on(table.runId, table.provider, table.id).where(sql`${table.runId} is not null`),
    index('changes_open_run')
      .on(table.runId, table.provider, table.id)
      .where(sql`${table.state} <> 'closed' and ${table.runId} is not null`),
    // Lines arrive in time order: BRIN finds any day in a few pages.
    index('changes_created').using('brin', table.createdAt),
    // For the history's filters. Those over json and text hold ended lines only: a line is written three
    // times until then.
    index('changes_kind').on(table.kind, table.id),
    index('changes_actor').on(table.actor, table.id),
    index('changes_origin').on(table.origin, table.id).where(sql`${table.origin} is not null`),
    index('changes_operations')
      .using('gin', sql`${table.operations} jsonb_path_ops`)
      .where(sql`${table.state} = 'closed'`),
    index('changes_note')
      .using('gin', sql`to_tsvector('simple', ${table.note})`)
      .where(sql`${table.state} = 'closed' and ${table.note} <> ''`),
    // What neither a run nor a file asked for: theirs would be walked one by one.
    index('changes_alone').on(table.id).where(sql`${table.runId} is null and ${table.importId} is null`),
    index('changes_undo').on(table.undoOf).where(sql`${table.undoOf} is not null`),
  ],
);

export type LedgerRow = typeof changes.$inferSelect;
