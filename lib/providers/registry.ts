/** One client per provider and process: rate limit and pool are shared. Server only. */
import type * as z from 'zod/mini';
import { createLocalBudget } from './budget.ts';
import { createCapillary } from './capillary/index.ts';
import { capabilitiesOf } from './catalog.ts';
import { createCerego } from './cerego/index.ts';
import { ceregoTypeRule } from './cerego/rules.ts';
import type { ProvidersConfig } from './config.ts';
import type { TagProvider } from './contract.ts';
import type { ProviderDeps, ProviderObserver } from './deps.ts';
import { createFragment } from './fragment/index.ts';
import type { ProviderId } from './ids.ts';
import { createVero } from './vero/index.ts';

/** `canRead`: with these settings. `keys`: the fixed list, if any. */
export type ProviderDescription = { connected: boolean; canRead: boolean; keys: string[] | null };

export type Registry = {
  /** null: not connected. */
  get(id: ProviderId): TagProvider | null;
  /** A fixed list (Cerego's types); null: the catalogue's rule is all. */
  keyRule(id: ProviderId): z.ZodMiniType<string, string> | null;
  /** For screens. Holds no secret. */
  describe(): Record<ProviderId, ProviderDescription>;
  /** An edit is being recorded: its call may be reserved meanwhile. */
  expectEdit(id: ProviderId): void;
  /** Calls in flight finish. */
  close(): Promise<void>;
};

/** Connects on first use. Without `budget`, limits are per registry. Closes the budget too. */
export function createRegistry(
  config: ProvidersConfig,
  { budget = createLocalBudget(), observer }: ProviderDeps = {},
): Registry {
  const deps = { budget, observer };
  const providers = {
    vero: config.vero && createVero(config.vero, deps),
    cerego: config.cerego && createCerego(config.cerego, deps),
    capillary: config.capillary && createCapillary(config.capillary, deps),
    fragment: config.fragment && createFragment(config.fragment, deps),
  } satisfies Record<ProviderId, TagProvider | null>;

  const given = {
    vero: observed(providers.vero, observer),
    cerego: observed(providers.cerego, observer),
    capillary: observed(providers.capillary, observer),
    fragment: observed(providers.fragment, observer),
  };

  const ceregoTypes = config.cerego?.tagTypes.map((type) => type.name) ?? [];

  function stateOf(id: ProviderId): ProviderDescription {
    // Cerego's only read is the listing of a partner's users.
    const readable = id !== 'cerego' || Boolean(config.cerego?.partnerId);
    return {
      connected: providers[id] !== null,
      canRead: capabilitiesOf(id).canRead && readable,
      keys: id === 'cerego' ? ceregoTypes : null,
    };
  }

  return {
    get: (id) => given[id],
    keyRule: (id) => (id === 'cerego' ? ceregoTypeRule(ceregoTypes) : null),
    describe: () => ({
      vero: stateOf('vero'),
      cerego: stateOf('cerego'),
      capillary: stateOf('capillary'),
      fragment: stateOf('fragment'),
    }),
    expectEdit: budget.expectEdit,
    close: async () => {
      await Promise.all(Object.values(providers).map((provider) => provider?.close()));
      await budget.close();
    },
  };
}

function observed(provider: TagProvider | null, observer: ProviderObserver | undefined): TagProvider | null {
  if (!provider || !observer) return provider;
  return {
    ...provider,
    apply: async (input) => {
      const result = await provider.apply(input);
      observer.operationsEnded(provider.id, input, result);
      return result;
    },
  };
}
