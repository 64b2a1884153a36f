/** A silent server, as on a hanging host: nobody waits forever. */
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { inTransaction } from '#lib/platform/db/transaction.ts';
import { readHealth } from '#lib/platform/health/read-health.ts';
import { readReadiness } from '#lib/platform/health/read-readiness.ts';
import { toFailure } from '#lib/web/http/error-response.ts';
import { openPooledPlace, type PooledPlace } from './pooled-place.ts';

let place: PooledPlace;
let open: OpenDatabase;
beforeAll(async () => {
  place = await openPooledPlace();
});
afterEach(async () => {
  place.server.thaw();
  await open.close();
});
afterAll(() => place.stop());

const statementTimeoutMs = 1_000;
/** Statement limit, two seconds, a look every 2.5 s, and a slow machine. */
const soonMs = 9_000;

async function failureWithin(ms: number, work: () => Promise<unknown>): Promise<string> {
  const since = Date.now();
  const error: unknown = await work().then(
    () => new Error('It was answered.'),
    (thrown: unknown) => thrown,
  );
  expect(Date.now() - since).toBeLessThan(ms);
  return toFailure(error)?.message ?? String(error);
}

test.each(['url', 'pooled'] as const)(
  'by %s everybody hears of it soon, and all goes on afterwards',
  async (by) => {
    const { [by]: address } = await place.database();
    open = openDatabase(address, { max: 3, statementTimeoutMs });
    const { database } = open;
    const kinds: Record<string, () => Promise<unknown>> = {
      'a statement': () => runStatement(database, sql`select 1`),
      'a statement of drizzle': () => database.execute(sql`select 1`),
      'a transaction': () => inTransaction(database, (one) => one.execute(sql`select 1`)),
    };
    // Used connections, and one with an open transaction.
    await Promise.all(Object.values(kinds).map((ask) => ask()));
    const frozen = Promise.withResolvers<void>();
    const begun = inTransaction(database, async (one) => {
      await one.execute(sql`select 1`);
      place.server.freeze();
      frozen.resolve();
      await one.execute(sql`select 2`);
    });
    const begunFails = failureWithin(soonMs, () => begun);
    await frozen.promise;
    const failures = await Promise.all([
      begunFails,
      ...Object.values(kinds).map((ask) => failureWithin(soonMs, ask)),
      // More than there are connections.
      ...Array.from({ length: 10 }, () => failureWithin(soonMs, () => runStatement(database, sql`select 1`))),
    ]);
    for (const words of failures) expect(words).toMatch(/^Tagdesk’s database does not answer\./);
    expect(await readHealth(() => open)).toMatchObject({ status: 'failing', database: 'silent' });
    expect(await readReadiness(() => database)).toMatchObject({ status: 'not-ready' });
    expect(open.standing.doubtfulSince).not.toBeNull();

    place.server.thaw();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => runStatement(database, sql`select 1 as one`)),
    );
    expect(answers).toEqual(Array(10).fill([{ one: 1 }]));
    expect(open.standing.doubtfulSince).toBeNull();
  },
);
