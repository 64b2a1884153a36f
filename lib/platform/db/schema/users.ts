/**
 * Users, their identities and the mirror: what Tagdesk knows of every identity's tags, each with its proof.
 * `identity_tags` is the truth; the summary columns of `users` are derived from it by the SQL function
 * `refresh_users(bigint[])` in the same transaction, so that list, filter and count read one row per user.
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

/** How sure Tagdesk is of a tag: see product words in lib/README.md. `pending` lives in open changes, not here. */
export type StoredProof = 'confirmed' | 'accepted' | 'imported' | 'unknown';

export const users = pgTable(
  'users',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    name: text('name').notNull().default(''),
    email: text('email').notNull().default(''),
    createdAt: instant('created_at').notNull().defaultNow(),
    changedAt: instant('changed_at').notNull().defaultNow(),
    /** Derived: name, e-mail and external ids, folded (`lib/shared/text/fold.ts`), one per line, for substring search. */
    search: text('search').notNull().default(''),
    /** Derived: distinct ids in `tags`, for `@>` and `&&`. */
    tagIds: integer('tag_ids').array().notNull().default(sql`'{}'::int[]`),
    /** Derived: number of tags over all identities. */
    tagCount: integer('tag_count').notNull().default(0),
    /** Derived, where there is an identity: bit 1 Vero, 2 Cerego, 4 Capillary, 8 FRAGMENT. */
    identityMask: smallint('identity_mask').notNull().default(0),
    /** Derived, with the same bits: where there is a tag. */
    tagMask: smallint('tag_mask').notNull().default(0),
    /** Derived, with the same bits: where there is a tag that the other provider of the same shape lacks. */
    gapMask: smallint('gap_mask').notNull().default(0),
    /** Derived: bit 1 confirmed, 2 accepted, 4 imported, 8 unknown. */
    proofMask: smallint('proof_mask').notNull().default(0),
  },
  (table) => [
    index('users_changed').on(table.changedAt.desc(), table.id.desc()),
    index('users_name').on(sql`lower(${table.name})`, table.id),
    index('users_email').on(sql`fold_text(${table.email})`, table.id),
    index('users_tag_count').on(table.tagCount.desc(), table.id.desc()),
    // Few values each, but the rare ones (nobody anywhere, something unknown) are what people look for.
    index('users_masks').on(table.identityMask, table.tagMask, table.gapMask, table.proofMask),
    index('users_search').using('gin', sql`${table.search} gin_trgm_ops`),
    index('users_tag_ids').using('gin', table.tagIds),
  ],
);

/** At most one identity per provider and user; an external id belongs to one user only. */
export const identities = pgTable(
  'identities',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    provider: text('provider').$type<ProviderId>().notNull(),
    externalId: text('external_id').notNull(),
    /** When the provider last showed the complete list; null: never, or it cannot be read. */
    readAt: instant('read_at'),
    /** What was last sent with identify (Vero); null: nothing known. */
    profile: jsonb('profile').$type<Profile>(),
    /** The provider says that this is the same user there as that identity, whose id is known: nothing is sent for this one. */
    sameAsId: bigint('same_as_id', { mode: 'number' }).references((): AnyPgColumn => identities.id, {
      onDelete: 'set null',
    }),
  },
  (table) => [
    uniqueIndex('identities_external').on(table.provider, table.externalId),
    uniqueIndex('identities_user').on(table.userId, table.provider),
    // Few are: found when the identity that they point to goes, or turns out to be somebody else.
    index('identities_same_as').on(table.sameAsId).where(sql`${table.sameAsId} is not null`),
  ],
);

/**
 * Everything that one user of a provider can be called by, where there is more than one such name (FRAGMENT: its own id
 * and the account's). Each leads to one identity only, which the primary key keeps. What an identity was entered by is
 * written by a trigger; the rest by the SQL function `learn_refs` from the provider's answers.
 */
export const identityRefs = pgTable(
  'identity_refs',
  {
    provider: text('provider').$type<ProviderId>().notNull(),
    ref: text('ref').notNull(),
    identityId: bigint('identity_id', { mode: 'number' })
      .notNull()
      .references(() => identities.id, { onDelete: 'cascade' }),
    /** An answer showed that it is the provider's own id. At most one of an identity. */
    isOwnId: boolean('is_own_id').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.ref] }),
    index('identity_refs_identity').on(table.identityId),
  ],
);

/** The catalogue: every tag known at a provider. Label shape: the label is `key`, `value` is null. */
export const tags = pgTable(
  'tags',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    provider: text('provider').$type<ProviderId>().notNull(),
    key: text('key').notNull(),
    value: text('value'),
    /** Kept by a trigger on identity_tags: how many users carry it. */
    usageCount: integer('usage_count').notNull().default(0),
    /**
     * Derived: how often it is used, in eighths of a power of ten, so that an index can hold it. It differs once in
     * many edits; all others leave the indexes alone.
     */
    weight: smallint('weight')
      .generatedAlwaysAs(
        sql`case when usage_count > 0 then 1 + floor(8 * log(usage_count::float8))::smallint else 0 end`,
      )
      .notNull(),
    lastUsedAt: instant('last_used_at'),
    description: text('description').notNull().default(''),
    colour: text('colour'),
    /** Something happens elsewhere when it is given or taken: runs that name it ask for their count to be typed. */
    hasEffects: boolean('has_effects').notNull().default(false),
  },
  (table) => [
    // md5 keeps the index entry small: a tag may be 5,000 characters long.
    uniqueIndex('tags_text').on(
      table.provider,
      sql`md5(${table.key})`,
      sql`md5(coalesce(${table.value}, ''))`,
    ),
    // No index holds usage_count, which changes with every edit. Sorted by weight first, the most used of those that
    // match are found without sorting the others.
    index('tags_weight').on(table.weight),
    // What starts as typed. Cut, since an entry of this index must be short.
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
    /** Cerego's id of the tag itself, needed to update it. */
    providerTagId: text('provider_tag_id'),
  },
  (table) => [
    primaryKey({ columns: [table.identityId, table.tagId] }),
    index('identity_tags_tag').on(table.tagId),
  ],
);

/** Exact totals kept by triggers: `users`, and `identities:<provider>`. */
export const counters = pgTable('counters', {
  name: text('name').primaryKey(),
  value: bigint('value', { mode: 'number' }).notNull().default(0),
});
