/** Which request the present work belongs to, so that log lines and recorded calls can name it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { processSingleton } from '#lib/platform/process-singleton.ts';

/** The header that carries a request's id, in both directions. */
export const requestIdHeader = 'x-request-id';

const requests = processSingleton('requests', () => new AsyncLocalStorage<string>());

/** The id of the request that is being answered; null outside of one, as in the worker. */
export function currentRequestId(): string | null {
  return requests().getStore() ?? null;
}

/** Everything that this call goes on to do, also later, belongs to the request. */
export function enterRequest(id: string): void {
  requests().enterWith(id);
}

const sane = /^[\w.:-]{8,64}$/;

/** A proxy's own id where it looks like one, else a new one: what a client sends ends up in logs. */
export function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && sane.test(header) ? header : randomUUID();
}
