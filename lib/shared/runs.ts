/** Browser-safe. Times are ISO 8601, durations ms. */
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeOutcome, MirrorTag, OperationOutcome, Outcome } from '#lib/shared/changes.ts';
import type { TableForm } from '#lib/shared/csv.ts';
import type { RewrittenView, TagSource } from './catalogue.ts';
import type { Cure, PlanCause } from './cures.ts';
import type { DriftPair } from './drift.ts';
import type { RunOperation, RunSourceInput } from './run-inputs.ts';

/**
 * planned: waits for a member. scheduled: starts at `startAt`. paused: all unfinished parts are. failed:
 * planning failed, see `problem`.
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

/**
 * `retry` and `undo` point to an earlier run. `drift`: what was open is sent again. `tag`: renamed, merged or removed. `direct`: planned and
 * started at once, from a selection.
 */
export type RunSource = (
  | RunSourceInput
  | { kind: 'retry'; runId: number; outcomes: string[]; cause: string | null; provider: ProviderId | null }
  | { kind: 'undo'; runId: number }
  | { kind: 'drift'; ids: number[]; groups: DriftPair[] }
  | (TagSource & { views?: RewrittenView[] })
) & { direct?: true };

/** For screens, which poll: users one by one are a number. */
export type ShownRunSource =
  | Exclude<RunSource, { kind: 'users' | 'filter' | 'drift' | 'tag' }>
  | { kind: 'drift' }
  | TagSource
  | { kind: 'users'; count: number }
  | { kind: 'filter'; q: string; leftOut: number };

/**
 * no-op: the mirror proves it already. no-value: nothing to update is known. refused: the provider would
 * refuse, see `reason`. skipped: changed since, or nothing to undo.
 */
export type PlanStatus = 'change' | 'no-value' | 'no-op' | 'no-identity' | 'refused' | 'skipped';

/** With `cause` and status `change` or `no-op`: cured. */
export type PlanReason = {
  status: PlanStatus;
  reason: string | null;
  cause: PlanCause | null;
  key: string | null;
  count: number;
};

/** `expectedMs`: by the rate limit alone. `reasons`: most frequent first. */
export type ProviderPlan = {
  change: number;
  noValue: number;
  noOp: number;
  noIdentity: number;
  refused: number;
  skipped: number;
  calls: number;
  expectedMs: number;
  reasons: PlanReason[];
};

/** What the changes of a run end with. */
export const runOutcomes = [
  'confirmed',
  'accepted',
  'refused',
  'failed',
  'unknown',
  'cancelled',
  'no-op',
] as const satisfies readonly Outcome[];
export type OutcomeCounts = Record<(typeof runOutcomes)[number], number>;

export const noOutcomes: Readonly<OutcomeCounts> = {
  confirmed: 0,
  accepted: 0,
  refused: 0,
  failed: 0,
  unknown: 0,
  cancelled: 0,
  'no-op': 0,
};

/**
 * Why a part does not move. member: paused. refusals: many in a row, needs `resumeRun` or `cancelRun`.
 * credentials: refused, needs `resumeRun`. outage: next attempt at `until`. rate-limit: the provider asked to
 * wait till `until`. not-connected: no credentials. no-worker: no process drives the provider.
 */
export type PauseReason = {
  kind: 'member' | 'refusals' | 'credentials' | 'outage' | 'rate-limit' | 'not-connected' | 'no-worker';
  /** The provider's words, then their meaning. */
  message: string;
  since: string | null;
  until: string | null;
};

/** `count` refusals in a row with `code` stopped a provider's part; `words`: the last. */
export type RunStop = { code: string; words: string | null; count: number };

/** `state` waiting: started, but not all queued or nothing sent yet. */
export type RunProvider = {
  provider: ProviderId;
  state: 'planned' | 'waiting' | 'running' | 'paused' | 'finished' | 'cancelled';
  hold: PauseReason | null;
  plan: ProviderPlan;
  counts: OutcomeCounts;
  /** Without an outcome yet. */
  open: number;
  pace: { perSecond: number; concurrent: number };
  /** Per second over the last minute; null: not measured. */
  rate: number | null;
  /** null: unknown (paused, or no rate). 0: done. */
  leftMs: number | null;
};

export type RunSummary = {
  id: number;
  name: string;
  note: string;
  status: RunStatus;
  source: ShownRunSource;
  operations: RunOperation[];
  /** Without a full stop: “Add premium at Vero and Capillary”. Replaces an empty name. */
  title: string;
  actor: string;
  mine: boolean;
  /** Planned and started at once, from a selection. */
  direct: boolean;
  /** Who started or scheduled it; null: nobody. */
  starter: { name: string; isMe: boolean } | null;
  /** Planned for, with any status. */
  users: number;
  createdAt: string;
  plannedAt: string | null;
  startAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  undoOf: number | null;
  retryOf: number | null;
  tryOf: number | null;
  /** Targets with status `change`. */
  changes: number;
  done: number;
  counts: OutcomeCounts;
  providers: RunProvider[];
};

