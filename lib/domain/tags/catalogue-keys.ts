import { setTimeout as pause } from 'node:timers/promises';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { TagProvider } from '#lib/providers/contract.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Registry } from '#lib/providers/registry.ts';

/** While somebody types, the catalogue is read once. */
const freshForMs = 20_000;
const timeoutMs = 3_000;

type Known = { readAt: number; keys: Promise<ReadonlySet<string>> };
const known = new WeakMap<TagProvider, Known>();

/** null: unknown. Asks the provider at most every 20 s, unless `anew`. The caller checks permission. */
export async function catalogueKeys(
  { providers }: { providers: Pick<Registry, 'get'> },
  provider: ProviderId,
  { anew = false } = {},
): Promise<ReadonlySet<string> | null> {
  const client = providers.get(provider);
  if (!client || !capabilitiesOf(provider).hasCatalogue) return null;
  if (anew) known.delete(client);
  return Promise.race([
    keysOf(client).catch((error: unknown) => {
      if (error instanceof ProviderError) return null;
      throw error;
    }),
    pause(timeoutMs, null, { ref: false }),
  ]);
}

function keysOf(client: TagProvider): Promise<ReadonlySet<string>> {
  const held = known.get(client);
  if (held && performance.now() - held.readAt < freshForMs) return held.keys;
  const keys = client.listCatalogue().then((tags) => new Set(tags.map(({ key }) => key)));
  known.set(client, { readAt: performance.now(), keys });
  // A failed read is not cached.
  keys.catch(() => known.delete(client));
  return keys;
}
