import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import type { Operation } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { callsSeen, maxAtOnce, maxWithin } from '#lib/testing/provider-budget.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { crowd, started, until } from '#lib/testing/worker.ts';

const ids: ProviderId[] = [...providerIds];
const editors = ['900', '901', '902', '903', '904'];

/** Never a no-op. */
const operationOf: Record<ProviderId, (edit: number) => Operation> = {
  vero: (edit) => ({ verb: 'add', key: `kept ${edit}`, value: null }),
  cerego: (edit) => ({ verb: edit === 0 ? 'add' : 'update', key: 'Region', value: `West ${edit}` }),
  capillary: (edit) => ({ verb: edit % 2 === 0 ? 'add' : 'remove', key: 'Lapsed', value: null }),
  fragment: (edit) => ({ verb: 'set', key: 'plan', value: `growth ${edit}` }),
};

/** A worker process with a run, and edits in this process. Resolves when the run is under way. */
async function whileRunning(id: ProviderId, perSecond: number, settings: Record<string, string> = {}) {
  const own = { [`${id.toUpperCase()}_MAX_PER_SECOND`]: String(perSecond) };
  const env = await createTestEnvironment({ ...own, ...settings });
  onTestFinished(() => env.stop());
  const people: number[] = [];
  for (const editor of editors) people.push(await env.person({ [id]: editor }));
  const userIds = await crowd(env, 200, [id]);
  const worker = spawn(process.execPath, [new URL('./main.ts', import.meta.url).pathname], {
    env: { ...process.env, ...env.environment },
    stdio: 'ignore',
  });
  onTestFinished(() => end(worker, 'SIGTERM'));
  await started(env, {
    source: { kind: 'users', userIds },
    operations: [{ provider: id, operations: [operationOf[id](0)] }],
  });
  await until(async () => (await callsSeen(env, id)).length > 8);
  const edit = (userId = people[0] ?? 0, count = 0) =>
    editTags(env.context, { userId, provider: id, operations: [operationOf[id](count)] });
  return { env, worker, people, edit };
}

async function end(worker: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill(signal);
  await once(worker, 'exit');
}

const lastAt = async (env: TestEnvironment, id: ProviderId) => (await callsSeen(env, id)).at(-1)?.at ?? 0;

test.each(ids)(
  '%s gets no call of a run in a pause that an edit was told of',
  async (id) => {
    const { env, edit } = await whileRunning(id, 20);
    await env.control('POST', 'faults', {
      provider: id,
      kind: 'rate-limit',
      retryAfter: 2,
      match: { user: editors[0] },
    });
    const edited = edit();
    const refused = async () => (await callsSeen(env, id)).find(({ status }) => status === 429)?.at ?? null;
    await until(async () => (await refused()) !== null);
    const heardAt = (await refused()) ?? 0;
    await until(async () => (await lastAt(env, id)) > heardAt + 2_000);
    await edited;
    // Calls started before the pause arrived; longer on a busy machine.
    const onTheWayMs = 400;
    const early = (await callsSeen(env, id)).filter(
      ({ at }) => at > heardAt + onTheWayMs && at < heardAt + 2_000,
    );
    expect(early).toEqual([]);
  },
  60_000,
);

test.each(ids)(
  '%s keeps its rate and width while a run and several people’s edits go on',
  async (id) => {
    const { env, people, edit } = await whileRunning(id, 20, {
      [`${id.toUpperCase()}_MAX_CONCURRENT`]: '3',
    });
    await env.control('PUT', 'settings', { latencyMs: { min: 40, max: 40 } });
    const from = await lastAt(env, id);
    await Promise.all(
      people.map(async (userId) => {
        for (let count = 0; count < 6; count += 1)
          expect(await edit(userId, count)).toMatchObject({ pending: false });
      }),
    );
    // Thirty calls are the edits; one more is the run's.
    const since = async () => (await callsSeen(env, id)).filter(({ at }) => at > from);
    await until(async () => (await since()).length > 30);
    const seen = await since();
    const lateMs = 150;
    for (const windowMs of [250, 500, 1_000]) {
      expect(maxWithin(seen, windowMs)).toBeLessThanOrEqual(3 + 0.02 * (windowMs + lateMs));
    }
    expect(maxAtOnce(seen, 40)).toBeLessThanOrEqual(3);
  },
  60_000,
);

test('what a killed worker held is free again within seconds', async () => {
  const { env, worker, edit } = await whileRunning('vero', 20, { VERO_MAX_CONCURRENT: '2' });
  await env.control('POST', 'faults', { provider: 'vero', kind: 'timeout', times: 2 });
  await until(async () => (await callsSeen(env, 'vero')).filter(({ status }) => status === null).length > 1);
  await end(worker, 'SIGKILL');
  const began = performance.now();
  expect((await edit()).outcome).toBe('accepted');
  expect(performance.now() - began).toBeLessThan(6_000);
}, 60_000);
