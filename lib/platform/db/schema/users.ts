/**
 * Users, identities and the mirror. `identity_tags` is the truth; the SQL function `refresh_users(bigint[])`
 * derives the summary columns of `users` in the same transaction, so that list, filter and count read one row
 * per user.
 */
import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
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
import type { Profile } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** `pending` is not stored: it is an open line of the ledger. */
export type StoredProof = 'confirmed' | 'accepted' | 'imported' | 'unknown';

/** What a member set is never overwritten by a provider. */
export type NameSource = ProviderId | 'member' | 'file';

export const users = pgTable(
  'users',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    name: text('name').notNull().default(''),
    email: text('email').notNull().default(''),
    /** Who last set it: `member`, `file` or a provider; null: nobody knows. */
    nameFrom: text('name_from').$type<NameSource>(),
    emailFrom: text('email_from').$type<NameSource>(),
    createdAt: instant('created_at').notNull().defaultNow(),
    changedAt: instant('changed_at').notNull().defaultNow(),
    /** Derived: name, e-mail and external ids, folded, one per line. */
    search: text('search').notNull().default(''),
    /** Derived: distinct tags, for `@>` and `&&`. */
    tagIds: integer('tag_ids').array().notNull().default(sql`'{}'::int[]`),
    tagCount: integer('tag_count').notNull().default(0),
    /** Derived: bit 1 Vero, 2 Cerego, 4 Capillary, 8 FRAGMENT. */
    identityMask: smallint('identity_mask').notNull().default(0),
    /** Derived, same bits: where there is a tag. */
    tagMask: smallint('tag_mask').notNull().default(0),
    /** Derived, same bits: where there is a tag that the twin lacks. */
    gapMask: smallint('gap_mask').notNull().default(0),
    /** Derived: bit 1 confirmed, 2 accepted, 4 imported, 8 unknown. */
    proofMask: smallint('proof_mask').notNull().default(0),
  },
  (table) => [
    index('users_changed').on(table.changedAt.desc(), table.id.desc()),
    index('users_name').on(sql`lower(${table.name})`, table.id),
    index('users_email').on(sql`fold_text(${table.email})`, table.id),
    index('users_tag_count').on(table.tagCount.desc(), table.id.desc()),
    // Few distinct values, but people filter for the rare ones.
    index('users_masks').on(table.identityMask, table.tagMask, table.gapMask, table.proofMask),
    index('users_search').using('gin', sql`${table.search} gin_trgm_ops`),
    index('users_tag_ids').using('gin', table.tagIds),
  ],
);

export const identities = pgTable(
  'identities',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    provider: text('provider').$type<ProviderId>().notNull(),
    externalId: text('external_id').notNull(),
    /** When the complete list was last read; null: never, or it cannot be read. */
    readAt: instant('read_at'),
    /** Last sent with identify (Vero); null: unknown. */
    profile: jsonb('profile').$type<Profile>(),
    /** The same user as that identity, by the provider's word: nothing is sent for this one. */
    sameAsId: bigint('same_as_id', { mode: 'number' }).references((): AnyPgColumn => identities.id, {
      onDelete: 'set null',
    }),
    /** When a pull last found it in the provider's list. */
    seenAt: instant('seen_at'),
    /** Since when the list that holds everybody is without it. */
    goneSince: instant('gone_since'),
    /** Name and e-mail that a pull gave the user: what differs since is a member's or a file's. */
    toldName: text('told_name'),
    toldEmail: text('told_email'),
    /** What the latest pull read and did not take; null: the same, or not told. */
    otherName: text('other_name'),
    otherEmail: text('other_email'),
  },
  (table) => [
    uniqueIndex('identities_external').on(table.provider, table.externalId),
    uniqueIndex('identities_user').on(table.userId, table.provider),
    // For cases: whose id carries the e-mail of another user.
    index('identities_profile_email')
      .on(sql`fold_text(${table.profile} ->> 'email')`)
      .where(sql`${table.profile} is not null`),
    // For the list of names and e-mails that differ.
    index('identities_other_names')
      .on(table.id)
      .where(sql`${table.otherName} is not null or ${table.otherEmail} is not null`),
    // For identities whose twin is deleted or turns out to be somebody else.
    index('identities_same_as').on(table.sameAsId).where(sql`${table.sameAsId} is not null`),
  ],
);

/**
 * All references of a user with several (FRAGMENT: its own id and the account's), each of one identity. A
 * trigger writes the entered one, the SQL function `learn_refs` the others.
 */
export const identityRefs = pgTable(
  'identity_refs',
  {
    provider: text('provider').$type<ProviderId>().notNull(),
    ref: text('ref').notNull(),
    identityId: bigint('identity_id', { mode: 'number' })
      .notNull()
      .references(() => identities.id, { onDelete: 'cascade' }),
    /** By the provider's answer. At most one per identity. */
    isOwnId: boolean('is_own_id').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.ref] }),
    index('identity_refs_identity').on(table.identityId),
  ],
);

/** The catalogue. Label shape: `key` is the label, `value` null. */
export const tags = pgTable(
  'tags',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    provider: text('provider').$type<ProviderId>().notNull(),
    key: text('key').notNull(),
    value: text('value'),
    /** Number of users, kept by a trigger. */
    usageCount: integer('usage_count').notNull().default(0),
    /** Derived from usage, in eighths of a power of ten: most edits leave its indexes alone. */
    weight: smallint('weight')
      .generatedAlwaysAs(
        sql`case when usage_count > 0 then 1 + floor(8 * log(usage_count::float8))::smallint else 0 end`,
      )
      .notNull(),
    lastUsedAt: instant('last_used_at'),
    description: text('description').notNull().default(''),
    colour: text('colour'),
    /** Runs that name it ask for their count to be typed. */
    hasEffects: boolean('has_effects').notNull().default(false),
  },
  (table) => [
    // md5: a tag may be 5,000 characters long.
    uniqueIndex('tags_text').on(
      table.provider,
      sql`md5(${table.key})`,
      sql`md5(coalesce(${table.value}, ''))`,
    ),
    // No index holds usage_count, which changes with every edit: `weight` gives nearly its order.
    index('tags_weight').on(table.weight),
    // Prefix search. Cut, since index entries must be short.
    index('tags_start').using(
      'btree',
      sql`left(fold_text(${table.key} || coalesce('=' || ${table.value}, '')), 64) text_pattern_ops`,
    ),
    index('tags_search').using(
      'gin',
      sql`(fold_text(${table.key} || coalesce('=' || ${table.value}, ''))) gin_trgm_ops`,
    ),
  ],
);

export const identityTags = pgTable(
  'identity_tags',
  {
    identityId: bigint('identity_id', { mode: 'number' })
      .notNull()
      .references(() => identities.id, { onDelete: 'cascade' }),
    tagId: integer('tag_id')
      .notNull()
      .references(() => tags.id),
    proof: text('proof').$type<StoredProof>().notNull(),
    proofAt: instant('proof_at').notNull().defaultNow(),
    /** Cerego's id of the tag, needed to update it. */
    providerTagId: text('provider_tag_id'),
  },
  (table) => [
    primaryKey({ columns: [table.identityId, table.tagId] }),
    index('identity_tags_tag').on(table.tagId),
  ],
);

/** Kept by triggers: `users`, `identities:<provider>`. */
export const counters = pgTable('counters', {
  name: text('name').primaryKey(),
  value: bigint('value', { mode: 'number' }).notNull().default(0),
});
