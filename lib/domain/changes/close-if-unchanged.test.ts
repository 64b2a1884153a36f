import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { writersThatWait } from '#lib/testing/database.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import type { ClaimedChange } from './claim-changes.ts';
import { type Closing, closeChanges, closeIfUnchanged } from './close-changes.ts';
import { plainOutcome } from './outcomes.ts';
import { recordAndClaim } from './record-and-claim.ts';
import { findReport } from './run-change.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment();
});
afterAll(() => env.stop());

let people = 0;

async function taken(): Promise<{ change: ClaimedChange; closing: Closing }> {
  people += 1;
  const userId = await env.person({ vero: `found-${people}` });
  const operations = [{ verb: 'add' as const, key: 'vip', value: null }];
  const { database, actor } = env.context;
  const asked = { actor, userId, provider: 'vero' as const, operations, note: '' };
  const { claimed } = await recordAndClaim(database, asked);
  if (!claimed) throw new Error('Nothing was before it.');
  const outcomes = [plainOutcome('accepted')];
  return {
    change: claimed,
    closing: { change: claimed, outcomes, shown: null, exchanges: [], settleInMs: null },
  };
}

const other = (change: ClaimedChange) => `
  with made as (insert into tags (provider, key) values ('vero', 'other-${change.id}') returning id)
  insert into identity_tags (identity_id, tag_id, proof) select ${change.identityId}, id, 'imported' from made`;

async function mirror({ userId }: ClaimedChange): Promise<string[]> {
  const { rows } = await env.open.pool.query<{ key: string }>(
    `select t.key from users u join tags t on t.id = any (u.tag_ids) where u.id = ${userId} order by t.key`,
  );
  return rows.map(({ key }) => key);
}

test('an edit is reported as the ledger has it', async () => {
  const userId = await env.person({ fragment: 'found' });
  const operations = [{ verb: 'add', key: 'plan', value: 'scale' }];
  const report = await editTags(env.context, { userId, provider: 'fragment', operations });
  expect(report).toMatchObject({ outcome: 'confirmed', pending: false });
  expect(report.after).toMatchObject([{ key: 'plan', value: 'scale', proof: 'confirmed' }]);
  expect(report).toEqual(await findReport(env.context.database, report.changeId));
});

test('a line that is open again tells no state after', async () => {
  const { change, closing } = await taken();
  const { database } = env.context;
  expect(await findReport(database, change.id)).toMatchObject({ after: null, closedAt: null });
  await closeChanges(database, [{ ...closing, outcomes: [plainOutcome('unknown')] }]);
  expect((await findReport(database, change.id)).after).toMatchObject([{ key: 'vip', proof: 'unknown' }]);
  await env.open.pool.query(`update changes set state = 'queued' where id = ${change.id}`);
  expect(await findReport(database, change.id)).toMatchObject({ after: null, closedAt: null });
});

test('what is as it was found is closed once, by whoever still holds it', async () => {
  const { change, closing } = await taken();
  const late = { ...closing, change: { ...change, attempts: change.attempts - 1 } };
  expect(await closeIfUnchanged(env.context.database, late)).toBeNull();
  expect(await closeIfUnchanged(env.context.database, closing)).not.toBeNull();
  expect(await closeIfUnchanged(env.context.database, closing)).toBeNull();
  expect(await findReport(env.context.database, change.id)).toMatchObject({ outcome: 'accepted' });
  expect(await mirror(change)).toEqual(['vip']);
});

/** Holds a lock on the identity while `close` runs, and commits after `meanwhile`. */
async function closedWhileWritten<Closed>(
  change: ClaimedChange,
  close: () => Promise<Closed>,
  meanwhile: () => Promise<void> = async () => {},
): Promise<Closed> {
  const writer = await env.open.pool.connect();
  try {
    await writer.query('begin');
    await writer.query(`select from identities where id = ${change.identityId} for no key update`);
    await writer.query(other(change));
    const closed = close();
    await vi.waitFor(async () => {
      const { rows } = await writer.query(writersThatWait);
      expect(rows).toHaveLength(1);
    });
    await meanwhile();
    await writer.query('commit');
    return await closed;
  } finally {
    writer.release();
  }
}

test('what was being written is seen by who closes one line, who then leaves it', async () => {
  const { change, closing } = await taken();
  const { database } = env.context;
  expect(await closedWhileWritten(change, () => closeIfUnchanged(database, closing))).toBeNull();
  expect(await findReport(database, change.id)).toMatchObject({ pending: true });
  await closeChanges(database, [closing]);
  expect(await mirror(change)).toEqual([`other-${change.id}`, 'vip']);
});

test('what was being written is in the state that a group of lines ends with', async () => {
  const { change, closing } = await taken();
  await closedWhileWritten(change, () => closeChanges(env.context.database, [closing]));
  expect(await mirror(change)).toEqual([`other-${change.id}`, 'vip']);
  const { rows } = await env.open.pool.query<{ key: string }>(
    `select tag ->> 'key' as key from changes, jsonb_array_elements(after) tag where changes.id = ${change.id}`,
  );
  expect(rows.map(({ key }) => key)).toEqual([`other-${change.id}`, 'vip']);
});

test('a user who is read while the end of a line is being written is read as of before that end', async () => {
  const { change, closing } = await taken();
  const { database } = env.context;
  const readings: (string | undefined)[] = [];
  const read = async () => {
    readings.push((await findUser(env.context, change.userId))?.identities[0]?.asOf);
  };
  await closedWhileWritten(change, () => closeChanges(database, [closing]), read);
  const { closedAt } = await findReport(database, change.id);
  await read();
  const [during, since] = readings;
  expect([since, closedAt, during].toSorted()).toEqual([during, closedAt, since]);
});
