/**
 * Sends a provider's changes of runs under its lease: claims ahead, uses the rate limit fully, writes in
 * groups, stops when the provider fails.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ClaimedChange } from '#lib/domain/changes/claim-changes.ts';
import { holdingLeases } from '#lib/domain/changes/leases.ts';
import { performChange } from '#lib/domain/changes/perform-change.ts';
import { stopRun } from '#lib/domain/runs/stop-run.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { log } from '#lib/platform/log/log.ts';
import { clearRecurring, reportRecurring } from '#lib/platform/log/recurring-errors.ts';
import type { Pace } from '#lib/providers/config.ts';
import type { TagProvider } from '#lib/providers/contract.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import { type Classification, classifyResult } from './classify-result.ts';
import { createProviderWork } from './provider-work.ts';
import { createRateMeter, type Measure } from './rate-meter.ts';
import { createRefusalStreaks } from './refusal-streaks.ts';
import { createResultWriter } from './result-writer.ts';

/** Looks for new work and for pauses. */
const lookEveryMs = 200;
const maxClaimed = 300;
/** More would delay single edits of the same user. */
const aheadSeconds = 0.3;

export type ProviderDriver = {
  measures(): Measure[];
  /** All that is claimed was sent and written, or given back. */
  stop(): Promise<void>;
};

type Driven = {
  database: Database;
  client: TagProvider;
  pace: Pace;
  breaker: CircuitBreaker;
  owns(): boolean;
  onCircuit(): void;
};

type Held = { change: ClaimedChange; release: () => void };

