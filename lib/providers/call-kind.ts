/** On whose behalf a provider is called: for a member who waits, or for a run, which has time. */
import { AsyncLocalStorage } from 'node:async_hooks';

export type CallKind = 'edit' | 'run';

const kinds = new AsyncLocalStorage<CallKind>();

/** Whatever `work` goes on to call, also later, is a run's. */
export function onBehalfOfRun<T>(work: () => T): T {
  return kinds.run('run', work);
}

/** `edit` wherever nobody said otherwise. */
export function currentCallKind(): CallKind {
  return kinds.getStore() ?? 'edit';
}
