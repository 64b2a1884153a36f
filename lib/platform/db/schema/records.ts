import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
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
  /** The first 1,000; `rowsBad` counts all. */
  badRows: jsonb('bad_rows').$type<BadRow[]>().notNull().default([]),
  createdAt: instant('created_at').notNull().defaultNow(),
  endedAt: instant('ended_at'),
  /** From here on it loads no more. */
  undoStartedAt: instant('undo_started_at'),
  undoneAt: instant('undone_at'),
  undoneBy: text('undone_by'),
});

/** What one batch of an import wrote, for its undo. */
export const importBatches = pgTable(
  'import_batches',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    importId: bigint('import_id', { mode: 'number' }).notNull(),
    userIds: bigint('user_ids', { mode: 'number' }).array().notNull(),
    identityIds: bigint('identity_ids', { mode: 'number' }).array().notNull(),
    renamed: jsonb('renamed').$type<Renamed[]>().notNull(),
    /** Its ledger lines are in (linesAfter, linesThrough], with lines of others. */
    linesAfter: bigint('lines_after', { mode: 'number' }).notNull(),
    linesThrough: bigint('lines_through', { mode: 'number' }).notNull(),
    writtenAt: instant('written_at').notNull().defaultNow(),
    /** null: not undone. */
    undone: jsonb('undone').$type<UndoCounts>(),
    undoneAt: instant('undone_at'),
  },
  (table) => [index('import_batches_import').on(table.importId, table.id)],
);

export type StoryKind = 'run' | 'import' | 'import-undo';

/** Where the lines of a run, an import or its undo stand in the ledger, with lines of others. By triggers. */
export const stories = pgTable(
  'stories',
  {
    kind: text('kind').$type<StoryKind>().notNull(),
    /** Of the run or the import. */
    ref: bigint('ref', { mode: 'number' }).notNull(),
    firstLine: bigint('first_line', { mode: 'number' }).notNull(),
    lastLine: bigint('last_line', { mode: 'number' }).notNull(),
    lines: integer('lines').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.ref] }),
    index('stories_last_line').on(table.lastLine),
  ],
);

/** Append-only. Holds no secret and no submitted password. */
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
    index('audit_events_actor').on(table.actor, table.id),
    index('audit_events_subject').using('gin', sql`lower(${table.subject}) gin_trgm_ops`),
    index('audit_events_provider')
      .on(sql`(${table.detail} ->> 'provider')`, table.id)
      .where(sql`${table.detail} ->> 'provider' is not null`),
    // Catalogue tags asked for, and one outcome for each, also under its former name.
    index('audit_events_asked').on(table.id).where(sql`${table.kind} = 'catalogue-tag.asked'`),
    uniqueIndex('audit_events_one_outcome')
      .on(sql`(${table.detail} ->> 'asked')`)
      .where(sql`${table.kind} in ('catalogue-tag.created', 'catalogue-tag-created', 'catalogue-tag.refused', 'catalogue-tag.not-seen')
        and ${table.detail} ->> 'asked' is not null`),
    // Start of the kept history.
    index('audit_events_removals').on(table.id).where(sql`${table.kind} = 'history.removed'`),
  ],
);

/** `name`: of the worker's instance. */
export const heartbeats = pgTable('heartbeats', {
  name: text('name').primaryKey(),
  at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
  detail: jsonb('detail').$type<Record<string, string | number | boolean | null>>().notNull().default({}),
});

/** Counted in the database: several instances share it. */
export const rateLimits = pgTable('rate_limits', {
  /** A digest: the key may be a secret typed into the wrong box. */
  key: text('key').primaryKey(),
  /** The window starts with its first request. */
  taken: integer('taken').notNull(),
  endsAt: timestamp('ends_at', { withTimezone: true }).notNull(),
});