/** What an edit of a selection would do. `confirm`: the count to be typed; null: nothing. */
export type SelectionPreview = {
  providers: { provider: ProviderId; plan: ProviderPlan }[];
  confirm: { count: number; why: string } | null;
  warnings: string[];
};

export type RunPage = { runs: RunSummary[]; nextBefore: number | null };

/** `line` counts from 1, the header. `who`: what should name a user, as written, where nobody was found by it. */
export type RunBadRow = { line: number; column: string; reason: string; who?: string };

/** Whom a file's rows name, before there is a plan. `bad`: the first 1,000. */
export type UploadMatch = { rows: number; found: number; users: number; bad: RunBadRow[] };

export type RunDetail = RunSummary & {
  /** Why planning failed, or why it is no longer scheduled. */
  problem: string | null;
  fileName: string | null;
  /** The first 1,000; `badRowCount` counts all. */
  badRows: RunBadRow[];
  badRowCount: number;
  /** Matching now and not in the plan, and the reverse; null: nothing to compare. */
  drift: { joined: number; left: number } | null;
  /** To be typed before the start; null: nothing. */
  confirm: { count: number; why: string } | null;
  undoneBy: number | null;
  cures: (Omit<Cure, 'memberId'> & { mine: boolean })[];
  /** The users to try a waiting plan on first, and what is to be typed before; null: too few to try. */
  sample: { users: number; changes: number; confirm: { count: number; why: string } | null } | null;
  /** Of this plan, newest first. */
  tries: Pick<RunSummary, 'id' | 'status' | 'users' | 'changes' | 'done' | 'counts' | 'providers'>[];
  /** What is left of the plan that this is a try of; null: nothing waits there. */
  rest: { runId: number; changes: number } | null;
  /** Of a tag that was renamed, merged or removed: who carries it since, or still. null: nobody. */
  stillCarried: { tagId: number; users: number } | null;
  /** By permission and state. */
  can: {
    start: boolean;
    discard: boolean;
    pause: boolean;
    resume: boolean;
    cancel: boolean;
    retry: boolean;
    undo: boolean;
    /** Also to try it. */
    cure: boolean;
    /** Without a plan to look at: one's own direct run. */
    undoAtOnce: boolean;
  };
  /** On what cannot be undone, and unusual tags. */
  warnings: string[];
};

/** `before`: only tags that the operations name; `otherTags` counts the rest. */
export type RunTarget = {
  id: number;
  userId: number;
  title: string;
  provider: ProviderId;
  externalId: string | null;
  status: PlanStatus;
  reason: string | null;
  operations: Operation[];
  before: MirrorTag[];
  otherTags: number;
  calls: number;
};
export type RunTargetPage = { targets: RunTarget[]; nextAfter: number | null };

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

/** Once per cause, most frequent first. `message`: the provider's. `repeat`: a plain retry makes sense. */
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
   * Unknown changes that wait for a person; null: none. Fewer than `count` while some are looked up. `seen`:
   * a fingerprint. `repeatable`: all idempotent.
   */
  unsettled: { count: number; seen: string; repeatable: boolean } | null;
};

/**
 * Ended changes per step of `stepMs` since `from` (null: not started); `errors`: refused, failed, unknown.
 * Only providers with ended changes.
 */
export type RunTimeline = {
  from: string | null;
  stepMs: number;
  providers: { provider: ProviderId; made: number[]; errors: number[]; firstErrorAt: string | null }[];
};

export type LabelCount = { provider: ProviderId; label: string; count: number };

/** What a run was asked to do, to be changed. `upload` null: gone. `replaces` null: the run has started. */
export type RunForm = {
  name: string;
  note: string;
  source: RunSourceInput;
  operations: RunOperation[];
  upload: RunUpload | null;
  replaces: number | null;
};

/**
 * `form`: as read; null: no longer known. `rowsNoText`: bad rows not in its encoding. `sample`: first rows. `guesses`: by column
 * names.
 */
export type RunUpload = {
  uploadId: number;
  fileName: string;
  form: TableForm | null;
  columns: string[];
  rows: number;
  rowsNoText: number;
  sample: string[][];
  guesses: {
    who: { column: string; as: 'email' | ProviderId }[];
    mappings: { column: string; provider: ProviderId; key: string | null }[];
  };
};
