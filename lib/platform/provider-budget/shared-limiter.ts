/**
 * One process's part of a provider's budget: takes calls from the database when somebody waits, in blocks for
 * a run, and gives unused ones back. Edits go first.
 */
import { clearRecurring, reportRecurring } from '#lib/platform/log/recurring-errors.ts';
import { type CallKind, currentCallKind } from '#lib/providers/call-kind.ts';
import { BudgetUnavailable, CallsPaused } from '#lib/providers/calls-refused.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Limits, RateLimiter } from '#lib/providers/rate-limiter.ts';
import { blockOf, nextAskAt, type State, spareOf } from './next-ask.ts';
import { type Grant, leaseMs, type TakeCalls } from './take-calls.ts';

/** Before the lease ends: a query takes its time. */
const trustedMs = leaseMs - 500;
const editPollMs = 15;
/** A waiting edit that does not ask for a second is forgotten. */
const maxEditPollMs = 500;
/** Longer than recording an edit takes. */
const expectedMs = 200;
/** After an edit, the next calls are kept at hand for this long. */
const editingMs = 250;
const retryMs = 250;
/** A restarting database is waited for; after this, callers hear that nothing was sent. */
const maxAwayMs = 3_000;

export type SharedLimiter = RateLimiter & {
  /** For an edit that is still being recorded; unused, it goes back soon. */
  expectEdit(): void;
  /** Also resolves without an answer: the lease then ends by itself. */
  close(): Promise<void>;
};

type Waiting = { start: () => void; reject: (error: Error) => void };

