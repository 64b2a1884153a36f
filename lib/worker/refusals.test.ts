import { afterEach, beforeEach, expect, test } from 'vitest';
import { cancelRun } from '#lib/domain/runs/cancel-run.ts';
import { listResults } from '#lib/domain/runs/list-results.ts';
import { resumeRun } from '#lib/domain/runs/resume-run.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, openWithWorker, runWhen, started, startWorker, writesPerUser } from '#lib/testing/worker.ts';

let env: TestEnvironment;
beforeEach(async () => {
  env = await openWithWorker({
    VERO_TIMEOUT_MS: '800',
    CEREGO_TIMEOUT_MS: '800',
    FRAGMENT_TIMEOUT_MS: '800',
    CAPILLARY_TIMEOUT_MS: '800',
    CAPILLARY_MAX_PER_SECOND: '50',
  });
});
afterEach(() => env.stop());

const fault = (provider: ProviderId, kind: string, more: object = {}) =>
  env.control('POST', 'faults', { provider, kind, times: null, ...more });
const mend = () => env.control('DELETE', 'faults');
const operations = {
  vero: { verb: 'add', key: 'Lapsed', value: null },
  cerego: { verb: 'add', key: 'Region', value: 'Oregon' },
  capillary: { verb: 'add', key: 'Lapsed', value: null },
  fragment: { verb: 'add', key: 'plan', value: 'team' },
} as const;
const run = (userIds: number[], provider: ProviderId) =>
  started(env, {
    source: { kind: 'users', userIds },
    operations: [{ provider, operations: [operations[provider]] }],
  });
const finished = (runId: number) => runWhen(env, runId, ({ status }) => status === 'finished', 60_000);
const proved = (provider: ProviderId, count: number) =>
  provider === 'vero' ? { accepted: count } : { confirmed: count };
const isOnWrite = { match: { body: '' } };

test.each([
  ['fragment', 133],
  ['vero', 116],
] as const)(
  'entry 4: one page with 403 from a proxy at %s costs a run of %i nothing and stops nobody',
  async (provider, count) => {
    const ids = await crowd(env, count, [provider]);
    await fault(provider, 'html', { status: 403, times: 1 });
    const ended = await finished(await run(ids, provider));
    expect(ended.counts).toMatchObject({ ...proved(provider, count), failed: 0, refused: 0, unknown: 0 });
  },
  90_000,
);

test('entry 4: one person whom Capillary does not allow fails alone, and nobody has to say “go on”', async () => {
  const ids = await crowd(env, 7, ['capillary']);
  await fault('capillary', 'status', { status: 403, match: { method: 'POST', user: '4' } });
  const runId = await run(ids, 'capillary');
  const ended = await finished(runId);
  expect(ended.counts).toMatchObject({ confirmed: 6, failed: 1, unknown: 0 });
  const { results } = await listResults(env.context, { runId, outcome: 'failed' });
  expect(results).toMatchObject([
    {
      externalId: '4',
      attempts: 2,
      outcomes: [{ code: '403', hint: expect.stringContaining('others may work') }],
    },
  ]);
}, 60_000);

test('a 401 between good answers blocks nobody', async () => {
  const ids = await crowd(env, 20, ['vero']);
  await fault('vero', 'unauthorized', { times: 1 });
  const ended = await finished(await run(ids, 'vero'));
  expect(ended.counts).toMatchObject({ accepted: 20, failed: 0 });
}, 60_000);

test('a provider that allows nothing is blocked before anybody is burnt, and each “go on” gets further', async () => {
  const ids = await crowd(env, 30, ['vero']);
  await fault('vero', 'status', { status: 403 });
  const runId = await run(ids, 'vero');
  const isBlocked = ({ providers }: Awaited<ReturnType<typeof finished>>) =>
    providers.some(({ hold }) => hold?.kind === 'credentials' || hold?.kind === 'refusals');
  const held = await runWhen(env, runId, isBlocked);
  expect(held.providers).toMatchObject([
    { open: 30, hold: { message: expect.stringContaining('permission') } },
  ]);
  let goneOn = 0;
  for (let now = held; now.status !== 'finished'; goneOn += 1) {
    await resumeRun(env.context, { runId });
    await runWhen(env, runId, (next) => !isBlocked(next));
    now = await runWhen(env, runId, (next) => isBlocked(next) || next.status === 'finished', 30_000);
  }
  // At least five more each time, and an end.
  expect(goneOn).toBeLessThanOrEqual(7);
  const { counts } = await finished(runId);
  // Claimed and given back unsent: nothing is unknown.
  expect(counts.failed).toBe(30);
}, 120_000);

