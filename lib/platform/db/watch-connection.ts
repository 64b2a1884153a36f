/** Time limits, also on this side; behind a transaction pooler nothing that needs a session. */
import type pg from 'pg';
import type { PoolerChoice } from '#lib/platform/settings/schema.ts';
import { requestCancel } from './cancel-request.ts';
import { DatabaseSilent } from './database-error.ts';

export type ConnectionLimits = {
  statementMs: number;
  idleMs: number;
};

/** `since`: from when it kept somebody waiting. */
export type Standing = { doubtfulSince: number | null };

/** The server's own timeout arrives a moment later. */
const graceMs = 2_000;
/** For the first query of a connection. */
const openingMs = 5_000;
/** After so long a silence the database may be away: load shedding asks first. */
const doubtfulMs = 2_500;

type Watch = { silentMs: number; isPooled: boolean; givenUp: DatabaseSilent | null };

const watches = new WeakMap<pg.ClientBase, Watch>();

/** For connections outside our pools. */
export async function isOfPooler(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid !== Reflect.get(client, 'processID');
}

/** Until the open transaction of `client` ends. */
export function allowSilence(client: pg.ClientBase, ms: number): void {
  const watch = watches.get(client);
  if (watch) watch.silentMs = ms + graceMs;
}

/** Before use. `auto`: a pooler announces another backend than the one that answers. */
export async function watchConnection(
  client: pg.ClientBase,
  limits: ConnectionLimits,
  choice: PoolerChoice,
  standing: Standing,
): Promise<void> {
  const watch: Watch = { silentMs: openingMs, isPooled: false, givenUp: null };
  watches.set(client, watch);
  const query: pg.ClientBase['query'] = client.query.bind(client);
  const beats = followSilence(client, watch, limits, standing);
  const send = (...asked: unknown[]) => {
    const [config, ...rest] = asked;
    // The driver would only say that it cannot be used any more.
    if (watch.givenUp && rest.every((part) => typeof part !== 'function') && !isStream(config))
      return Promise.reject(watch.givenUp);
    const sent = watch.isPooled ? withoutSession(config, limits) : config;
    beats.busy();
    return Reflect.apply(query, client, [sent, ...rest]);
  };
  Reflect.set(client, 'query', send);
  watch.isPooled = choice === 'transaction' || (await isPooler(client, limits, choice));
  watch.silentMs = limits.statementMs + graceMs;
}

/**
 * Sets limits where this is the announced process. Poolers refuse them as startup parameters, and set behind
 * one they would leak to others.
 */
async function isPooler(
  client: pg.ClientBase,
  { statementMs, idleMs }: ConnectionLimits,
  choice: PoolerChoice,
): Promise<boolean> {
  const announced = choice === 'none' ? 'pg_backend_pid()' : Number(Reflect.get(client, 'processID'));
  const { rows } = await client.query<{ set: string | null }>(
    `select case when pg_backend_pid() = ${announced} then
       set_config('statement_timeout', '${statementMs}', false) ||
       set_config('idle_in_transaction_session_timeout', '${idleMs}', false) end as set`,
  );
  return rows[0]?.set === null;
}

/** COPY and other protocol streams. */
function isStream(config: unknown): boolean {
  return typeof config === 'object' && config !== null && 'submit' in config;
}

/** For a pooler: unnamed statements, limits in the transaction. */
function withoutSession(config: unknown, { statementMs, idleMs }: ConnectionLimits): unknown {
  if (typeof config === 'string') return withLimits(config, statementMs, idleMs);
  if (typeof config !== 'object' || config === null || isStream(config)) return config;
  const { name: _, ...nameless } = { name: undefined, ...config };
  if (!('text' in nameless) || typeof nameless.text !== 'string') return nameless;
  return { ...nameless, text: withLimits(nameless.text, statementMs, idleMs) };
}

function withLimits(text: string, statementMs: number, idleMs: number): string {
  return text.replace(
    /^\s*(begin|start transaction)\b[^;]*/i,
    (begin) =>
      `${begin}; set local statement_timeout = ${statementMs}; set local idle_in_transaction_session_timeout = ${idleMs}`,
  );
}

/**
 * Closes a connection to a frozen or vanished server, which would hold the caller for ever. Behind a pooler
 * this is the limit of statements outside transactions.
 */
function followSilence(
  client: pg.ClientBase,
  watch: Watch,
  { statementMs }: ConnectionLimits,
  standing: Standing,
): { busy(): void } {
  const stream = streamOf(client);
  let isBusy = false;
  let silentMs = 0;
  let limit: NodeJS.Timeout | undefined;
  const timer = setTimeout(() => {
    if (!isBusy) return;
    silentMs += doubtfulMs;
    standing.doubtfulSince ??= performance.now();
    if (silentMs < watch.silentMs) timer.refresh();
    else {
      watch.givenUp = new DatabaseSilent(silentMs);
      stream.destroy(watch.givenUp);
    }
  }, doubtfulMs).unref();
  stream.on('data', () => {
    silentMs = 0;
    standing.doubtfulSince = null;
    timer.refresh();
  });
  client.on('drain', () => {
    isBusy = false;
    clearTimeout(limit);
    // A transaction with a longer limit has ended.
    if (client.getTransactionStatus() === 'I') watch.silentMs = statementMs + graceMs;
  });
  client.on('end', () => {
    isBusy = false;
    clearTimeout(limit);
    clearTimeout(timer);
  });
  return {
    busy() {
      if (!isBusy) {
        silentMs = 0;
        timer.refresh();
      }
      isBusy = true;
      if (!watch.isPooled || client.getTransactionStatus() !== 'I') return;
      clearTimeout(limit);
      // If it cannot be cancelled, its connection is closed soon after.
      limit = setTimeout(() => void requestCancel(client).catch(() => undefined), statementMs).unref();
    },
  };
}

function streamOf(client: pg.ClientBase): NodeJS.ReadableStream & { destroy(error: Error): void } {
  return Reflect.get(Reflect.get(client, 'connection'), 'stream');
}
