/**
 * Settles a provider's unknown outcomes under its lease, with as many looks as the client has calls; while it
 * cannot be read, one at a time tries.
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
/** Looks for so many seconds, before due work is searched anew. */
const passSeconds = 10;
const maxInPass = 1_000;

type Settled = {
  database: Database;
  providers: Registry;
  provider: ProviderId;
  pace: Pace;
  owns(): boolean;
};

/** `stop` resolves when its looks have ended. */
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
