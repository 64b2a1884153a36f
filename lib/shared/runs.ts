/** Shapes of runs as pages and routes carry them. Browser-safe. Times are ISO 8601, durations in ms. */

import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeOutcome, MirrorTag, OperationOutcome, Outcome } from '#lib/shared/changes.ts';
import type { TableForm } from '#lib/shared/csv.ts';
import type { RunOperation, RunSourceInput } from './run-inputs.ts';

/**
 * planning: the worker works out the plan. planned: waits for a member. scheduled: starts by itself at `startAt`.
 * paused: every unfinished lane is paused by a member. failed: no plan could be made, `problem` says why.
 */
export type RunStatus =
  | 'planning'
  | 'planned'
  | 'scheduled'
  | 'running'
  | 'paused'
  | 'finished'
  | 'cancelled'
  | 'discarded'
  | 'failed';

/** Where the people come from; `retry` and `undo` point to an earlier run. */
export type RunSource =
  | RunSourceInput
  | { kind: 'retry'; runId: number; outcomes: string[]; cause: string | null; provider: ProviderId | null }
  | { kind: 'undo'; runId: number };

/** The same as screens need it, which ask often: people who were chosen one by one are a number. */
export type ShownRunSource = Exclude<RunSource, { kind: 'users' }> | { kind: 'users'; count: number };

/**
 * change: will be sent. no-op: the mirror proves it already. no-identity: nobody there to change. refused: the
 * provider would say no, `reason` says why. skipped: changed since, or nothing to take back (undo, retry).
 */
export type PlanStatus = 'change' | 'no-op' | 'no-identity' | 'refused' | 'skipped';

/** `expectedMs`: at the provider's pace alone. `reasons`: why targets are refused or skipped, most frequent first. */
export type ProviderPlan = {
  change: number;
  noOp: number;
  noIdentity: number;
  refused: number;
  skipped: number;
  calls: number;
  expectedMs: number;
  reasons: { verdict: PlanStatus; reason: string; count: number }[];
};

export type OutcomeCounts = Record<Exclude<Outcome, 'imported'>, number>;

/**
 * Why a lane does not move. member: paused by hand. refusals: so many in a row that a member has to look; needs
 * `resumeRun` or `cancelRun`. credentials: the provider refused them; needs `resumeRun`.
 * outage: its circuit is open, `until` is the next probe. rate-limit: the provider asked to wait till `until`.
 * not-connected: no credentials. no-worker: no worker process drives the provider.
 */
export type PauseReason = {
  kind: 'member' | 'refusals' | 'credentials' | 'outage' | 'rate-limit' | 'not-connected' | 'no-worker';
  /** Provider's words first, then what it means. */
  message: string;
  since: string | null;
  until: string | null;
};

/** `count` refusals in a row with one `code` stopped a run at one provider; `words`: the provider's, for the last. */
export type RunStop = { code: string; words: string | null; count: number };

/** One provider of one run. `state` waiting: started, not everything is queued yet or nothing was sent so far. */
export type RunProvider = {
  provider: ProviderId;
  state: 'planned' | 'waiting' | 'running' | 'paused' | 'finished' | 'cancelled';
  hold: PauseReason | null;
  plan: ProviderPlan;
  counts: OutcomeCounts;
  /** Changes that have no outcome yet. */
  open: number;
  pace: { perSecond: number; concurrent: number };
  /** Changes per second over the last minute; null: nothing measured yet. */
  rate: number | null;
  /** null: cannot be told (held, or no rate). 0: done. */
  leftMs: number | null;
};

export type RunSummary = {
  id: number;
  name: string;
  note: string;
  status: RunStatus;
  source: ShownRunSource;
  intents: RunOperation[];
  /** A sentence without a full stop: “Add premium at Vero and Capillary”. Stands in for an empty name. */
  title: string;
  actor: string;
  mine: boolean;
  /** Who started it, or said when it starts by itself; null: nobody yet. */
  starter: { name: string; isMe: boolean } | null;
  /** People meant, before verdicts. */
  users: number;
  createdAt: string;
  plannedAt: string | null;
  startAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  undoOf: number | null;
  retryOf: number | null;
  /** Targets with the verdict `change`. */
  changes: number;
  done: number;
  counts: OutcomeCounts;
  lanes: RunProvider[];
};

