/**
 * Keeps what a webhook brings. Not a verb: whoever knows the address may. What arrives while an earlier commit is
 * under way is committed together.
 */
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { addJob, jobSender } from '#lib/platform/jobs/add-job.ts';
import { readBody } from './read-body.ts';
import { digestOfSecret } from './secrets.ts';

const provider = 'vero';

/** `no-event`: no JSON, or without a type. `crowded`: ask again later. */
export type Kept = 'kept' | 'no-event' | 'unknown-address' | 'crowded';

type Waiting = {
  secret: string;
  body: string;
  resolve: (kept: Kept) => void;
  reject: (error: unknown) => void;
};
/** `second`: of this process's clock, with how many it brought. */
type Queue = { waiting: Waiting[]; isBusy: boolean; second: number; count: number };

const maxWaiting = 2_000;
const maxPerSecond = 2_000;
const maxTogether = 250;

const queues = new WeakMap<Database, Queue>();

/** Resolves once it is committed. Rejects with the database's error. */
export function keepEvent(database: Database, secret: string, body: string): Promise<Kept> {
  const queue = queues.get(database) ?? { waiting: [], isBusy: false, second: 0, count: 0 };
  queues.set(database, queue);
  const second = Math.floor(performance.now() / 1000);
  if (second !== queue.second) Object.assign(queue, { second, count: 0 });
  if (queue.count >= maxPerSecond || queue.waiting.length >= maxWaiting) return Promise.resolve('crowded');
  queue.count += 1;
  const { promise, resolve, reject } = Promise.withResolvers<Kept>();
  queue.waiting.push({ secret, body, resolve, reject });
  if (!queue.isBusy) void drain(database, queue);
  return promise;
}

async function drain(database: Database, queue: Queue): Promise<void> {
  queue.isBusy = true;
  while (queue.waiting.length > 0) {
    const together = queue.waiting.splice(0, maxTogether);
    try {
      const kept = await store(database, together);
      together.forEach(({ resolve }, position) => {
        resolve(kept[position] ?? 'unknown-address');
      });
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }
  queue.isBusy = false;
}

async function store(database: Database, together: readonly Waiting[]): Promise<Kept[]> {
  const read = together.map(({ secret, body }, place) => {
    const event = readBody(body);
    // Also of what is no event: only a known address is told so.
    const digest = createHash('sha256').update(body).digest('base64url');
    return { place, address: digestOfSecret(secret), digest, event };
  });
  const rows = read.map(({ place, address, digest, event }) => ({
    place,
    address,
    digest,
    type: event?.type ?? null,
    external_id: event?.externalId ?? null,
    content: event?.content ?? {},
    state: event?.reason === null ? 'kept' : 'bad',
    reason: event?.reason ?? null,
  }));
  const sender = await jobSender(database);
  const known = await inTransaction(database, async (transaction) => {
    const found = await runStatement<{ place: number; kept: number | null }>(
      transaction,
      sql`
      with told as materialized (
        select r.*, a.id as address_id from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(place int,
          address text, digest text, type text, external_id text, content jsonb, state text, reason text)
        join inbound_addresses a on a.digest = r.address and a.provider = ${provider} and a.ended_at is null),
      stored as (
        insert into inbound_events (provider, address_id, type, external_id, content, digest, state, reason, applied_at)
        select ${provider}, address_id, type, external_id, content, digest, state, reason,
          case when state = 'bad' then now() end
        from told where type is not null order by place returning id, state)
      select place, (select max(id)::float8 from stored where state = 'kept') as kept from told`,
    );
    const last = found[0]?.kept ?? null;
    if (last !== null) await addJob(sender, transaction, 'apply-inbound', { through: last });
    return new Set(found.map(({ place }) => place));
  });
  return read.map(({ place, event }) => {
    if (!known.has(place)) return 'unknown-address';
    return event === null ? 'no-event' : 'kept';
  });
}
