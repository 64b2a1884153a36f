import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Context, systemActor } from '#lib/platform/context.ts';
import type { OpenDatabase } from '#lib/platform/db/client.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import { openTestDatabase } from '#lib/testing/database.ts';
import { checkProvider } from './check-provider.ts';
import { listProviderStatus } from './list-provider-status.ts';

let open: OpenDatabase;
let context: Context;

beforeAll(async () => {
  open = await openTestDatabase();
  const { providers } = readSettings({
    TAGDESK_SANDBOX: '0',
    VERO_AUTH_TOKEN: 'a token that must not show',
    VERO_BASE_URL: 'http://127.0.0.1:1',
  });
  context = { actor: systemActor, database: open.database, providers: createRegistry(providers) };
});

afterAll(async () => {
  await context.providers.close();
  await open.close();
});

async function record(
  outcome: string,
  durationMs: number,
  age = '1 minute',
  message = 'Words',
): Promise<void> {
  await open.pool.query(
    `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, outcomes, outcome,
       state, duration_ms, created_at, closed_at)
     values ('tags', 1, 1, 'vero', 'v-1', 'Ada', '[]', $1, $2, 'closed', $3, now() - $4::interval, now() - $4::interval)`,
    [JSON.stringify([{ outcome, code: '7', message, hint: null }]), outcome, durationMs, age],
  );
}

test('the last day is counted, older calls and imports are not, the latest error comes first', async () => {
  await record('failed', 9_000, '25 hours', 'Long ago');
  for (const duration of [100, 200, 300]) await record('accepted', duration);
  await record('refused', 400, '2 minutes', 'No such label');
  await open.pool.query(
    `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, outcome, state)
     values ('import', 1, 1, 'vero', 'v-1', 'Ada', '[]', 'imported', 'closed')`,
  );
  const [vero, cerego, capillary] = await listProviderStatus(context);
  expect(vero).toMatchObject({
    id: 'vero',
    connected: true,
    missing: [],
    canRead: false,
    lastCall: { ok: true },
    waiting: 0,
    lastDay: { calls: 4, outcomes: { accepted: 3, refused: 1, failed: 0 }, errorRate: 0, medianMs: 250 },
  });
  expect(vero?.troubles.map(({ message }) => message)).toEqual(['No such label', 'Long ago']);
  expect(cerego).toMatchObject({
    connected: false,
    missing: ['CEREGO_API_KEY'],
    lastCall: null,
    lastDay: { calls: 0, medianMs: null },
  });
  expect(capillary?.missing).toEqual(['CAPILLARY_USERNAME', 'CAPILLARY_PASSWORD']);
  expect(JSON.stringify([vero, cerego, capillary])).not.toContain('must not show');
});

test('a provider that cannot be reached is an answer; one that is not connected is refused', async () => {
  const check = await checkProvider(context, { provider: 'vero' });
  expect(check.ok).toBe(false);
  expect(check.message).not.toBe('');
  const [vero] = await listProviderStatus(context);
  expect(vero?.lastCall?.ok).toBe(false);
  await expect(checkProvider(context, { provider: 'cerego' })).rejects.toMatchObject({
    code: 'not-connected',
  });
  await expect(checkProvider(context, { provider: 'nobody' })).rejects.toMatchObject({ code: 'invalid' });
});

test('a viewer may look, but not knock', async () => {
  const viewer: Context = { ...context, actor: { memberId: 'v', name: 'V', role: 'viewer' } };
  expect(await listProviderStatus(viewer)).toHaveLength(4);
  await expect(checkProvider(viewer, { provider: 'vero' })).rejects.toMatchObject({ code: 'forbidden' });
});
