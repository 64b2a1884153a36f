/** What a process has one of: the database pool and the providers' clients, made from its environment at first use. */

import { createRegistry } from '#lib/providers/registry.ts';
import type { Actor, Context } from './context.ts';
import { processDatabase } from './db/client.ts';
import { providerObserver } from './metrics/observe-provider.ts';
import { processSingleton } from './process-singleton.ts';
import { createSharedBudget } from './provider-budget/create-budget.ts';
import { readSettings } from './settings/read-settings.ts';

export const processSettings = processSingleton('settings', () => readSettings(process.env));

export const processProviders = processSingleton('providers', () =>
  createRegistry(processSettings().providers, {
    budget: createSharedBudget(processDatabase().pool),
    observer: providerObserver,
  }),
);

/** The context of this process for somebody who asks. */
export function contextFor(actor: Actor): Context {
  return { actor, database: processDatabase().database, providers: processProviders() };
}
