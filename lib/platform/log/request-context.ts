import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { processSingleton } from '#lib/platform/process-singleton.ts';

/** In both directions. */
export const requestIdHeader = 'x-request-id';

const requests = processSingleton('requests', () => new AsyncLocalStorage<string>());

/** null outside of a request, as in the worker. */
export function currentRequestId(): string | null {
  return requests().getStore() ?? null;
}

/** For this call and everything that follows from it. */
export function enterRequest(id: string): void {
  requests().enterWith(id);
}

const sane = /^[\w.:-]{8,64}$/;

/** A proxy's id where it is well-formed, else a new one: it ends up in logs. */
export function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && sane.test(header) ? header : randomUUID();
}
