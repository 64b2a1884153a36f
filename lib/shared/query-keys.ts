/** Query keys of users. Browser-safe. Invalidate all by `usersKeys.all`. */

import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ListCatalogueInput } from './catalogue.ts';
import type { DriftPair, ListDriftInput } from './drift.ts';
import type { ListResultsInput, ListTargetsInput } from './run-inputs.ts';
import type { UserSort } from './user-list.ts';

export const usersKeys = {
  all: ['users'] as const,
  /** The first page has no cursor. */
  page: (list: { q: string; sort: UserSort }, cursor: string | null) =>
    ['users', 'list', list.q, list.sort, cursor] as const,
  count: (q: string, except: readonly number[] = []) => ['users', 'count', q, except] as const,
  /** Of an edit of these. */
  editPreview: (users: readonly number[], provider: ProviderId, operation: Operation) =>
    ['users', 'edit-preview', users, provider, operation] as const,
  names: (wanted: 'member' | 'run' | 'import', text: string) => ['user-names', wanted, text] as const,
  near: (text: string) => ['users', 'near', text] as const,
  user: (userId: number) => ['users', 'user', userId] as const,
};

export const accountKeys = { own: ['account'] as const };

export const catalogueKeys = {
  all: ['catalogue'] as const,
  page: (list: Omit<ListCatalogueInput, 'offset'>, offset: number) =>
    ['catalogue', 'page', list.provider, list.text, list.show, list.sort, offset] as const,
  /** `key` null: no value is wanted. */
  terms: (wanted: 'term' | 'key' | 'value', provider: ProviderId | null, key: string | null, text: string) =>
    ['catalogue', 'terms', wanted, provider, key, text] as const,
  impactOf: (tagId: number, key: string, value: string) =>
    ['catalogue', 'impact', tagId, key, value] as const,
  activityOf: (tagId: number) => ['catalogue', 'activity', tagId] as const,
};

/** Invalidate all by `changesKeys.all`. */
export const changesKeys = {
  all: ['changes'] as const,
  ofUser: (userId: number) => ['changes', 'user', userId] as const,
  list: (filters: Record<string, string>) => ['changes', 'list', filters] as const,
  storyPages: (story: string) => ['changes', 'story', story] as const,
  story: (story: string, filters: Record<string, string>, before: string | null) =>
    ['changes', 'story', story, filters, before] as const,
  actors: ['changes', 'actors'] as const,
  waiting: ['changes', 'waiting'] as const,
  tagsAt: (userId: number, at: string) => ['changes', 'tags-at', userId, at] as const,
  event: (eventId: number) => ['changes', 'event', eventId] as const,
  detail: (changeId: number) => ['changes', 'detail', changeId] as const,
};

/** Invalidate all by `driftKeys.all`. */
export const driftKeys = {
  all: ['drift'] as const,
  groups: (filters: ListDriftInput) => ['drift', 'groups', filters] as const,
  rows: (state: ListDriftInput['state'], group: string, pages: number) =>
    ['drift', 'rows', state, group, pages] as const,
  cost: (picked: { ids: number[]; groups: DriftPair[] }) => ['drift', 'cost', picked] as const,
};

export const homeKeys = {
  now: ['home', 'now'] as const,
  days: ['home', 'days'] as const,
  movedTags: ['home', 'moved-tags'] as const,
};

/** Invalidate all by `identitiesKeys.all`. */
export const identitiesKeys = {
  all: ['identities'] as const,
  cases: ['identities', 'cases'] as const,
  waiting: ['identities', 'waiting'] as const,
  decided: (verdict: string) => ['identities', 'decided', verdict] as const,
  otherNames: ['identities', 'other-names'] as const,
  found: (provider: string) => ['found-ids', provider] as const,
  missing: (run: number, without: string) => ['identities', 'missing', run, without] as const,
};

export const membersKeys = { all: ['members'] as const, links: ['members', 'links'] as const };

export const providerStatusKeys = { all: ['providers'] as const };

export const pullsKeys = { all: ['pulls'] as const };

/** Under those of the pulls: what acts on the card reads both anew. */
export const inboundKeys = { all: ['pulls', 'inbound'] as const };

/** Invalidate all by `runsKeys.all`. */
export const runsKeys = {
  all: ['runs'] as const,
  list: ['runs', 'list'] as const,
  /** The last few, for the badge. */
  activity: ['runs', 'activity'] as const,
  detail: (runId: number) => ['runs', runId, 'detail'] as const,
  allTargets: (runId: number) => ['runs', runId, 'targets'] as const,
  targets: (input: Omit<ListTargetsInput, 'after' | 'limit'>) =>
    ['runs', input.runId, 'targets', input] as const,
  form: (runId: number) => ['runs', runId, 'form'] as const,
  missingInFile: (uploadId: number, provider: ProviderId, column: string) =>
    ['runs', 'uploads', uploadId, 'missing', provider, column] as const,
  match: (uploadId: number, who: string) => ['runs', 'uploads', uploadId, 'match', who] as const,
  outcomes: (runId: number) => ['runs', runId, 'outcomes'] as const,
  results: (input: Omit<ListResultsInput, 'after' | 'limit'>) =>
    ['runs', input.runId, 'outcomes', 'results', input] as const,
  timeline: (runId: number) => ['runs', runId, 'outcomes', 'timeline'] as const,
  causes: (runId: number) => ['runs', runId, 'outcomes', 'causes'] as const,
};

/** Invalidate all by `tagsKeys.all`. */
export const tagsKeys = {
  all: ['tags'] as const,
  /** `key` null: labels or keys. */
  suggestions: (provider: ProviderId, text: string, key: string | null) =>
    ['tags', 'suggestions', provider, key, text] as const,
  advice: (provider: ProviderId, key: string, value: string | null) =>
    ['tags', 'advice', provider, key, value] as const,
  missing: (provider: ProviderId, key: string) => ['tags', 'missing', provider, key] as const,
};

export const viewsKeys = { all: ['views'] as const };

export const sandboxKeys = { all: ['sandbox'] as const };
