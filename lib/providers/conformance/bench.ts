/** What a conformance test works with: a provider described, a world opened, a client made. */
import type { Pace } from '../config.ts';
import type { ApplyResult, HeldTag, Operation, TagProvider } from '../contract.ts';
import type { ProviderId } from '../ids.ts';
import { mintWorld, type World, type WorldEnvironment } from './world.ts';

/** What the suite needs to know of one provider. */
export type ProviderUnderTest = {
  id: ProviderId;
  create(environment: WorldEnvironment, pace: Pace): TagProvider;
  /** Puts one user who carries `before` into the world. */
  seed: object;
  /** Settings of the world, where the sandbox's strictest reading leaves nothing to read. */
  settings?: object;
  externalId: string;
  /** The seeded user's e-mail, where the provider can be asked by it. */
  email?: string;
  /** An id that nobody in the world has, or null where the provider takes any. */
  unknownId: string | null;
  before: readonly HeldTag[];
  /** One change per verb that the provider has, on the seeded user, with the tags that it leaves. */
  verbs: readonly { operation: Operation; leaves: readonly string[] }[];
  /** Adds a tag that the seeded user lacks: the faults strike this one. */
  probe: { operation: Operation; leaves: readonly string[] };
  /** The variables whose values must never be recorded. */
  secrets: readonly string[];
  /** The seeded user's tags in the sandbox's state, written `key` or `key=value`. */
  truth(state: unknown): string[];
  /** Text that form and sandbox must judge alike; with `house` only the form has a say. */
  boundaries: readonly Boundary[];
};

type Boundary = {
  name: string;
  operation: Operation;
  verdict: 'allowed' | 'refused';
  house?: boolean;
};

type Opened = { world: World; client: TagProvider };

export type Bench = {
  provider: ProviderUnderTest;
  /** A world with the seeded user, and a client at `testPace` or more patient. Clients are closed after the last test. */
  open(timeoutMs?: number): Promise<Opened>;
  /** Another client for the same world, with some variables changed. */
  connect(world: World, changed: WorldEnvironment): TagProvider;
  /** Sends operations for the seeded user. */
  send(client: TagProvider, ...operations: Operation[]): Promise<ApplyResult>;
  close(): Promise<void>;
};

/** Quick enough to test with; the lane's own limits are tested beside the lane. */
const testPace: Pace = { perSecond: 1_000, concurrent: 4, timeoutMs: 250 };

/** `sandboxUrl` is asked only when a world is opened, so that the sandbox may start after this. */
export function createBench(provider: ProviderUnderTest, sandboxUrl: () => string): Bench {
  const clients: TagProvider[] = [];

  function connect(world: World, changed: WorldEnvironment, timeoutMs = testPace.timeoutMs): TagProvider {
    const client = provider.create({ ...world.environment, ...changed }, { ...testPace, timeoutMs });
    clients.push(client);
    return client;
  }

  return {
    provider,
    connect,
    open: async (timeoutMs) => {
      const world = await mintWorld(sandboxUrl(), provider.id, provider.seed);
      if (provider.settings) await world.settings(provider.settings);
      return { world, client: connect(world, {}, timeoutMs) };
    },
    send: (client, ...operations) =>
      client.apply({
        externalId: provider.externalId,
        email: provider.email ?? '',
        operations,
        before: provider.before,
      }),
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}
