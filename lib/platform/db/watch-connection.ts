/**
 * What every connection of a pool comes with: limits in time that hold on this side too, and, behind a pooler that gives
 * each transaction another server connection, nothing that would have to be kept there.
 */
import type pg from 'pg';
import type { PoolerChoice } from '#lib/platform/settings/schema.ts';
import { requestCancel } from './cancel-request.ts';
import { DatabaseSilent } from './database-error.ts';

export type ConnectionLimits = {
  /** What a statement may take. */
  statementMs: number;
  /** How long a transaction may wait for its next statement. */
  idleMs: number;
};

/** What the connections of one pool show of the database. `since`: it has kept somebody waiting from then on. */
export type Standing = { doubtfulSince: number | null };

/** A server ends a statement that is too slow itself, and says so a moment later. */
const graceMs = 2_000;
/** The very first question of a connection. */
const openingMs = 5_000;
/** Who is silent for so long may be away; whoever comes next asks first (web/http/load-shedding.ts). */
const doubtfulMs = 2_500;

type Watch = { silentMs: number; isPooled: boolean; givenUp: DatabaseSilent | null };

const watches = new WeakMap<pg.ClientBase, Watch>();

/** Asks the server whether somebody stands between, for connections that no pool of ours opened. */
export async function isOfPooler(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid !== Reflect.get(client, 'processID');
}

/** The transaction that is open on `client` may keep silent for so long until it ends. */
export function allowSilence(client: pg.ClientBase, ms: number): void {
  const watch = watches.get(client);
  if (watch) watch.silentMs = ms + graceMs;
}

/**
 * Called once for each new connection, before anybody gets it. With `auto` whoever announced another process than the
 * one that answers is a pooler.
 */
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
    // Without this the driver says only that it cannot be used any more.
    if (watch.givenUp && rest.every((part) => typeof part !== 'function') && !isStream(config))
      return Promise.reject(watch.givenUp);
    const sent = watch.isPooled ? withoutSession(config, limits) : config;
    beats.busy();
    // The driver's own function, called as it was called.
    return Reflect.apply(query, client, [sent, ...rest]);
  };
  Reflect.set(client, 'query', send);
  watch.isPooled = choice === 'transaction' || (await isPooler(client, limits, choice));
  watch.silentMs = limits.statementMs + graceMs;
}

/**
 * Limits are set where this is the process that was announced. As parameters of the connection poolers refuse them, and
 * set behind one they would stay with whoever comes next.
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

/** What speaks with the connection itself, such as COPY. */
function isStream(config: unknown): boolean {
  return typeof config === 'object' && config !== null && 'submit' in config;
}

/** A statement as a pooler can pass it on: nameless, and a transaction that begins brings its limits. */
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
 * Gives the connection up when the server says nothing for too long: one that is frozen, or gone without a word, would
 * hold whoever asked for ever. Behind a pooler this is also what limits statements outside of transactions.
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
    // A transaction that was allowed more has ended.
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
      // One that cannot be cancelled is given up with its connection soon after.
      limit = setTimeout(() => void requestCancel(client).catch(() => undefined), statementMs).unref();
    },
  };
}

/** node-postgres keeps the socket on the connection of each client. */
function streamOf(client: pg.ClientBase): NodeJS.ReadableStream & { destroy(error: Error): void } {
  return Reflect.get(Reflect.get(client, 'connection'), 'stream');
}
