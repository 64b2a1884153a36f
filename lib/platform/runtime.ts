/** The process's pool and providers' clients, made at first use. */

import { createRegistry } from '#lib/providers/registry.ts';
import type { Actor, Context } from './context.ts';
import { processDatabase } from './db/client.ts';
import { providerObserver } from './metrics/observe.ts';
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

export function contextFor(actor: Actor): Context {
  return { actor, database: processDatabase().database, providers: processProviders() };
}
