/**
 * Statements whose asker has gone are ended: a search that was superseded by the next letter must not go on counting.
 * The signal travels beside the calls, so that no verb has to hand it on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { requestCancel } from './cancel-request.ts';

const signals = new AsyncLocalStorage<AbortSignal>();

/** Runs `work`; once `signal` is aborted, statements of `run-statement.ts` in it end as cancelled ones (57014). */
export function cancelOnAbort<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  return signals.run(signal, work);
}

/** The signal of the work around, unless nobody can give it any more. */
export function currentSignal(): AbortSignal | null {
  return signals.getStore() ?? null;
}

/**
 * Runs `work` on a connection of its own from the pool and has the database cancel it when `signal` is aborted. The
 * connection goes back only after the cancellation was heard: it must not hit whoever has the connection next.
 */
export async function runCancellable<Result>(
  pool: pg.Pool,
  signal: AbortSignal,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let cancelling: Promise<void> = Promise.resolve();
  const cancel = () => {
    // One that fails leaves the statement to its own time limit; nobody waits for either.
    cancelling = cancelStatement(client).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    // Many may have waited for a connection and left meanwhile.
    signal.throwIfAborted();
    return await work(client);
  } finally {
    signal.removeEventListener('abort', cancel);
    await cancelling;
    client.release();
  }
}

/** Also where a pooler stands between: it knows which of the server's processes works for the connection just now. */
async function cancelStatement(client: pg.PoolClient): Promise<void> {
  await requestCancel(client);
  // Where the statement had ended before, this is what hears of it.
  await client.query('select 1');
}
