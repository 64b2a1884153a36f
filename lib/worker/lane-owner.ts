/**
 * This process's part of the lanes: takes those that nobody drives, keeps their leases, and hands over what it learnt.
 * A worker that dies is replaced as soon as its lease has run out.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#lib/platform/db/client.ts';
import { reportRecurring } from '#lib/platform/log/recurring-errors.ts';
import { onBehalfOfRun } from '#lib/providers/call-kind.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Pace } from '#lib/providers/config.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { Registry } from '#lib/providers/registry.ts';
import { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts';
import { driveLane, type LaneDriver } from './lane-driver.ts';
import {
  type HeldLane,
  holdLane,
  laneLeaseSeconds,
  leaveLanes,
  showCircuit,
  showMeasures,
} from './lane-lease.ts';
import { settleLane } from './settle-lane.ts';

const beatEveryMs = 1_000;
/** Well before others may take the lane, a process that could not renew stops sending. */
const trustedForMs = (laneLeaseSeconds - 1) * 1_000;

type Owned = {
  driver: LaneDriver;
  settling: { stop(): Promise<void> };
  breaker: CircuitBreaker;
  renewedAt: number;
  resumes: number;
};

export type LaneOwner = { database: Database; providers: Registry; paces: Record<ProviderId, Pace | null> };

/** Drives lanes until `stopping`; resolves when everything in flight has ended and the lanes are free for others. */
export async function ownLanes(
  { database, providers, paces }: LaneOwner,
  stopping: AbortSignal,
): Promise<void> {
  const owner = randomUUID();
  const owned = new Map<ProviderId, Owned>();

  function take(provider: ProviderId, lane: HeldLane, pace: Pace): void {
    const client = providers.get(provider);
    if (!client) return;
    const breaker = createCircuitBreaker(lane);
    const show = () => {
      showCircuit(database, owner, provider, breaker.view()).catch(() => undefined);
    };
    const own: Owned = {
      breaker,
      renewedAt: performance.now(),
      resumes: lane.resumes,
      driver: idle,
      settling: idle,
    };
    const owns = () => performance.now() - own.renewedAt < trustedForMs;
    owned.set(provider, own);
    if (capabilitiesOf(provider).canRead)
      own.settling = settleLane({ database, providers, provider, pace, owns });
    own.driver = driveLane({
      database,
      client,
      pace,
      breaker,
      owns,
      onCircuit: show,
    });
  }

  async function beat(provider: ProviderId, pace: Pace): Promise<void> {
    const askedAt = performance.now();
    const lane = await holdLane(database, owner, provider, pace);
    const own = owned.get(provider);
    if (!lane) {
      // Somebody else drives it now: what is in flight here ends, its leases are still held.
      owned.delete(provider);
      // Not waited for: the leases of the other lanes must not run out meanwhile.
      if (own) void endOf(own);
      return;
    }
    if (!own) return onBehalfOfRun(() => take(provider, lane, pace));
    own.renewedAt = askedAt;
    if (lane.resumes > own.resumes) own.breaker.resume(Date.now());
    own.resumes = lane.resumes;
    const view = own.breaker.view();
    if (view.state !== lane.state || view.until !== lane.until)
      await showCircuit(database, owner, provider, view);
    await showMeasures(database, provider, own.driver.measures());
  }

  while (!stopping.aborted) {
    await Promise.all(
      providerIds.map(async (provider) => {
        const pace = paces[provider];
        if (!pace || !providers.get(provider)) return;
        await beat(provider, pace).catch((error: unknown) => {
          reportRecurring(`The lane of ${provider}: its lease`, error);
        });
      }),
    );
    await pause(beatEveryMs, undefined, { signal: stopping }).catch(() => undefined);
  }
  await Promise.all([...owned.values()].map(endOf));
  await leaveLanes(database, owner).catch(() => undefined);
}

async function endOf({ driver, settling }: Owned): Promise<void> {
  await Promise.all([driver.stop(), settling.stop()]);
}

const idle: LaneDriver = { measures: () => [], stop: async () => undefined };
