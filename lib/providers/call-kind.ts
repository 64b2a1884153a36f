import { AsyncLocalStorage } from 'node:async_hooks';

export type CallKind = 'edit' | 'run';

const kinds = new AsyncLocalStorage<CallKind>();

/** Also for calls that `work` starts later. */
export function onBehalfOfRun<T>(work: () => T): T {
  return kinds.run('run', work);
}

/** `edit` by default. */
export function currentCallKind(): CallKind {
  return kinds.getStore() ?? 'edit';
}
