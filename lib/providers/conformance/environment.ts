import type { Arbitrary } from 'fast-check';
import type { Pace } from '../config.ts';
import type { ApplyResult, FindBy, HeldTag, IdentityRow, Operation, TagProvider } from '../contract.ts';
import type { ProviderId } from '../ids.ts';
import { mintWorld, type World, type WorldEnvironment } from './world.ts';

export type ProviderUnderTest = {
  id: ProviderId;
  create(environment: WorldEnvironment, pace: Pace): TagProvider;
  /** One user who has `before`. */
  seed: object;
  /** Where the sandbox's strictest reading shows nothing. */
  settings?: object;
  externalId: string;
  /** Where the provider can be asked by e-mail. */
  email?: string;
  /** null: the provider takes any id. */
  unknownId: string | null;
  before: readonly HeldTag[];
  /** One change per verb, with the tags that it leaves. */
  verbs: readonly { operation: Operation; leaves: readonly string[] }[];
  /** Adds a tag that the user lacks, for faults. */
  probe: { operation: Operation; leaves: readonly string[] };
  /** Variables whose values must never be recorded. */
  secrets: readonly string[];
  /** From the sandbox's state, as `key` or `key=value`. */
  truth(state: unknown): string[];
  /** Form and sandbox must agree; `formOnly`: only the form decides. */
  boundaries: readonly Boundary[];
  /** Somebody who is found by each of `findsBy`; `rows`: without tags. null: nobody can be. */
  finding: FindingUnderTest | null;
  /** null: nobody is listed. */
  listing: ListingUnderTest | null;
};

/** `people`: all that can be read of it. */
export type ListedWorld = { seed: object; settings?: object; people: readonly IdentityRow[] };

export type FindingUnderTest = {
  seed: object;
  settings?: object;
  found: readonly { by: FindBy; text: string; rows: readonly Omit<IdentityRow, 'tags'>[] }[];
  /** Of the call that finds. */
  path: string;
};

export type ListingUnderTest = {
  worlds: Arbitrary<ListedWorld>;
  /** On several pages. */
  crowd: ListedWorld;
  /** Of the calls that show people. */
  path: string;
  /**
   * `bodies`: come one after the other instead of true answers. `says`: in the error that stops the listing,
   * or, where it goes on, in a bad row. `gives`: ids of the rows.
   */
  spoilt: readonly {
    name: string;
    bodies: readonly string[];
    stops: boolean;
    says: string;
    gives: readonly string[];
  }[];
};

type Boundary = {
  name: string;
  operation: Operation;
  verdict: 'allowed' | 'refused';
  formOnly?: boolean;
};

type Opened = { world: World; client: TagProvider };

export type ProviderEnvironment = {
  provider: ProviderUnderTest;
  /** Clients are closed after the last test. */
  open(timeoutMs?: number, listed?: Pick<ListedWorld, 'seed' | 'settings'>): Promise<Opened>;
  /** With some variables changed. */
  connect(world: World, changed: WorldEnvironment, timeoutMs?: number): TagProvider;
  send(client: TagProvider, ...operations: Operation[]): Promise<ApplyResult>;
  close(): Promise<void>;
};

/** Fast: rate limits are tested elsewhere. */
const testPace: Pace = { perSecond: 1_000, concurrent: 4, timeoutMs: 250 };

/** `sandboxUrl` is called late, since the sandbox starts after this. */
export function createProviderEnvironment(
  provider: ProviderUnderTest,
  sandboxUrl: () => string,
): ProviderEnvironment {
  const clients: TagProvider[] = [];

  function connect(world: World, changed: WorldEnvironment, timeoutMs = testPace.timeoutMs): TagProvider {
    const client = provider.create({ ...world.environment, ...changed }, { ...testPace, timeoutMs });
    clients.push(client);
    return client;
  }

  return {
    provider,
    connect,
    open: async (timeoutMs, listed: Pick<ListedWorld, 'seed' | 'settings'> = provider) => {
      const world = await mintWorld(sandboxUrl(), provider.id, listed.seed);
      if (provider.settings) await world.settings(provider.settings);
      if (listed.settings) await world.settings(listed.settings);
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
