/** Imports with their bad rows, and what was refused or happened outside the ledger of changes. */
import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Renamed, UndoCounts } from '#lib/shared/import-undo.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

export type BadRow = { line: number; column: string; reason: string };

export const imports = pgTable('imports', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  fileName: text('file_name').notNull(),
  memberId: text('member_id'),
  actor: text('actor').notNull(),
  rowsRead: integer('rows_read').notNull().default(0),
  rowsLoaded: integer('rows_loaded').notNull().default(0),
  rowsBad: integer('rows_bad').notNull().default(0),
  usersCreated: integer('users_created').notNull().default(0),
  usersChanged: integer('users_changed').notNull().default(0),
  /** The first 1,000 bad rows; the count above is of all. */
  badRows: jsonb('bad_rows').$type<BadRow[]>().notNull().default([]),
  createdAt: instant('created_at').notNull().defaultNow(),
  endedAt: instant('ended_at'),
  /** From then on it is being taken back, and loads no more. */
  undoStartedAt: instant('undo_started_at'),
  undoneAt: instant('undone_at'),
  /** Who took it back. */
  undoneBy: text('undone_by'),
});

/** What one batch of an import wrote, as far as the ledger does not say: by it the import is taken back. */
export const importBatches = pgTable(
  'import_batches',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    importId: bigint('import_id', { mode: 'number' }).notNull(),
    /** Those that it made. */
    userIds: bigint('user_ids', { mode: 'number' }).array().notNull(),
    identityIds: bigint('identity_ids', { mode: 'number' }).array().notNull(),
    renamed: jsonb('renamed').$type<Renamed[]>().notNull(),
    /** Its lines of the ledger lie between, the last included; lines of others may too. */
    linesAfter: bigint('lines_after', { mode: 'number' }).notNull(),
    linesThrough: bigint('lines_through', { mode: 'number' }).notNull(),
    writtenAt: instant('written_at').notNull().defaultNow(),
    /** What taking it back came to; null: it stands. */
    undone: jsonb('undone').$type<UndoCounts>(),
    undoneAt: instant('undone_at'),
  },
  (table) => [index('import_batches_import').on(table.importId, table.id)],
);

/** Append-only: refusals, sign-ins, member and setting changes. Holds no secret and no submitted password. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull().defaultNow(),
    kind: text('kind').notNull(),
    memberId: text('member_id'),
    actor: text('actor').notNull(),
    subject: text('subject').notNull().default(''),
    detail: jsonb('detail').$type<Record<string, string | number | boolean | null>>().notNull().default({}),
  },
  (table) => [
    index('audit_events_at').on(table.at.desc(), table.id.desc()),
    // For the filters of the history.
    index('audit_events_actor').on(table.actor, table.id),
    index('audit_events_subject').using('gin', sql`lower(${table.subject}) gin_trgm_ops`),
    index('audit_events_provider')
      .on(sql`(${table.detail} ->> 'provider')`, table.id)
      .where(sql`${table.detail} ->> 'provider' is not null`),
    // What was asked of a catalogue and waits for its outcome, and the outcomes: one for each that was asked.
    index('audit_events_asked').on(table.id).where(sql`${table.kind} = 'catalogue-tag.asked'`),
    uniqueIndex('audit_events_one_outcome')
      .on(sql`(${table.detail} ->> 'asked')`)
      .where(sql`${table.kind} in ('catalogue-tag-created', 'catalogue-tag.refused', 'catalogue-tag.not-seen')
        and ${table.detail} ->> 'asked' is not null`),
    // How far back the history reaches.
    index('audit_events_removals').on(table.id).where(sql`${table.kind} = 'history.removed'`),
  ],
);

/** `name`: of the worker's instance. One that lives is enough for all. */
export const heartbeats = pgTable('heartbeats', {
  name: text('name').primaryKey(),
  at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
  detail: jsonb('detail').$type<Record<string, string | number | boolean | null>>().notNull().default({}),
});

/** What was asked for lately, counted in the database so that several instances share the count. */
export const rateLimits = pgTable('rate_limits', {
  /** A digest: what is counted may be a secret typed into the wrong box. */
  key: text('key').primaryKey(),
  /** Within the present window; it starts with the first request after the last one ended. */
  taken: integer('taken').notNull(),
  endsAt: timestamp('ends_at', { withTimezone: true }).notNull(),
});
