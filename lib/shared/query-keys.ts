/** Keys under which pages keep what they read of users. Browser-safe. One family: invalidate `usersKeys.all`. */

import type { ProviderId } from '#lib/providers/ids.ts';
import type { ListCatalogueInput } from './catalogue.ts';
import type { ListResultsInput, ListTargetsInput } from './run-inputs.ts';
import type { UserSort } from './user-list.ts';

export const usersKeys = {
  all: ['users'] as const,
  /** One page of one list; the first page has no cursor. */
  page: (list: { q: string; sort: UserSort }, cursor: string | null) =>
    ['users', 'list', list.q, list.sort, cursor] as const,
  /** The exact number of users that a filter matches. */
  count: (q: string) => ['users', 'count', q] as const,
  /** What the search box offers after `changed-by:` and `run:`. */
  names: (wanted: 'member' | 'run', text: string) => ['user-names', wanted, text] as const,
  /** One user with identities, tags and open changes. */
  user: (userId: number) => ['users', 'user', userId] as const,
};

/** Keys under which the account page keeps what it reads. Browser-safe. */
export const accountKeys = { own: ['account'] as const };

/** Keys under which pages keep what they read of the catalogue. Browser-safe. */
export const catalogueKeys = {
  all: ['catalogue'] as const,
  page: (list: Omit<ListCatalogueInput, 'offset'>, offset: number) =>
    ['catalogue', 'page', list.provider, list.text, list.sort, offset] as const,
  /** What the search box offers; `key` null: no value is wanted. */
  terms: (wanted: 'term' | 'key' | 'value', provider: ProviderId | null, key: string | null, text: string) =>
    ['catalogue', 'terms', wanted, provider, key, text] as const,
  /** One tag over time. */
  activityOf: (tagId: number) => ['catalogue', 'activity', tagId] as const,
};

/** Keys under which pages keep what they read of the ledger. Browser-safe. One family: invalidate `changesKeys.all`. */
export const changesKeys = {
  all: ['changes'] as const,
  /** The history of one user, page by page. */
  ofUser: (userId: number) => ['changes', 'user', userId] as const,
  /** The History page's list under its filters. */
  list: (filters: Record<string, string>) => ['changes', 'list', filters] as const,
  /** Names for the choice of who did it. */
  actors: ['changes', 'actors'] as const,
  /** A user's tags at a moment. */
  tagsAt: (userId: number, at: string) => ['changes', 'tags-at', userId, at] as const,
  event: (eventId: number) => ['changes', 'event', eventId] as const,
  /** The requests and answers behind one line. */
  detail: (changeId: number) => ['changes', 'detail', changeId] as const,
};

/** Keys under which pages keep what they read of members. Browser-safe. */
export const membersKeys = { all: ['members'] as const, links: ['members', 'links'] as const };

/** Keys under which pages keep what they read of the providers. Browser-safe. */
export const providerStatusKeys = { all: ['providers'] as const };

/** Keys under which pages keep what they read of runs. Browser-safe. One family: invalidate `runsKeys.all`. */
export const runsKeys = {
  all: ['runs'] as const,
  /** The list, page by page. */
  list: ['runs', 'list'] as const,
  /** One run with its lanes. */
  detail: (runId: number) => ['runs', runId, 'detail'] as const,
  /** The plan, page by page. */
  targets: (input: Omit<ListTargetsInput, 'after' | 'limit'>) =>
    ['runs', input.runId, 'targets', input] as const,
  /** Labels that a provider's own catalogue lacks: of a plan, of a column of a file. */
  missingInPlan: (runId: number) => ['runs', runId, 'missing'] as const,
  missingInFile: (uploadId: number, provider: ProviderId, column: string) =>
    ['runs', 'uploads', uploadId, 'missing', provider, column] as const,
  /** Everything that is told of what became of a run: results and causes. */
  outcomes: (runId: number) => ['runs', runId, 'outcomes'] as const,
  results: (input: Omit<ListResultsInput, 'after' | 'limit'>) =>
    ['runs', input.runId, 'outcomes', 'results', input] as const,
  timeline: (runId: number) => ['runs', runId, 'outcomes', 'timeline'] as const,
  causes: (runId: number) => ['runs', runId, 'outcomes', 'causes'] as const,
};

/** Keys under which pages keep what they read of the catalogue. Browser-safe. One family: invalidate `tagsKeys.all`. */
export const tagsKeys = {
  all: ['tags'] as const,
  /** What autocomplete offers; `key` null: labels or keys, else the usual values of that key. */
  suggestions: (provider: ProviderId, text: string, key: string | null) =>
    ['tags', 'suggestions', provider, key, text] as const,
  /** Tags that look like this one. */
  advice: (provider: ProviderId, key: string, value: string | null) =>
    ['tags', 'advice', provider, key, value] as const,
  /** Whether the provider's own catalogue lacks a label. */
  missing: (provider: ProviderId, key: string) => ['tags', 'missing', provider, key] as const,
};

/** The key under which the list keeps the views. Browser-safe. */
export const viewsKeys = { all: ['views'] as const };
