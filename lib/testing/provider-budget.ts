import { openDatabase } from '#lib/platform/db/client.ts';
import { createSharedBudget } from '#lib/platform/provider-budget/create-budget.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import type { TagProvider } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { createRegistry, type Registry } from '#lib/providers/registry.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';

export type Process = { providers: Registry; client(id: ProviderId): TagProvider; stop(): Promise<void> };

/** With its own pool, budget and settings. */
export function openProcess(
  { environment }: Pick<TestEnvironment, 'environment'>,
  settings: Record<string, string> = {},
): Process {
  const open = openDatabase(environment.DATABASE_URL ?? '');
  const config = readSettings({ ...environment, ...settings }).providers;
  const providers = createRegistry(config, { budget: createSharedBudget(open.pool) });
  return {
    providers,
    client: (id) => {
      const client = providers.get(id);
      if (!client) throw new Error(`${id} is not connected.`);
      return client;
    },
    stop: async () => {
      await providers.close();
      await open.close();
    },
  };
}

/** For `callOnce`, to be seeded. */
export const someone = { vero: '900', cerego: '901', capillary: '902', fragment: '903' };

/** Plus FRAGMENT's first token. Rejects with the call's error. */
export async function callOnce(client: TagProvider): Promise<void> {
  if (client.id !== 'fragment') return client.check();
  const operation = { verb: 'set' as const, key: 'shared', value: 'yes' };
  const { results, lastError, retryAfterMs } = await client.apply({
    externalId: someone.fragment,
    operations: [operation],
    before: [],
  });
  if (lastError) throw new Error(`${results[0]?.message} (${lastError}, ${retryAfterMs})`);
}

export type Seen = { at: number; status: number | null; path: string };

/** In order of arrival. `at`: epoch ms. */
export async function callsSeen(
  { control }: Pick<TestEnvironment, 'control'>,
  provider: ProviderId,
): Promise<Seen[]> {
  const calls = (await control('GET', `log?provider=${provider}`)) as {
    at: string;
    status: number | null;
    path: string;
  }[];
  return calls.map(({ at, status, path }) => ({ at: Date.parse(at), status, path }));
}

/** Within any `windowMs`. */
export function maxWithin(seen: readonly Seen[], windowMs: number): number {
  const counts = seen.map(
    ({ at }, index) => seen.slice(index).filter((call) => call.at < at + windowMs).length,
  );
  return Math.max(0, ...counts);
}

/** The most under way at once, where each takes `ms`: timers and log round to milliseconds, so the last two do not count. */
export function maxAtOnce(seen: readonly Seen[], ms: number): number {
  return maxWithin(seen, ms - 2);
}
