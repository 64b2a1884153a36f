/** Browser-safe. */
import * as z from 'zod/mini';
import '#lib/shared/input-messages.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import {
  type ChangeKind,
  type ChangeOutcome,
  changeOutcomes,
  type HistoryLine,
  type MirrorTag,
} from './changes.ts';

/** By the beginnings of their kinds; the rest is `other`. */
export const eventGroups = {
  'sign-in': ['sign-in', 'sign-out', 'session'],
  member: ['member', 'invit', 'reset', 'mail', 'password', 'two-step', 'two-factor', 'account', 'recovery'],
  refused: ['action.denied', 'action-refused'],
  other: [],
} as const satisfies Record<string, readonly string[]>;
export type EventGroup = keyof typeof eventGroups;

/** Noun first. */
export const eventKinds = [
  'sign-in.succeeded',
  'sign-in.failed',
  'sign-in.disabled',
  'sign-in.limited',
  'sign-in.two-factor-failed',
  'sign-out',
  'session.ended',
  'sessions.ended',
  'member.created',
  'member.changed',
  'member.linked',
  'member.renamed',
  'invite.created',
  'invite.used',
  'invite.withdrawn',
  'invite.refused',
  'reset.created',
  'password-reset.requested',
  'reset.used',
  'reset.withdrawn',
  'reset.refused',
  'mail.sent',
  'mail.failed',
  'password.changed',
  'password.wrong',
  'two-factor.enabled',
  'two-factor.disabled',
  'two-factor.reset',
  'recovery-codes.renewed',
  'action.denied',
  'user.created',
  'user.edited',
  'user.merged',
  'user.split',
  'user.act-undone',
  'user.erased',
  'identity.linked',
  'identity.unlinked',
  'identity.moved',
  'identity-case.decided',
  'import.undone',
  'run.not-started',
  'run.settled',
  'drift.accepted',
  'drift.ignored',
  'drift.policy-set',
  'users.exported',
  'view.saved',
  'view.changed',
  'view.deleted',
  'tag.marked',
  'tag.described',
  'tag-pair.decided',
  'tag.unmarked',
  'catalogue-tag.asked',
  'catalogue-tag.created',
  'catalogue-tag.refused',
  'catalogue-tag.unknown',
  'catalogue-tag.not-seen',
  'pull.ended',
  'pull.cancelled',
  'pull.scheduled',
  'pull.unscheduled',
  'inbound.address-made',
  'inbound.address-ended',
  'provider.check-asked',
  'provider.checked',
  'history.exported',
  'history.removed',
  'installation.restored',
  'sandbox.fault-caused',
  'sandbox.faults-ended',
  'sandbox.reset',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** What lines keep that an earlier version wrote. */
export const formerEventKinds: Readonly<Record<string, EventKind>> = {
  'action-refused': 'action.denied',
  'catalogue-tag-created': 'catalogue-tag.created',
  'reset.asked': 'password-reset.requested',
  'two-step.on': 'two-factor.enabled',
  'two-step.off': 'two-factor.disabled',
  'two-step.removed': 'two-factor.reset',
  'sign-in.second-step-failed': 'sign-in.two-factor-failed',
};

export const changeKinds = [
  'tags',
  'profile',
  'create',
  'import',
  'refresh',
] as const satisfies readonly ChangeKind[];
/** `changes`: of every kind, without events. */
export const historyKinds = ['changes', ...changeKinds, 'sign-in', 'member', 'refused', 'other'] as const;

/** Time is ISO 8601. */
export type HistoryEvent = {
  id: number;
  at: string;
  /** One of `eventKinds`, a former one, or another version’s. */
  kind: string;
  memberId: string | null;
  actor: string;
  subject: string;
  detail: Record<string, string | number | boolean | null>;
};

export type HistoryEntry =
  | { entry: 'change'; at: string; change: HistoryLine }
  | { entry: 'event'; at: string; event: HistoryEvent };

/**
 * Newest first. `next`: null at the end. `lookedBackTo`: the search stopped here after its time; `next`
 * continues it.
 */
export type HistoryEntries = { entries: HistoryEntry[]; next: string | null; lookedBackTo: string | null };

/** In URLs: `run-12`, `import-5`, `import-undo-5`, or by its newest line `burst-123`. */
export type StoryKey = `${'run' | 'import' | 'import-undo' | 'burst'}-${number}`;

/**
 * Lines that belong together: of a run, an import, its undo, or of one member on one user with at most
 * `burstGapMs` between them.
 */
export type HistoryStory = {
  key: StoryKey;
  /** null: the run or the file is no longer known. */
  title: string | null;
  memberId: string | null;
  actor: string;
  note: string;
  runId: number | null;
  importId: number | null;
  providers: ProviderId[];
  /** Of the lines that fit the filters; `hasMore`: counting stopped there. `total`: of all. */
  counts: Partial<Record<ChangeOutcome, number>>;
  hasMore: boolean;
  total: number;
  /** The newest lines of a burst; none of the others. */
  lines: HistoryLine[];
};

export type StoryEntry = HistoryEntry | { entry: 'story'; at: string; story: HistoryStory };

/** As `HistoryEntries`, of stories and lines that stand alone. */
export type HistoryStories = { entries: StoryEntry[]; next: string | null; lookedBackTo: string | null };

/** Longer, and the next change of the same member on the same user begins a story of its own. */
export const burstGapMs = 5 * 60 * 1000;

/** NUL is refused: it would match nothing. */
const text = (most: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(most, `At most ${most} characters.`),
    z.refine((value) => !value.includes('\0') && value.isWellFormed(), 'This text cannot be looked for.'),
  );

/** All optional, joined by AND. Days are the installation's, both inclusive: `2026-11-21`. */
export const historyFilters = z.object({
  kind: z.optional(z.enum(historyKinds)),
  /** The name in the lines. */
  actor: z.optional(text(200)),
  userId: z.optional(z.int().check(z.positive())),
  provider: z.optional(z.enum(['vero', 'cerego', 'capillary', 'fragment'])),
  verb: z.optional(z.enum(['add', 'remove', 'update', 'set'])),
  /** Key, label, or `key=value`. */
  tag: z.optional(text(5_300)),
  outcome: z.optional(z.enum(changeOutcomes)),
  runId: z.optional(z.int().check(z.positive())),
  /** `waiting`: unknown outcomes that wait for a person. `every`: the screen shows lines, not stories. */
  view: z.optional(z.enum(['waiting', 'every'])),
  /** As `/users/…`. */
  origin: z.optional(text(200)),
  /** All words of the note; of events a part of the subject. */
  words: z.optional(text(200)),
  from: z.optional(z.iso.date('A day looks like 2026-11-21.')),
  to: z.optional(z.iso.date('A day looks like 2026-11-21.')),
});
export type HistoryFilters = z.infer<typeof historyFilters>;

export const listHistoryInput = z.extend(historyFilters, {
  /** From `next`. */
  before: z.optional(
    z
      .string()
      .check(
        z.regex(/^\d{1,16}\.\d{1,16}$/, 'This place in the history is not valid. Start again from the top.'),
      ),
  ),
  limit: z._default(z.int().check(z.gte(1), z.lte(200)), 50),
  /** Only its lines. */
  story: z.optional(
    z.string().check(z.regex(/^(run|import|import-undo|burst)-\d{1,15}$/, 'There is no such story.')),
  ),
});

/** `isMore`: counting stopped there. */
export type Waiting = { count: number; isMore: boolean };

/** Unknown outcomes, and differences that wait for a decision. */
export type WaitingCounts = { outcomes: Waiting; drift: Waiting };

/** More than a person settles one by one; the count stays quick after a run that lost all its answers. */
export const maxWaiting = 999;

/** `found`: counted to one more than `maxWaiting`. */
export function toWaiting(found: number): Waiting {
  return { count: Math.min(found, maxWaiting), isMore: found > maxWaiting };
}

export const tagsAtInput = z.object({ userId: z.int().check(z.positive()), at: z.iso.datetime() });

/** `closedAt` null: open. */
export type BearingLine = {
  line: number;
  operations: Operation[];
  outcome: ChangeOutcome;
  closedAt: string | null;
};

export type IdentityTagsAt = {
  provider: ProviderId;
  externalId: string;
  tags: MirrorTag[];
  fromLine: number | null;
  recordedAt: string | null;
  onTheirWay: BearingLine[];
  foundLater: BearingLine | null;
};

/**
 * `knownSince`: when Tagdesk learnt of the user. `removedBefore`: lines of that time were removed, so only
 * what later lines found is left.
 */
export type TagsAt = {
  at: string;
  knownSince: string;
  removedBefore: string | null;
  identities: IdentityTagsAt[];
};