export function createSharedLimiter(options: {
  provider: ProviderId;
  limits: Limits;
  take: TakeCalls;
}): SharedLimiter {
  const { provider, limits, take } = options;
  const what = `The budget of ${provider}`;
  const block = blockOf(limits.perSecond);
  const fullSpare = spareOf(limits.concurrent, block);
  const queues: Record<CallKind, Waiting[]> = { edit: [], run: [] };
  let inFlight = 0;
  let stock = 0;
  /** Those in flight included. */
  let held = 0;
  let owed = 0;
  let trustedUntil = 0;
  let pausedUntil = 0;
  /** The provider's pause, heard by this process, and who waits until the database knows. */
  let heardUntil = 0;
  let tellers: (() => void)[] = [];
  let asking: Promise<void> | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let expected = 0;
  let expectedUntil = 0;
  let editingUntil = 0;
  let editsAgainAt = 0;
  let runsAgainAt = 0;
  let idleSince: number | null = null;
  let failingSince: number | null = null;
  let retryAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Number.POSITIVE_INFINITY;
  let closed = false;

  const turn = (kind: CallKind) =>
    new Promise<void>((start, reject) => {
      if (closed) return reject(new BudgetUnavailable({ cause: new Error('This process is stopping.') }));
      queues[kind].push({ start, reject });
      if (kind === 'edit') {
        editsAgainAt = 0;
        editingUntil = performance.now() + editingMs;
        expected = Math.max(0, expected - 1);
      }
      advance();
    });

  /** Beyond expected the edits that follow those under way; a run of this process uses its own stock. */
  const spare = (now: number) =>
    now < editingUntil && owed === 0 && queues.run.length === 0
      ? Math.max(0, fullSpare - inFlight - queues.edit.length)
      : 0;

  const wanted = (now: number) => Math.max(expected, spare(now));

  /** May start at once, kept for edits. */
  const ready = (now: number) => Math.min(wanted(now), held - inFlight, stock);

  const lacking = (now: number) => queues.edit.length + Math.max(0, expected - ready(now));

  function rejectAll(error: Error): void {
    for (const queue of [queues.edit, queues.run]) {
      for (const waiting of queue.splice(0)) waiting.reject(error);
    }
  }

  function startDue(now: number): void {
    while (now < trustedUntil && now >= pausedUntil && inFlight < held && stock >= 1) {
      // What is owed is left for edits of other processes.
      const next = queues.edit.shift() ?? (inFlight < held - owed ? queues.run.shift() : undefined);
      if (!next) break;
      inFlight += 1;
      stock -= 1;
      next.start();
    }
  }

  function advance(): void {
    const now = performance.now();
    const pausedMs = Math.ceil(pausedUntil - now);
    if (pausedMs > limits.maxPauseMs) rejectAll(new CallsPaused(pausedMs));
    startDue(now);
    if (now >= expectedUntil) expected = 0;
    const idles = held - inFlight > wanted(now) || (stock > wanted(now) && queues.run.length === 0);
    idleSince = idles ? (idleSince ?? now) : null;
    schedule(now);
  }

  /** An early timer stays: resetting it per call costs more than its tick. */
  function schedule(now: number): void {
    if (asking || closed) return;
    const at = Math.max(nextAskAt(state(now)), failingSince === null ? 0 : retryAt);
    if (at <= now) asking = ask(now);
    else if (at < timerAt) {
      clearTimeout(timer);
      timerAt = at;
      timer = setTimeout(wake, Math.ceil(at - now));
    }
  }

  function wake(): void {
    timerAt = Number.POSITIVE_INFINITY;
    advance();
  }

  const state = (now: number): State => ({
    now,
    edits: lacking(now),
    expectedUntil: expected > 0 ? expectedUntil : null,
    keptUntil: spare(now) > 0 ? editingUntil : null,
    runs: queues.run.length,
    spare: spare(now),
    spareThere: ready(now),
    inFlight,
    held,
    stock,
    block,
    owed,
    mustTell: tellers.length > 0,
    askedAt,
    idleSince,
    // Nothing is granted during a pause.
    editsAgainAt: Math.max(editsAgainAt, pausedUntil),
    runsAgainAt: Math.max(runsAgainAt, pausedUntil),
  });

  /** Idle calls go back with every query and are granted anew where they are needed. */
  async function ask(now: number): Promise<void> {
    const edits = lacking(now);
    // Spare calls are asked for as a run's are: they take nothing from waiting edits.
    const runs = queues.run.length + Math.max(0, spare(now) - ready(now));
    const unused = queues.run.length > 0 ? 0 : stock - ready(now);
    held = inFlight + ready(now);
    stock -= unused;
    const kept = held;
    askedAt = now;
    idleSince = null;
    // An old failure says nothing once nobody has asked since.
    if (now - retryAt > maxAwayMs) failingSince = null;
    const telling = tellers;
    tellers = [];
    try {
      const grant = await take({
        kept,
        edits,
        runCalls: Math.min(runs, limits.concurrent),
        runStarts: queues.run.length > 0 ? Math.max(0, block - stock) : Math.min(runs, block - stock),
        block,
        stock,
        unused,
        pauseMs: Math.max(0, heardUntil - now),
      });
      learn(grant, now);
    } catch (error) {
      failed(error, now);
    }
    for (const told of telling) told();
    asking = null;
    advance();
  }

  function learn(grant: Grant, sentAt: number): void {
    const now = performance.now();
    if (failingSince !== null) clearRecurring(what);
    failingSince = null;
    held += grant.edits + grant.calls;
    stock += grant.edits + grant.starts;
    owed = grant.owed;
    trustedUntil = sentAt + trustedMs;
    if (grant.pausedMs > 0) pausedUntil = Math.max(pausedUntil, now + grant.pausedMs);
    editsAgainAt = now + (grant.waitMs > 0 ? Math.min(grant.waitMs, maxEditPollMs) : editPollMs);
    runsAgainAt = now + grant.waitMs;
  }

  function failed(error: unknown, sentAt: number): void {
    const now = performance.now();
    reportRecurring(what, error);
    failingSince ??= sentAt;
    retryAt = now + retryMs;
    if (now - failingSince >= maxAwayMs) rejectAll(new BudgetUnavailable({ cause: error }));
  }

  return {
    run: async (task) => {
      // Awaited, so that the task runs in its caller's async context.
      await turn(currentCallKind());
      try {
        return await task();
      } finally {
        inFlight -= 1;
        advance();
      }
    },
    expectEdit: () => {
      expected += 1;
      expectedUntil = performance.now() + expectedMs;
      editsAgainAt = 0;
      advance();
    },
    pause: (forMs) =>
      new Promise((told) => {
        heardUntil = Math.max(heardUntil, performance.now() + forMs);
        pausedUntil = Math.max(pausedUntil, heardUntil);
        if (closed) return told();
        tellers.push(told);
        advance();
      }),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await asking;
      for (const told of tellers) told();
      if (held === 0 && stock === 0) return;
      const back = {
        kept: 0,
        edits: 0,
        runCalls: 0,
        runStarts: 0,
        block,
        stock: 0,
        unused: stock,
        pauseMs: 0,
      };
      await take(back).then(
        () => undefined,
        (error: unknown) => reportRecurring(what, error),
      );
    },
  };
}
