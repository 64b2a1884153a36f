/** Browser-safe. Times are ISO 8601, days `YYYY-MM-DD` in the installation's zone. */
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeOutcome } from './changes.ts';
import type { Waiting } from './history.ts';
import type { ProviderStatus } from './provider-status.ts';
import type { RunSummary } from './runs.ts';

/** A user whom the member changed one by one, and what was asked for last. */
export type LastUser = {
  userId: number;
  title: string;
  at: string;
  provider: ProviderId;
  /** As in the history: “+ prospect”. */
  change: string;
  outcome: ChangeOutcome;
};

/** `runs`: those that go on come first, then what of the member's own waits. */
export type Home = {
  today: string;
  waiting: Waiting;
  /** Differences to decide. */
  drift: Waiting;
  /** Identity cases to decide. */
  cases: Waiting;
  runs: RunSummary[];
  lastUsers: LastUser[];
  providers: Pick<ProviderStatus, 'id' | 'connected' | 'lastCall' | 'waiting'>[];
  hasUsers: boolean;
  /** Another member, or an invitation that is not revoked. */
  hasColleagues: boolean;
};

/** `notMade`: refused or failed. */
export type ChangeDay = { day: string; changes: number; notMade: number };

/** Oldest first, with days without changes. */
export type ProviderDays = { provider: ProviderId; days: ChangeDay[] };

/** `count`: users who carry it now. */
export type MovedTag = {
  id: number;
  provider: ProviderId;
  key: string;
  value: string | null;
  count: number;
  added: number;
  removed: number;
};

/** `since`: the oldest line that was counted, where the days hold more; null: all of them. */
export type MovedTags = { tags: MovedTag[]; since: string | null };
