/** What members do about who is who: cases to decide, and the acts that moved ids between users. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { CaseAbout, CaseKind, CaseState, UserActBefore } from '#lib/shared/identities.ts';
import type { UserActKind } from '#lib/shared/users.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });
const number = (name: string) => bigint(name, { mode: 'number' });

/** One row per kind and pair for ever, so that a verdict stays. */
export const identityCases = pgTable(
  'identity_cases',
  {
    id: number('id').primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind').$type<CaseKind>().notNull(),
    /** Whom it is about, as text that is the same however it was found. */
    pair: text('pair').notNull(),
    userIds: number('user_ids').array().notNull().default(sql`'{}'::bigint[]`),
    identityIds: number('identity_ids').array().notNull().default(sql`'{}'::bigint[]`),
    about: jsonb('about').$type<CaseAbout>().notNull().default({}),
    state: text('state').$type<CaseState>().notNull().default('open'),
    openedAt: instant('opened_at').notNull().defaultNow(),
    /** A member put it off: it goes to the end. */
    laterAt: instant('later_at'),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    /** The act that decided it. */
    actId: number('act_id'),
  },
  (table) => [
    uniqueIndex('identity_cases_pair').on(table.kind, table.pair),
    index('identity_cases_open').on(table.kind, table.id).where(sql`${table.state} = 'open'`),
    index('identity_cases_users').using('gin', table.userIds),
  ],
);

/** An act moves ids between users, or out of Tagdesk. `before`: what its undo needs besides the links. */
export const userActs = pgTable(
  'user_acts',
  {
    id: number('id').primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind').$type<UserActKind>().notNull(),
    /** Who gets the ids, or has them unlinked. */
    userId: number('user_id').notNull(),
    otherId: number('other_id'),
    before: jsonb('before').$type<UserActBefore>().notNull(),
    memberId: text('member_id'),
    actor: text('actor').notNull(),
    at: instant('at').notNull().defaultNow(),
    undoneBy: text('undone_by'),
    undoneAt: instant('undone_at'),
  },
  (table) => [
    index('user_acts_user').on(table.userId, table.id),
    index('user_acts_other').on(table.otherId, table.id).where(sql`${table.otherId} is not null`),
  ],
);

/** Append-only: where each id went. `toUserId` null: unlinked; `fromUserId` null: linked again by an undo. */
export const userLinks = pgTable(
  'user_links',
  {
    id: number('id').primaryKey().generatedAlwaysAsIdentity(),
    actId: number('act_id').notNull(),
    /** By the act's undo. */
    isUndo: boolean('is_undo').notNull().default(false),
    identityId: number('identity_id').notNull(),
    provider: text('provider').$type<ProviderId>().notNull(),
    externalId: text('external_id').notNull(),
    fromUserId: number('from_user_id'),
    toUserId: number('to_user_id'),
    why: text('why').notNull(),
    actor: text('actor').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (table) => [
    index('user_links_act').on(table.actId),
    index('user_links_identity').on(table.identityId, table.id),
  ],
);

/**
 * Users who went into another. They are no rows of `users` meanwhile, so that lists, filters, matching and
 * counts need no word about them.
 */
export const mergedUsers = pgTable(
  'merged_users',
  {
    id: number('id').primaryKey(),
    intoId: number('into_id').notNull(),
    actId: number('act_id').notNull(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    nameFrom: text('name_from'),
    emailFrom: text('email_from'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    index('merged_users_into').on(table.intoId),
    index('merged_users_email').on(sql`fold_text(${table.email})`),
  ],
);

/** One row: whose changes were looked at for cases. */
export const caseLooks = pgTable('case_looks', {
  id: smallint('id').primaryKey().default(1),
  seenThrough: instant('seen_through').notNull().default(sql`'-infinity'`),
});

/** Erased people, by an HMAC of provider and id (or e-mail): imports and pulls leave them out. */
export const erasedPeople = pgTable(
  'erased_people',
  {
    digest: text('digest').primaryKey(),
    userId: number('user_id').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (table) => [index('erased_people_user').on(table.userId)],
);
