/** Shapes of the ledger as pages carry them, and the inputs of its verbs. Browser-safe. Times are ISO 8601. */
import * as z from 'zod/mini';
import './input-messages.ts';
import type { Operation, OperationResult, Profile } from '#lib/providers/contract.ts';
import type { Exchange } from '#lib/providers/exchange.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { canBeKept } from '#lib/providers/text-rule.ts';
import { hasVisibleSign } from '#lib/providers/text-signs.ts';
import { maxNoteLength } from '#lib/shared/text-limits.ts';

export type ChangeKind = 'tags' | 'profile' | 'import' | 'refresh';

/** What became of one operation: the call's outcome, or one that needed no call. */
export type Outcome = OperationResult['outcome'] | 'cancelled' | 'no-op' | 'imported';

/** Of a whole change: its worst operation outcome, or `pending` until closed. */
export type ChangeOutcome = Outcome | 'pending';

/** All of them, in the order in which they are offered. */
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
 * `notSeenUntil` (ISO 8601): the last look that did not show what was asked, on `unknown`, and on `failed` for that
 * reason alone. `corrected`: what stood here before a later reading showed what was asked.
 */
export type OperationOutcome = Omit<OperationResult, 'outcome'> & {
  outcome: Outcome;
  notSeenUntil?: string;
  corrected?: OperationOutcome;
};

/** A tag of the mirror as a change saw it. */
export type MirrorTag = {
  key: string;
  value: string | null;
  proof: 'confirmed' | 'accepted' | 'imported' | 'unknown';
  proofAt: string;
  providerTagId: string | null;
};

/** One line of the history. `undo.reason` says why there is none. `settle` offers a person's verdict on `unknown`. */
export type HistoryLine = {
  id: number;
  kind: ChangeKind;
  userId: number;
  /** What the user is called now; null when there is no such user any more. */
  userTitle: string | null;
  provider: ProviderId;
  externalId: string;
  /** Who asked, by id; null: Tagdesk itself. `actor` is the name at that time. */
  memberId: string | null;
  actor: string;
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
  runId: number | null;
  importId: number | null;
  importName: string | null;
  /** The page where it was asked for, as `/users/…`; null: by a run, a file or Tagdesk itself. */
  origin: string | null;
  undo: { possible: true } | { possible: false; reason: string };
  settle: boolean;
  /** When Tagdesk looks by itself whether the provider shows it; null: it does not. */
  looksAgainAt: string | null;
};

export type HistoryPage = { lines: HistoryLine[]; nextBefore: number | null };

/** The requests and answers behind one line, secrets redacted. */
export type HistoryDetail = {
  line: HistoryLine;
  exchanges: Exchange[];
  attempts: number;
  durationMs: number | null;
};

/**
 * What an edit comes back with. `pending` true: it is queued (the provider asked to wait) and will be sent by itself.
 * `outcomes` answers `operations` one for one. `after`: the mirror of the identity as the change left it at `closedAt`
 * (ISO 8601); both null until it is closed.
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
    // A note that shows nothing is none.
    z.overwrite((note) => (hasVisibleSign(note) ? note : '')),
  ),
  '',
);

export const undoChangeInput = z.object({ changeId: z.int().check(z.positive()), note: noteRule });

/** A person's word on an unknown outcome: it was applied, it was not, or send it again (idempotent verbs only). */
export const settleVerdict = z.enum(['applied', 'not-applied', 'send-again']);
export type SettleVerdict = z.infer<typeof settleVerdict>;

export const settleChangeInput = z.object({ changeId: z.int().check(z.positive()), verdict: settleVerdict });
export type SettleChangeInput = z.infer<typeof settleChangeInput>;

/** The history of one user, newest first. `before`: an id from `nextBefore`. */
export const userHistoryInput = z.object({
  userId: z.int().check(z.positive()),
  before: z.optional(z.int().check(z.positive())),
  limit: z._default(z.int().check(z.gte(1), z.lte(200)), 50),
});

export { noteRule };