export type RunPage = { runs: RunSummary[]; nextBefore: number | null };

/** `line` counts from 1, the header. */
export type RunBadRow = { line: number; column: string; reason: string };

export type RunDetail = RunSummary & {
  /** Why no plan could be made, or why a scheduled run is a plan again. */
  problem: string | null;
  fileName: string | null;
  /** The first 1,000; `badRowCount` is of all. */
  badRows: RunBadRow[];
  badRowCount: number;
  /** People who match the filter now and are not in the plan, and the other way round; null: nothing to compare. */
  drift: { joined: number; left: number } | null;
  /** What must be typed before it starts; null: nothing. */
  confirm: { count: number; why: string } | null;
  /** The run that takes this one back, if one was started. */
  undoneBy: number | null;
  /** What a member can do now. */
  can: {
    start: boolean;
    discard: boolean;
    pause: boolean;
    resume: boolean;
    cancel: boolean;
    retry: boolean;
    undo: boolean;
  };
  /** Sentences that belong beside the plan: what undo will not be able to take back, unusual tags. */
  warnings: string[];
};

/** One line of the plan. `before` holds only the tags that the operations name; `otherTags` counts the rest. */
export type RunTarget = {
  id: number;
  userId: number;
  title: string;
  provider: ProviderId;
  externalId: string | null;
  verdict: PlanStatus;
  reason: string | null;
  operations: Operation[];
  before: MirrorTag[];
  otherTags: number;
  calls: number;
};
export type RunTargetPage = { targets: RunTarget[]; nextAfter: number | null };

/** One line of the results: a change of the ledger. */
export type RunResult = {
  changeId: number;
  userId: number;
  title: string;
  provider: ProviderId;
  externalId: string;
  outcome: ChangeOutcome;
  operations: Operation[];
  outcomes: OperationOutcome[];
  attempts: number;
  durationMs: number | null;
  closedAt: string | null;
};
export type RunResultPage = { results: RunResult[]; nextAfter: number | null };

/**
 * What went wrong, once per cause, most frequent first. `message` is the provider's words. `advice`: what to do now.
 * `repeat`: a plain retry makes sense (otherwise edit, settle or correct first).
 */
export type RunCause = {
  cause: string;
  provider: ProviderId;
  outcome: 'refused' | 'failed' | 'unknown' | 'cancelled';
  code: string | null;
  message: string | null;
  advice: string;
  count: number;
  repeat: boolean;
  /**
   * Changes of this cause that wait for a person's word; null: none. Less than `count` while some are still looked up.
   * `seen` stands for exactly these. `repeatable`: all of them may be sent twice.
   */
  unsettled: { count: number; seen: string; repeatable: boolean } | null;
};

/**
 * Changes that ended, per step of `stepMs` from the start (`from`, null: not started), by how: `trouble` is refused,
 * failed or unknown. Lanes without an end of a change yet are left out.
 */
export type RunTimeline = {
  from: string | null;
  stepMs: number;
  lanes: { provider: ProviderId; well: number[]; trouble: number[]; firstTroubleAt: string | null }[];
};

/** A label that many ask for. */
export type LabelCount = { provider: ProviderId; label: string; count: number };

/**
 * What an uploaded file looks like. `form`: how it was read. `rowsNoText`: bad rows whose bytes are no text in this
 * encoding. `sample`: the first rows. `guesses`: columns whose names tell what they are.
 */
export type RunUpload = {
  uploadId: number;
  fileName: string;
  form: TableForm;
  columns: string[];
  rows: number;
  rowsNoText: number;
  sample: string[][];
  guesses: {
    who: { column: string; as: 'email' | ProviderId }[];
    acts: { column: string; provider: ProviderId; key: string | null }[];
  };
};
