import type pg from 'pg';
import type { ProviderId } from '#lib/providers/ids.ts';

/** A process that does not ask for so long loses what it held. */
export const leaseMs = 4_000;
/** After this the database counts as away. */
const timeoutMs = 3_000;

/** Fields as in migration 0025. */
export type Ask = {
  kept: number;
  edits: number;
  runCalls: number;
  runStarts: number;
  block: number;
  stock: number;
  unused: number;
  pauseMs: number;
};

export type Grant = {
  edits: number;
  calls: number;
  starts: number;
  owed: number;
  waitMs: number;
  pausedMs: number;
};

export type TakeCalls = (ask: Ask) => Promise<Grant>;

const text = `select granted_edits as edits, granted_calls as calls, granted_starts as starts, owed, wait_ms as "waitMs",
  paused_ms as "pausedMs" from take_calls($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

export type Taker = { provider: ProviderId; process: string; perSecond: number; concurrent: number };

/** One round trip. Rejects after three seconds; the database may have heard all the same. */
export function takeCalls(pool: pg.Pool, taker: Taker): TakeCalls {
  const { provider, process, perSecond, concurrent } = taker;
  return async (ask) => {
    const { kept, edits, runCalls, runStarts, block, stock, unused, pauseMs } = ask;
    const query = {
      name: 'tagdesk_take_calls',
      text,
      values: [
        provider,
        process,
        perSecond,
        concurrent,
        leaseMs,
        kept,
        edits,
        runCalls,
        runStarts,
        block,
        stock,
        unused,
        pauseMs,
      ],
      query_timeout: timeoutMs,
    };
    const { rows } = await pool.query<Grant>(query);
    const [grant] = rows;
    if (!grant) throw new Error(`The budget of ${provider} gave no answer.`);
    return grant;
  };
}
