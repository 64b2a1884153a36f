/**
 * A worker that dies on a provider's answer about one user: POISON is that id, POISON_PROVIDER the provider.
 */
import { systemActor } from '#lib/platform/context.ts';
import { contextFor, processProviders, processSettings } from '#lib/platform/runtime.ts';
import type { TagProvider } from '#lib/providers/contract.ts';
import type { Registry } from '#lib/providers/registry.ts';
import { runWorker } from './run-worker.ts';

const { POISON, POISON_PROVIDER } = process.env;

function poisoned(client: TagProvider): TagProvider {
  const asked = (externalId: string) => {
    if (externalId === POISON) process.kill(process.pid, 'SIGKILL');
  };
  return {
    ...client,
    apply: async (input) => {
      const result = await client.apply(input);
      asked(input.externalId);
      return result;
    },
    readTags: async (externalId) => {
      const result = await client.readTags(externalId);
      asked(externalId);
      return result;
    },
  };
}

const registry = processProviders();
const providers: Registry = {
  ...registry,
  get: (id) => {
    const client = registry.get(id);
    return client && id === POISON_PROVIDER ? poisoned(client) : client;
  },
};
const stopping = new AbortController();
process.on('SIGTERM', () => stopping.abort());
await runWorker({ ...contextFor(systemActor), providers }, processSettings().providers, stopping.signal);
process.exit();