const gateways = [
  { kind: 'html', status: 404 },
  { kind: 'html', status: 405 },
  { kind: 'status', status: 408 },
  { kind: 'status', status: 425 },
] as const;
const providers = ['vero', 'cerego', 'capillary', 'fragment'] as const;

test.each(providers.flatMap((provider) => gateways.map((answer) => ({ provider, ...answer }))))(
  'entry 39: $status ($kind) to every call lets a run at $provider rest and burns nothing',
  async ({ provider, kind, status }) => {
    const ids = await crowd(env, 12, [provider]);
    await fault(provider, kind, { status, ...isOnWrite });
    const runId = await run(ids, provider);
    const held = await runWhen(env, runId, ({ providers }) =>
      providers.some(({ hold }) => hold?.kind === 'outage'),
    );
    expect(held.providers).toMatchObject([{ open: 12, counts: { failed: 0, refused: 0, unknown: 0 } }]);
    await mend();
    expect((await finished(runId)).counts).toMatchObject({
      ...proved(provider, 12),
      failed: 0,
      refused: 0,
      unknown: 0,
    });
    expect([...(await writesPerUser(env, provider)).values()]).toEqual(Array(12).fill(1));
  },
  90_000,
);

/** Four in flight, four waiting. */
const maxOnTheirWay = 8;
const refusing = { kind: 'status', status: 405 } as const;
// The run follows within a round of the worker.
const stopped = ({
  status,
  providers,
}: {
  status: string;
  providers: readonly { hold: { kind: string } | null }[];
}) => status === 'paused' && providers.some(({ hold }) => hold?.kind === 'refusals');

test('entry 39: twenty equal refusals in a row stop the run, say why, and survive a restart', async () => {
  await env.stop();
  env = await openWithWorker();
  const ids = await crowd(env, 100, ['fragment']);
  await fault('fragment', refusing.kind, { status: 405, match: { method: 'PATCH' } });
  const runId = await run(ids, 'fragment');
  const held = await runWhen(env, runId, stopped);
  expect(held).toMatchObject({
    status: 'paused',
    can: { resume: true, cancel: true },
    providers: [
      {
        state: 'paused',
        hold: {
          message:
            'Stopped after 20 refusals in a row: “Internal error”. Resume sends the rest, Cancel leaves them unsent.',
        },
      },
    ],
  });
  const { refused } = (await runWhen(env, runId, ({ counts }) => counts.refused >= 20)).counts;
  expect(refused).toBeLessThan(20 + maxOnTheirWay);
  // Another worker knows, and sends nothing.
  const second = startWorker(env);
  await second.stop();
  expect(stopped(await runWhen(env, runId, () => true))).toBe(true);
  await mend();
  await resumeRun(env.context, { runId });
  const ended = await finished(runId);
  expect(ended.counts.refused + ended.counts.confirmed).toBe(100);
  expect(ended.counts.refused).toBeLessThan(20 + maxOnTheirWay);
}, 120_000);

test('a code that was let pass stops the run no more, another one does, and what is cancelled was never sent', async () => {
  const ids = await crowd(env, 150, ['vero']);
  await fault('vero', 'status', { status: 405, times: 75 });
  await fault('vero', 'status', { status: 404 });
  const runId = await run(ids, 'vero');
  expect((await runWhen(env, runId, stopped)).counts.refused).toBeLessThan(75);
  await resumeRun(env.context, { runId });
  await runWhen(env, runId, (now) => !stopped(now));
  const held = await runWhen(env, runId, stopped);
  expect(held.providers).toMatchObject([{ hold: { message: expect.stringContaining("doesn't exist") } }]);
  await cancelRun(env.context, { runId });
  const { counts } = await runWhen(env, runId, ({ status, done }) => status === 'cancelled' && done === 150);
  expect(counts.refused).toBeGreaterThan(75);
  expect(counts.refused + counts.cancelled).toBe(150);
  expect(await env.control('GET', 'log?provider=vero')).toHaveLength(counts.refused);
}, 120_000);

test('refusals with good answers between them stop nothing', async () => {
  const ids = await crowd(env, 90, ['vero']);
  await fault('vero', 'status', { status: 404, probability: 0.7 });
  const ended = await finished(await run(ids, 'vero'));
  expect(ended.counts.refused).toBeGreaterThan(30);
  expect(ended.counts.accepted).toBeGreaterThan(5);
}, 60_000);
