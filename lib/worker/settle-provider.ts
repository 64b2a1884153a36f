/**
 * Settles the unknown outcomes of one provider, from the process that holds its lease: as many looks at once as the client
 * makes calls, so that thousands after an outage are settled as quickly as the provider can be read, and none is held
 * while it waits for its turn. While the provider cannot be read, one look at a time tries whether it can again.
 */
import { settleUnknown } from '#lib/domain/changes/settle-unknown.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Pace } from '#lib/providers/config.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Registry } from '#lib/providers/registry.ts';
import { poll } from './poll.ts';
import { createResultWriter } from './result-writer.ts';

const lookEveryMs = 1_000;
const firstRestMs = 2_000;
const maxRestMs = 30_000;
/** Seconds' worth of looks before the work is found anew. */
const passSeconds = 10;
const maxInPass = 1_000;

type Settled = {
  database: Database;
  providers: Registry;
  provider: ProviderId;
  pace: Pace;
  /** Whether this process still holds the lease right now. */
  owns(): boolean;
};

/** `stop` resolves when the looks under way have ended. */
export function settleProvider({ database, providers, provider, pace, owns }: Settled): {
  stop(): Promise<void>;
} {
  const stopping = new AbortController();
  const { write } = createResultWriter(database);
  const inPass = Math.max(pace.concurrent, Math.ceil(pace.perSecond * passSeconds));
  // One reading of everybody serves a whole pass.
  const most = capabilitiesOf(provider).readsAll ? maxInPass : Math.min(maxInPass, inPass);
  let errors = 0;
  let nextAt = 0;
  const work = poll(`${provider}: looks at unknown outcomes`, lookEveryMs, stopping.signal, async () => {
    if (!owns() || performance.now() < nextAt) return false;
    const width = errors > 0 ? { most: 1, atOnce: 1 } : { most, atOnce: pace.concurrent };
    const { looked, failing } = await settleUnknown({ database, providers }, provider, {
      ...width,
      close: write,
    });
    if (failing) {
      nextAt = performance.now() + Math.min(firstRestMs * 2 ** errors, maxRestMs);
      errors += 1;
    } else if (looked > 0) errors = 0;
    return looked > 0 && !failing;
  });
  return {
    stop: () => {
      stopping.abort();
      return work;
    },
  };
}
