/** Browser-safe. Times are ISO 8601. */
import * as z from 'zod/mini';
import './input-messages.ts';
import type { Operation, OperationResult, Profile } from '#lib/providers/contract.ts';
import type { Exchange } from '#lib/providers/exchange.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { canBeKept } from '#lib/providers/text-rule.ts';
import { hasVisibleSign } from '#lib/providers/text-signs.ts';
import type { Drift } from '#lib/shared/drift.ts';
import { maxNoteLength } from '#lib/shared/text-limits.ts';

/** `create`: a user is made at the provider; like a profile it has one outcome and no operations. */
export type ChangeKind = 'tags' | 'profile' | 'create' | 'import' | 'refresh';

/** Of one operation: the call's, or one without a call. */
export type Outcome = OperationResult['outcome'] | 'cancelled' | 'no-op' | 'imported';

/** The worst outcome of its operations; `pending` until closed. */
export type ChangeOutcome = Outcome | 'pending';

/** In the order of the filter. */
export const changeOutcomes = [
  'pending',
  'confirmed',
  'accepted',
  'refused',
  'failed',
  'unknown',
  'cancelled',
  'no-op',
  'imported',
] as const satisfies readonly ChangeOutcome[];

/**
 * `notSeenUntil` (ISO 8601): the last look without it, on `unknown` and on `failed` for that reason.
 * `corrected`: the outcome before a later reading.
 */
export type OperationOutcome = Omit<OperationResult, 'outcome'> & {
  outcome: Outcome;
  notSeenUntil?: string;
  corrected?: OperationOutcome;
};

export type MirrorTag = {
  key: string;
  value: string | null;
  proof: 'confirmed' | 'accepted' | 'imported' | 'unknown';
  proofAt: string;
  providerTagId: string | null;
};

/** `undo.reason`: why there is none. `settle`: a person may settle `unknown`. `overtakenBy`: so nobody is asked. */
export type HistoryLine = {
  id: number;
  kind: ChangeKind;
  userId: number;
  /** The present name; null: no such user any more. */
  userTitle: string | null;
  provider: ProviderId;
  externalId: string;
  /** null: Tagdesk itself. `actor`: the name at that time. */
  memberId: string | null;
  actor: string;
  /** Of what was found: who refreshed, or the change whose answer or look showed it. */
  noticedBy: string | null;
  noticedIn: number | null;
  note: string;
  operations: Operation[];
  profile: Profile | null;
  before: MirrorTag[] | null;
  after: MirrorTag[] | null;
  outcomes: OperationOutcome[] | null;
  outcome: ChangeOutcome;
  createdAt: string;
  closedAt: string | null;
  notBefore: string;
  undoOf: number | null;
  undoneBy: number | null;
  overtakenBy: number | null;
  runId: number | null;
  importId: number | null;
  importName: string | null;
  /** As `/users/…`; null: a run, a file or Tagdesk. */
  origin: string | null;
  undo: { possible: true } | { possible: false; reason: string };
  settle: boolean;
  /** The next look; null: none. */
  looksAgainAt: string | null;
  /** Of what was found: what waits for a decision. Absent: nothing. */
  drift?: Drift[];
};

export type HistoryPage = { lines: HistoryLine[]; nextBefore: number | null };

/** Redacted. */
export type HistoryDetail = {
  line: HistoryLine;
  exchanges: Exchange[];
  attempts: number;
  durationMs: number | null;
};

/**
 * `pending`: queued, since the provider asked to wait. `outcomes`: one per operation. `after`: the mirror at
 * `closedAt` (ISO 8601); both null until closed.
 */
export type ChangeReport = {
  changeId: number;
  provider: ProviderId;
  operations: Operation[];
  outcomes: OperationOutcome[];
  outcome: ChangeOutcome;
  pending: boolean;
  notBefore: string;
  after: MirrorTag[] | null;
  closedAt: string | null;
};

const noteRule = z._default(
  z.string().check(
    z.trim(),
    z.maxLength(maxNoteLength, `A note has at most ${maxNoteLength} characters.`),
    z.refine(canBeKept, 'A note cannot hold a NUL character or half of one.'),
    // Invisible text is no note.
    z.overwrite((note) => (hasVisibleSign(note) ? note : '')),
  ),
  '',
);

export const undoChangeInput = z.object({ changeId: z.int().check(z.positive()), note: noteRule });

/** Applied, not applied, or send again (idempotent verbs only). */
export const settleVerdict = z.enum(['applied', 'not-applied', 'send-again']);
export type SettleVerdict = z.infer<typeof settleVerdict>;

export const settleChangeInput = z.object({ changeId: z.int().check(z.positive()), verdict: settleVerdict });
export type SettleChangeInput = z.infer<typeof settleChangeInput>;

/** Newest first. `before`: from `nextBefore`. */
export const userHistoryInput = z.object({
  userId: z.int().check(z.positive()),
  before: z.optional(z.int().check(z.positive())),
  limit: z._default(z.int().check(z.gte(1), z.lte(200)), 50),
});

export { noteRule };
