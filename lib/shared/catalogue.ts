/** Shapes of the catalogue as its page carries them. Browser-safe. Times are ISO 8601, days are `YYYY-MM-DD` in the installation's time zone. */
import * as z from 'zod/mini';
import '#lib/shared/input-messages.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { maxSearchLength } from '#lib/shared/text-limits.ts';

export type CatalogueTag = {
  id: number;
  provider: ProviderId;
  key: string;
  value: string | null;
  /** Users who carry it, exactly. */
  count: number;
  lastUsedAt: string | null;
  description: string;
  colour: string | null;
  /** Giving or taking it has effects elsewhere: runs that name it ask for their count. */
  hasEffects: boolean;
};

/** `hasTwin`: another tag of the provider looks the same. */
export type ListedTag = CatalogueTag & { hasTwin: boolean };

/** What a list's head asks for first, and the other way round. */
export const catalogueSorts = ['users', 'users-asc', 'name', 'name-desc', 'used', 'used-asc'] as const;
export type CatalogueSort = (typeof catalogueSorts)[number];
export const cataloguePageSize = 100;

/** The database's text holds no NUL; what is searched for is found without it. */
const searchText = z._default(
  z.string().check(
    z.maxLength(maxSearchLength),
    z.overwrite((text) => text.replaceAll('\0', '')),
  ),
  '',
);

/** `provider` empty: all four. `offset` counts tags; the catalogue has thousands, not millions. */
export const listCatalogueInput = z.object({
  provider: z._default(z.union([z.enum(providerIds), z.literal('')]), ''),
  text: searchText,
  sort: z._default(z.enum(catalogueSorts), 'users'),
  offset: z._default(z.coerce.number().check(z.int(), z.gte(0), z.lte(1_000_000)), 0),
});
export type ListCatalogueInput = z.infer<typeof listCatalogueInput>;

/** Whether a tag has effects elsewhere. */
export const markTagInput = z.object({ tagId: z.int().check(z.positive()), hasEffects: z.boolean() });

/** `total`: tags that match, exactly. `most`: users of the one among them that is used most. */
export type CatalogueTotals = { total: number; most: number };

/** `totals` comes with the first page only: it is the same for all of them. */
export type CataloguePage = { tags: ListedTag[]; totals: CatalogueTotals | null };

/** Changes per day at one provider, oldest first, days without any included. */
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

/** Users who came to carry the tag and users who lost it, by lines of the ledger that were asked for on that day. */
export type TagDay = { day: string; added: number; removed: number };

/** `line`: its id in the history. `at`: when it was asked for. */
export type TagChange = { line: number; at: string; actor: string; verb: 'added' | 'removed' };

/**
 * A part of what the ledger says of a tag, from the newest line back. `days`: newest first, those without any left
 * out; the oldest may go on in the next part. `last`: the newest line of this part that changed it. `next`: null when
 * the whole ledger was counted, else where to go on; `countedTo` is then the time of the oldest line looked at.
 * `since`: when the ledger begins, null while it is empty.
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
 * What is typed of a filter. `term`: any tag, whole or its key alone. `key`: labels, types and keys. `value`: values of
 * `key`, of any key where it is empty. `provider` empty: of any.
 */
export const suggestTermsInput = z.object({
  provider: z._default(z.union([z.enum(providerIds), z.literal('')]), ''),
  wanted: z.enum(['term', 'key', 'value']),
  key: searchText,
  text: searchText,
});

export type SuggestTermsInput = z.infer<typeof suggestTermsInput>;

/** `value` null: a label, or a key alone. `near`: nothing holds what was typed, and this is spelt like it. */
export type TermSuggestion = {
  provider: ProviderId;
  key: string;
  value: string | null;
  count: number;
  near: boolean;
};
