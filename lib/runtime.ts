/** What a process has one of: the database pool and the providers' clients, made from its environment at first use. */
import type { Actor, Context } from './auth/context.ts';
import { processDatabase } from './db/client.ts';
import { readSettings, type Settings } from './env.ts';
import { providerObserver } from './metrics/observe-provider.ts';
import { createSharedBudget } from './provider-budget/create-budget.ts';
import { createRegistry, type Registry } from './providers/registry.ts';

// Next's development server loads modules again on every edit; connections must survive that.
const holder = globalThis as typeof globalThis & { tagdeskSettings?: Settings; tagdeskProviders?: Registry };

export function processSettings(): Settings {
  holder.tagdeskSettings ??= readSettings(process.env);
  return holder.tagdeskSettings;
}

export function processProviders(): Registry {
  holder.tagdeskProviders ??= createRegistry(processSettings().providers, {
    budget: createSharedBudget(processDatabase().pool),
    observer: providerObserver,
  });
  return holder.tagdeskProviders;
}

/** The context of this process for somebody who asks. */
export function contextFor(actor: Actor): Context {
  return { actor, database: processDatabase().database, providers: processProviders() };
}
