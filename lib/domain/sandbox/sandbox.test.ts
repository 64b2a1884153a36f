import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { type Sandbox, startSandbox } from '#lib/sandbox/server.ts';
import { call } from '#lib/testing/sandbox-world.ts';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { causeFault, endFaults, resetSandbox } from './cause-fault.ts';
import { readSandbox } from './read-sandbox.ts';

let world: TestContext;
let sandbox: Sandbox;
beforeAll(async () => {
  [world, sandbox] = await Promise.all([openTestContext('admin'), startSandbox({ demo: true })]);
});
afterAll(() => Promise.all([world.close(), sandbox.stop()]));

const as = (role: string) => ({ ...world.context, actor: { memberId: 'vera', name: 'Vera', role } });
const refusal = { provider: 'capillary', kind: 'refuse' };

test.each([
  ['causeFault', causeFault],
  ['endFaults', endFaults],
  ['resetSandbox', resetSandbox],
  ['readSandbox', readSandbox],
])('%s is for the sandbox and for those who may', async (_, verb) => {
  await expect(verb(as('admin'), refusal, null)).rejects.toMatchObject({ code: 'not-found' });
  await expect(verb(as('support'), refusal, sandbox.url)).rejects.toMatchObject({ code: 'forbidden' });
});

test('an installation has a sandbox only while every provider is the sandbox’s', () => {
  const url = 'http://127.0.0.1:4000';
  const settings = (baseUrl: string, sandbox = '1') =>
    readSettings({
      ...{ TAGDESK_SANDBOX: sandbox, TAGDESK_SANDBOX_URL: url },
      ...{ VERO_AUTH_TOKEN: 'a token', VERO_BASE_URL: baseUrl },
    }).sandboxUrl;
  expect(settings(`${url}/vero/api/v2`)).toBe(url);
  expect(settings('https://api.getvero.com/api/v2')).toBeNull();
  expect(settings(`${url}/vero/api/v2`, '0')).toBeNull();
});

test('a marketer causes faults and ends them, and an admin resets; the history names both', async () => {
  await causeFault(as('marketer'), refusal, sandbox.url);
  await causeFault(as('marketer'), { provider: 'vero', kind: 'outage' }, sandbox.url);
  await expect(
    causeFault(as('marketer'), { ...refusal, kind: 'explode' }, sandbox.url),
  ).rejects.toMatchObject({ code: 'invalid' });
  expect((await readSandbox(as('marketer'), {}, sandbox.url)).faults).toMatchObject([
    { provider: 'capillary', kind: 'refuse', left: 1, leftMs: null },
    { provider: 'vero', kind: 'outage', left: null, leftMs: expect.any(Number) },
  ]);
  await endFaults(as('marketer'), {}, sandbox.url);
  expect((await readSandbox(as('marketer'), {}, sandbox.url)).faults).toEqual([]);
  await expect(resetSandbox(as('marketer'), {}, sandbox.url)).rejects.toMatchObject({ code: 'forbidden' });
  const state = async () => (await call('GET', `${sandbox.url}/_control/worlds/demo/state`)).json;
  const before = await state();
  await call('POST', `${sandbox.url}/_control/worlds/demo/seed`, { vero: [{ id: 'stranger' }] });
  await resetSandbox(as('admin'), {}, sandbox.url);
  expect(await state()).toEqual(before);
  const { rows } = await world.pool.query('select kind, subject from audit_events order by id');
  expect(rows).toEqual([
    { kind: 'sandbox.fault-caused', subject: 'capillary' },
    { kind: 'sandbox.fault-caused', subject: 'vero' },
    { kind: 'sandbox.faults-ended', subject: '' },
    { kind: 'sandbox.reset', subject: '' },
  ]);
});

test('a step of the tour is done when the member’s own change since its beginning shows it', async () => {
  const { rows } = await world.pool.query(
    `with u as (insert into users (name, email) values ('A', 'a@x.example') returning id)
     insert into identities (user_id, provider, external_id) select id, 'vero', '1' from u returning id, user_id`,
  );
  const [{ id, user_id: userId }] = rows;
  const write = (member: string, outcome: string, created: string, undoOf: number | null = null) =>
    world.pool.query(
      `insert into changes (kind, user_id, identity_id, provider, external_id, member_id, actor, operations, outcomes,
         outcome, state, created_at, undo_of)
       values ('tags', $1, $2, 'vero', '1', $3, 'Vera', '[]', $4, $5, 'closed', $6, $7)`,
      [userId, id, member, JSON.stringify([{ outcome }]), outcome, created, undoOf],
    );
  const since = '2026-01-01T12:00:00Z';
  const later = '2026-01-01T12:01:00Z';
  const tour = async () => (await readSandbox(as('admin'), { since }, sandbox.url)).tour;
  await write('vera', 'refused', '2026-01-01T11:00:00Z');
  await write('somebody', 'unknown', later);
  expect(await tour()).toEqual({ refusal: false, unknown: false, undo: false, run: null });
  for (const outcome of ['refused', 'unknown']) await write('vera', outcome, later);
  await write('vera', 'accepted', later, 1);
  expect(await tour()).toEqual({ refusal: true, unknown: true, undo: true, run: null });
});
