/** Unknown outcomes, looked at for ten minutes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { type Environment, readSetting } from '#lib/platform/settings/read-setting.ts';
import { ownSettings } from '#lib/platform/settings/schema.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd } from '#lib/testing/worker.ts';
import { listUserHistory } from '../history/list-user-history.ts';
import { closeChanges } from './close-changes.ts';
import { settleChange } from './settle-change.ts';
import { settleUnknown } from './settle-unknown.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment();
});
afterAll(() => env.stop());

const operations: Record<'fragment' | 'capillary' | 'cerego', Operation> = {
  fragment: { verb: 'add', key: 'plan', value: 'team' },
  capillary: { verb: 'add', key: 'Lapsed', value: null },
  cerego: { verb: 'add', key: 'Region', value: 'Nevada' },
};
type Readable = keyof typeof operations;
const readable: Readable[] = ['fragment', 'capillary', 'cerego'];
const shownAs = { fragment: 'plan=team', capillary: 'Lapsed', cerego: 'Region=Nevada' };

async function arrive(provider: Readable, id: string): Promise<void> {
  const seeds = {
    fragment: { fragment: [{ id, externalId: `ext-${id}`, tags: [{ key: 'plan', value: 'team' }] }] },
    capillary: { capillary: { customers: [{ userId: id, labels: ['Lapsed'] }] } },
    cerego: { cerego: { users: [{ id, tags: [{ typeId: '3', value: 'Nevada' }] }] } },
  };
  await env.control('POST', 'seed', seeds[provider]);
}

async function lose(provider: Readable, id: string): Promise<{ userId: number; changeId: number }> {
  const userId = await env.person({ [provider]: id });
  await env.control('POST', 'faults', {
    provider,
    kind: 'reset-before',
    match: { method: provider === 'fragment' ? 'PATCH' : 'POST', user: id },
  });
  const report = await editTags(env.context, { userId, provider, operations: [operations[provider]] });
  expect(report.outcome).toBe('unknown');
  return { userId, changeId: report.changeId };
}

async function lookAfter(provider: ProviderId, changeId: number, seconds: number): Promise<number> {
  await env.open.pool.query(
    `update changes set unknown_at = now() - make_interval(secs => $2), settle_at = now() where id = $1`,
    [changeId, seconds],
  );
  return lookNow(provider);
}

async function lookNow(provider: ProviderId): Promise<number> {
  const { looked } = await settleUnknown(env.context, provider, {
    most: 1_000,
    atOnce: 4,
    close: (closing) => closeChanges(env.context.database, [closing]),
  });
  return looked;
}

async function lineOf(userId: number) {
  const [line] = (await listUserHistory(env.context, { userId })).lines;
  if (!line) throw new Error('There is no line.');
  return line;
}

async function shown(userId: number): Promise<string[]> {
  const user = await findUser(env.context, userId);
  return (user?.identities[0]?.tags ?? []).map(
    ({ key, value, proof }) => `${key}${value === null ? '' : `=${value}`} ${proof}`,
  );
}

test.each(readable)(
  '%s applies a call 15 s late: unknown until a look shows it, then confirmed',
  async (provider) => {
    const { userId, changeId } = await lose(provider, `15${readable.indexOf(provider)}`);
    for (const seconds of [3, 10]) {
      await lookAfter(provider, changeId, seconds);
      const line = await lineOf(userId);
      expect(line).toMatchObject({ outcome: 'unknown', settle: true, looksAgainAt: expect.any(String) });
      expect(line.outcomes?.[0]?.hint).toContain('has not shown it so far');
      expect(await shown(userId)).toEqual([`${shownAs[provider]} unknown`]);
    }
    await arrive(provider, `15${readable.indexOf(provider)}`);
    await lookAfter(provider, changeId, 30);
    expect(await lineOf(userId)).toMatchObject({ outcome: 'confirmed', settle: false, looksAgainAt: null });
    expect(await shown(userId)).toEqual([`${shownAs[provider]} confirmed`]);
  },
);

test.each([
  ['each look in its time', [3, 10, 30, 120, 600]],
  ['a worker that was away for some of them', [45, 610]],
  ['a worker that was away for all of them', [86_400]],
])('what is never shown is failed after ten minutes, not sooner: %s', async (name, times) => {
  for (const provider of readable) {
    const { userId, changeId } = await lose(provider, `9${name.length}${readable.indexOf(provider)}`);
    for (const seconds of times) {
      expect((await lineOf(userId)).outcome).toBe('unknown');
      expect(await lookAfter(provider, changeId, seconds)).toBe(1);
    }
    const { outcome, outcomes, looksAgainAt } = await lineOf(userId);
    expect({ outcome, looksAgainAt }).toEqual({ outcome: 'failed', looksAgainAt: null });
    expect(outcomes?.[0]?.message).toMatch(/not seen until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
    expect(await shown(userId)).toEqual([]);
  }
});

test('the next look is due when the schedule says so, counted from when the outcome became unknown', async () => {
  const { changeId } = await lose('fragment', 'due');
  for (const [now, next] of [
    [4, 10],
    [29.5, 30],
    [31, 120],
  ] as const) {
    await lookAfter('fragment', changeId, now);
    const { rows } = await env.open.pool.query(
      'select extract(epoch from settle_at - unknown_at)::float8 as at from changes where id = $1',
      [changeId],
    );
    expect(rows[0].at).toBeGreaterThanOrEqual(next);
    expect(rows[0].at).toBeLessThan(next + 3);
  }
});

test('a person may settle what is still being looked at', async () => {
  const { userId, changeId } = await lose('fragment', 'by-hand');
  await lookAfter('fragment', changeId, 3);
  await settleChange(env.context, { changeId, verdict: 'not-applied' });
  expect(await lineOf(userId)).toMatchObject({ outcome: 'failed', looksAgainAt: null });
  expect(await lookNow('fragment')).toBe(0);
});

test('at a provider that can be read, any verb can be sent again: it is looked for first', async () => {
  const { userId, changeId } = await lose('fragment', 'again');
  await arrive('fragment', 'again');
  await env.control('DELETE', 'log');
  const report = await settleChange(env.context, { changeId, verdict: 'send-again' });
  expect(report).toMatchObject({ changeId, outcome: 'confirmed' });
  const log = (await env.control('GET', 'log?provider=fragment')) as { method: string }[];
  expect(log.map(({ method }) => method)).toEqual(['GET']);
  expect(await shown(userId)).toEqual(['plan=team confirmed']);
});

test('a round of looks at everybody costs one or two readings where one reading shows everybody', async () => {
  const ids = await crowd(env, 400, ['fragment'], 5_000);
  await env.open.pool.query(
    `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, state, outcome,
       outcomes, attempts, settle_at, unknown_at, sent_at, closed_at)
     select 'tags', user_id, id, provider, external_id, 'Ana', $2, '[]', 'closed', 'unknown',
       '[{"outcome": "unknown", "code": null, "message": null, "hint": null}]', 1, now(), now(), now(), now()
     from identities where user_id = any($1)`,
    [ids, JSON.stringify([operations.fragment])],
  );
  await env.control('DELETE', 'log');
  console.time('look');
  expect(await lookNow('fragment')).toBe(400);
  console.timeEnd('look');
  const log = (await env.control('GET', 'log?provider=fragment')) as { path: string }[];
  expect(log.length).toBeLessThanOrEqual(2);
});

test('the schedule is a setting, which has to rise', () => {
  const readLookAgain = (env: Environment) => readSetting(env, ownSettings.lookAgainSeconds);
  expect(readLookAgain({})).toEqual([3, 10, 30, 120, 600]);
  expect(readLookAgain({ TAGDESK_LOOK_AGAIN_SECONDS: '1,2.5' })).toEqual([1, 2.5]);
  for (const wrong of ['3,3', '10,3', '0', 'soon', '-1', '3,'])
    expect(() => readLookAgain({ TAGDESK_LOOK_AGAIN_SECONDS: wrong })).toThrow('TAGDESK_LOOK_AGAIN_SECONDS');
});