export function driveProvider({ database, client, pace, breaker, owns, onCircuit }: Driven): ProviderDriver {
  const work = createProviderWork(database, client.id);
  const writer = createResultWriter(database);
  const meter = createRateMeter();
  const streaks = createRefusalStreaks();
  const what = `Sending to ${client.id}`;
  // Above the client's concurrency, so that it never waits for a call; few at slow rates.
  const maxInFlight = pace.concurrent + Math.max(1, Math.min(pace.concurrent, Math.ceil(pace.perSecond / 4)));
  // Unwritten results are repeated if this process dies: sending waits for the database.
  const maxUnrecorded = maxInFlight + Math.max(50, 3 * pace.concurrent);
  /** Being stopped here: the database may still call them active. */
  const stops = new Map<number, 'asked' | 'said'>();
  let ready: Held[] = [];
  let active: ReadonlySet<number> = new Set();
  let inFlight = 0;
  /** Answered, without proof yet. */
  let unproved = 0;
  let unsettled = 0;
  let claiming = false;
  let stopped = false;
  let ahead = 1;

  const slots = () => (stopped || !owns() ? 0 : breaker.slots(Date.now(), maxInFlight));

  function pump(): void {
    while (ready.length > 0 && inFlight < slots() && inFlight + unproved + writer.backlog() < maxUnrecorded) {
      const next = ready.shift();
      if (next) void send(next);
    }
    if (!claiming && active.size > 0 && runsLow()) void claim();
  }

  /** More is claimed at half, or the provider would wait for the database. */
  function runsLow(): boolean {
    const open = slots();
    return open > inFlight + ready.length || (open === maxInFlight && ready.length < ahead / 2);
  }

  function wanted(): number {
    if (breaker.view().state === 'open') return 1;
    return Math.min(maxClaimed, Math.max(0, maxInFlight - inFlight) + ahead - ready.length);
  }

  function lookAhead(): number {
    const measured = meter.measures(Date.now()).reduce((sum, { rate }) => sum + rate, 0);
    const perSecond = Math.min(pace.perSecond, Math.max(measured * 1.5, maxInFlight * 4));
    return Math.min(maxClaimed, Math.ceil(perSecond * aheadSeconds));
  }

  async function claim(): Promise<void> {
    claiming = true;
    try {
      const claimed = await work.claim(active, wanted());
      for (const change of claimed) ready.push(hold(change));
      // A run may have been stopped meanwhile.
      void giveBack(isIdle);
      claiming = false;
      if (claimed.length > 0) pump();
    } catch (error) {
      reportRecurring(what, error);
    } finally {
      claiming = false;
    }
  }

  /** Renews the lease until released. */
  function hold(change: ClaimedChange): Held {
    const { promise, resolve } = Promise.withResolvers<void>();
    unsettled += 1;
    void holdingLeases(database, [change.id], () => promise);
    return {
      change,
      release: () => {
        unsettled -= 1;
        resolve();
      },
    };
  }

  async function send({ change, release }: Held): Promise<void> {
    inFlight += 1;
    let isUnproved = false;
    const onAnswered = () => {
      isUnproved = true;
      inFlight -= 1;
      unproved += 1;
      if (breaker.note({ signal: 'ok', reason: null, restMs: 0, isNews: true }, Date.now())) onCircuit();
      pump();
    };
    try {
      const facts = { healthy: breaker.view().state === 'ready', resumed: breaker.resumed() };
      const performed = await performChange(client, change, onAnswered).finally(() => {
        if (isUnproved) unproved -= 1;
        else inFlight -= 1;
      });
      const classified = classifyResult(change, performed, facts);
      if (breaker.note(classified, Date.now())) onCircuit();
      if (change.runId !== null) stopIfRefused(change.runId, classified);
      pump();
      if (classified.next.kind === 'requeue') await writer.putBack(change, classified.next);
      else {
        if (change.runId !== null) meter.add(change.runId, Date.now());
        await writer.write(classified.next.closing);
      }
    } catch (error) {
      // Its lease ends, and a look settles it.
      log.error(`Change ${change.id} was left in doubt`, { provider: client.id, error });
    } finally {
      release();
      pump();
    }
  }

  /** Before the rest of the run is refused, too. */
  function stopIfRefused(runId: number, { signal, next }: Classification): void {
    if (next.kind !== 'close') return;
    const refusals = streaks.note(runId, next.closing.outcomes, signal === 'forbidden');
    if (!refusals) return;
    // At once: claimed changes must not be sent while the database is asked.
    stops.set(runId, 'asked');
    active = new Set([...active].filter((id) => id !== runId));
    void giveBack(isIdle);
    void stopRun(database, { runId, provider: client.id }, refusals)
      .then((done) => {
        if (!done) streaks.letPass(runId, refusals.code);
      })
      .catch((error: unknown) => reportRecurring(what, error))
      .finally(() => stops.set(runId, 'said'));
  }

  const isIdle = ({ runId }: ClaimedChange) => runId === null || !active.has(runId);

  /** Gives back unsent changes of paused runs, or when stopping. */
  async function giveBack(which: (change: ClaimedChange) => boolean): Promise<void> {
    const back = ready.filter(({ change }) => which(change));
    ready = ready.filter(({ change }) => !which(change));
    await Promise.all(
      back.map(async ({ change, release }) => {
        await writer.putBack(change, { exchanges: [], waitMs: 0, inDoubt: change.inDoubt });
        release();
      }),
    );
  }

  async function look(): Promise<void> {
    const said = [...stops.keys()].filter((runId) => stops.get(runId) === 'said');
    const found = await work.readActive();
    // The database knows now.
    for (const runId of said) stops.delete(runId);
    active = new Set([...found].filter((runId) => !stops.has(runId)));
    streaks.keepOnly(found);
    ahead = lookAhead();
    await giveBack(isIdle);
    if (slots() === 0 && ready.length > 0) await giveBack(() => true);
    pump();
  }

  async function watch(): Promise<void> {
    while (!stopped) {
      try {
        await look();
        clearRecurring(what);
      } catch (error) {
        reportRecurring(what, error);
      }
      await pause(lookEveryMs);
    }
  }

  const watching = watch();
  return {
    measures: () => meter.measures(Date.now()),
    stop: async () => {
      stopped = true;
      await watching;
      while (claiming) await pause(10);
      await giveBack(() => true);
      while (unsettled > 0) await pause(20);
    },
  };
}
