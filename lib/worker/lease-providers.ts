/**
 * Leases providers that nobody drives, and renews and hands over. A dead worker is replaced when its lease
 * ends.
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
import { driveProvider, type ProviderDriver } from './provider-driver.ts';
import {
  type HeldLease,
  holdLease,
  leaseSeconds,
  releaseLeases,
  showCircuit,
  showMeasures,
} from './provider-lease.ts';
import { settleProvider } from './settle-provider.ts';

const beatEveryMs = 1_000;
/** Without renewal a process stops sending well before others may take over. */
const trustedForMs = (leaseSeconds - 1) * 1_000;

type Owned = {
  driver: ProviderDriver;
  settling: { stop(): Promise<void> };
  breaker: CircuitBreaker;
  renewedAt: number;
  resumes: number;
};

export type LeaseDeps = { database: Database; providers: Registry; paces: Record<ProviderId, Pace | null> };

/** Resolves when nothing is in flight and the leases are free. */
export async function leaseProviders(
  { database, providers, paces }: LeaseDeps,
  stopping: AbortSignal,
): Promise<void> {
  const owner = randomUUID();
  const owned = new Map<ProviderId, Owned>();

  function take(provider: ProviderId, lease: HeldLease, pace: Pace): void {
    const client = providers.get(provider);
    if (!client) return;
    const breaker = createCircuitBreaker(lease);
    const show = () => {
      showCircuit(database, owner, provider, breaker.view()).catch(() => undefined);
    };
    const own: Owned = {
      breaker,
      renewedAt: performance.now(),
      resumes: lease.resumes,
      driver: idle,
      settling: idle,
    };
    const owns = () => performance.now() - own.renewedAt < trustedForMs;
    owned.set(provider, own);
    if (capabilitiesOf(provider).canRead)
      own.settling = settleProvider({ database, providers, provider, pace, owns });
    own.driver = driveProvider({
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
    const lease = await holdLease(database, owner, provider, pace);
    const own = owned.get(provider);
    if (!lease) {
      // Driven elsewhere now: what is in flight here ends under its own leases.
      owned.delete(provider);
      // Not awaited: other leases must be renewed meanwhile.
      if (own) void endOf(own);
      return;
    }
    if (!own) return onBehalfOfRun(() => take(provider, lease, pace));
    own.renewedAt = askedAt;
    if (lease.resumes > own.resumes) own.breaker.resume(Date.now());
    own.resumes = lease.resumes;
    const view = own.breaker.view();
    if (view.state !== lease.state || view.until !== lease.until)
      await showCircuit(database, owner, provider, view);
    await showMeasures(database, provider, own.driver.measures());
  }

  while (!stopping.aborted) {
    await Promise.all(
      providerIds.map(async (provider) => {
        const pace = paces[provider];
        if (!pace || !providers.get(provider)) return;
        await beat(provider, pace).catch((error: unknown) => {
          reportRecurring(`The lease of ${provider}`, error);
        });
      }),
    );
    await pause(beatEveryMs, undefined, { signal: stopping }).catch(() => undefined);
  }
  await Promise.all([...owned.values()].map(endOf));
  await releaseLeases(database, owner).catch(() => undefined);
}

async function endOf({ driver, settling }: Owned): Promise<void> {
  await Promise.all([driver.stop(), settling.stop()]);
}

const idle: ProviderDriver = { measures: () => [], stop: async () => undefined };
