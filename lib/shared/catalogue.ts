/** Browser-safe. Times are ISO 8601, days `YYYY-MM-DD` in the installation's zone. */
import * as z from 'zod/mini';
import '#lib/shared/input-messages.ts';
import type { TagText } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { canBeKept } from '#lib/providers/text-rule.ts';
import { noteRule } from '#lib/shared/changes.ts';
import { maxSearchLength } from '#lib/shared/text-limits.ts';

export type CatalogueTag = {
  id: number;
  provider: ProviderId;
  key: string;
  value: string | null;
  /** Users, exactly. */
  count: number;
  lastUsedAt: string | null;
  description: string;
  colour: string | null;
  /** Changing it has effects elsewhere: runs that name it ask for their count. */
  hasEffects: boolean;
};

/** `hasTwin`: another tag of the provider looks the same. */
export type ListedTag = CatalogueTag & { hasTwin: boolean };

/** First press, and the reverse. */
export const catalogueSorts = ['users', 'users-asc', 'name', 'name-desc', 'used', 'used-asc'] as const;
export type CatalogueSort = (typeof catalogueSorts)[number];
export const cataloguePageSize = 100;

/** PostgreSQL's text holds no NUL; searches drop it. */
const searchText = z._default(
  z.string().check(
    z.maxLength(maxSearchLength),
    z.overwrite((text) => text.replaceAll('\0', '')),
  ),
  '',
);

/** near: pairs with another that nobody has decided. unused: nobody carries it. */
export const catalogueShows = ['', 'near', 'unused'] as const;
export type CatalogueShow = (typeof catalogueShows)[number];

/** `provider` empty: all four. `offset` counts tags; the catalogue has thousands, not millions. */
export const listCatalogueInput = z.object({
  provider: z._default(z.union([z.enum(providerIds), z.literal('')]), ''),
  text: searchText,
  show: z._default(z.enum(catalogueShows), ''),
  sort: z._default(z.enum(catalogueSorts), 'users'),
  offset: z._default(z.coerce.number().check(z.int(), z.gte(0), z.lte(1_000_000)), 0),
});
export type ListCatalogueInput = z.infer<typeof listCatalogueInput>;

export const markTagInput = z.object({ tagId: z.int().check(z.positive()), hasEffects: z.boolean() });

const tagIdRule = z.int().check(z.positive(), z.lte(2_147_483_647));

export const decideTagPairInput = z
  .object({ tagId: tagIdRule, otherId: tagIdRule, verdict: z.enum(['not-same', 'open']) })
  .check(z.refine(({ tagId, otherId }) => tagId !== otherId, 'A tag is the same as itself.'));

export const readTagInput = z.object({
  tagId: z.coerce.number().check(z.int(), z.positive(), z.lte(2_147_483_647)),
});

/**
 * `near`: of the same provider, the same but for case, spaces, “_” and “-”. `elsewhere`: the same word at other
 * providers. `views`: name it, as far as the member may see them.
 */
export type TagDetail = {
  tag: CatalogueTag;
  near: CatalogueTag[];
  elsewhere: CatalogueTag[];
  views: { id: number; name: string; q: string }[];
};

/** `to` null: removed everywhere. A label has no value. */
export const planTagInput = z.object({
  tagId: z.int().check(z.positive()),
  to: z.nullable(z.object({ key: z.string(), value: z.nullable(z.string()) })),
  note: noteRule,
});

/** What a plan for `planTagInput` would touch. From a query. */
export const tagImpactInput = z.object({
  tagId: z.coerce.number().check(z.int(), z.positive(), z.lte(2_147_483_647)),
  key: searchText,
  value: searchText,
});

/**
 * `users` carry it. `target`: the tag of that text that is known already, and how many carry both. `views`: name
 * it, as far as the member may see them. `underWay`: why it cannot be changed now.
 */
export type TagImpact = {
  users: number;
  target: { users: number; both: number } | null;
  views: number;
  underWay: string | null;
};

/** By members, for members: what the tag means. */
export const describeTagInput = z.object({
  tagId: z.int().check(z.positive()),
  description: z
    .string()
    .check(z.trim(), z.maxLength(500), z.refine(canBeKept, 'It cannot hold this character.')),
});

/** `total`: matching tags. `most`: users of the most used one. */
export type CatalogueTotals = { total: number; most: number };

/** `totals`: first page only. */
export type CataloguePage = { tags: ListedTag[]; totals: CatalogueTotals | null };

/** Per day, oldest first, with days without changes. */
export type ProviderActivity = {
  provider: ProviderId;
  tags: number;
  days: { day: string; changes: number }[];
};

/** `before`: from `next`, an id in the ledger; without it from the newest line. */
export const readTagActivityInput = z.object({
  tagId: z.coerce.number().check(z.int(), z.positive(), z.lte(2_147_483_647)),
  before: z.optional(z.coerce.number().check(z.int(), z.positive(), z.lte(Number.MAX_SAFE_INTEGER))),
});

/** By the ledger's lines of that day. */
export type TagDay = { day: string; added: number; removed: number };

/** `line`: its id in the history. `at`: when it was asked for. `found`, `gone`: the actor is the provider. */
export type TagChange = {
  line: number;
  at: string;
  actor: string;
  verb: 'added' | 'removed' | 'found' | 'gone';
};

/**
 * Counted backwards from the newest line. `days`: newest first, only with changes; the oldest may go on in
 * the next part. `last`: the newest change in this part. `next`: null at the end; `countedTo`: time of the
 * oldest line counted. `since`: the ledger's first line, null if empty.
 */
export type TagActivity = {
  tag: CatalogueTag;
  days: TagDay[];
  last: TagChange | null;
  since: string | null;
  next: number | null;
  countedTo: string | null;
};

/**
 * `term`: a tag or its key. `key`: labels, types, keys. `value`: values of `key`, of any key if empty.
 * `provider` empty: any.
 */
export const suggestTermsInput = z.object({
  provider: z._default(z.union([z.enum(providerIds), z.literal('')]), ''),
  wanted: z.enum(['term', 'key', 'value']),
  key: searchText,
  text: searchText,
});

export type SuggestTermsInput = z.infer<typeof suggestTermsInput>;

/** `id` null: a key alone, or several tags of one text. `value` null: a label, or a key alone. `near`: a similar spelling, since nothing matches. */
export type TermSuggestion = {
  id: number | null;
  provider: ProviderId;
  key: string;
  value: string | null;
  count: number;
  near: boolean;
};

/** Whoever carries `from` gets `to` instead; `to` null: `from` is removed everywhere. */
export type TagSource = { kind: 'tag'; provider: ProviderId; from: TagText; to: TagText | null };

/** A view whose filter named the tag; from the run's end on. */
export type RewrittenView = { id: number; before: string; after: string };
