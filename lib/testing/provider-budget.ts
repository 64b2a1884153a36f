/** Several processes at one provider, and what the provider saw of them. For tests only. */
import { openDatabase } from '#lib/platform/db/client.ts';
import { createSharedBudget } from '#lib/platform/provider-budget/create-budget.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import type { TagProvider } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { createRegistry, type Registry } from '#lib/providers/registry.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';

export type Process = { providers: Registry; client(id: ProviderId): TagProvider; stop(): Promise<void> };

/** Another process's clients: a pool and a budget of its own. `settings` are its own, too. */
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

/** The person whom `callOnce` asks for where it needs one: to be seeded. */
export const someone = { vero: '900', cerego: '901', capillary: '902', fragment: '903' };

/** Makes exactly one call (at FRAGMENT besides a token's, where there is none yet). Rejects with what the call met. */
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

/** A provider's own record of calls, in the order in which they came. `at`: ms since 1970. */
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

/** The most calls that arrived within any `windowMs`. */
export function maxWithin(seen: readonly Seen[], windowMs: number): number {
  const counts = seen.map(
    ({ at }, index) => seen.slice(index).filter((call) => call.at < at + windowMs).length,
  );
  return Math.max(0, ...counts);
}
