/** Cancels statements of aborted requests. Verbs need not pass the signal on. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { requestCancel } from './cancel-request.ts';

const signals = new AsyncLocalStorage<AbortSignal>();

/** Once `signal` is aborted, statements of `run-statement.ts` in `work` end with 57014. */
export function cancelOnAbort<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  return signals.run(signal, work);
}

export function currentSignal(): AbortSignal | null {
  return signals.getStore() ?? null;
}

/** Releases the connection only after the cancellation's answer, or it could hit the next user. */
export async function runCancellable<Result>(
  pool: pg.Pool,
  signal: AbortSignal,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let cancelling: Promise<void> = Promise.resolve();
  const cancel = () => {
    // If it fails, the statement's time limit ends it.
    cancelling = cancelStatement(client).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    // Aborted while waiting for a connection.
    signal.throwIfAborted();
    return await work(client);
  } finally {
    signal.removeEventListener('abort', cancel);
    await cancelling;
    client.release();
  }
}

/** Works through a pooler: it knows which server process is meant. */
async function cancelStatement(client: pg.PoolClient): Promise<void> {
  await requestCancel(client);
  // A late cancellation hits this statement.
  await client.query('select 1');
}
