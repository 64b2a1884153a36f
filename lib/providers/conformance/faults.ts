/** Conformance: whatever fails, the outcome is true and nothing is sent twice. */
import { expect, test } from 'vitest';
import { capabilitiesOf } from '../catalog.ts';
import type { ProviderEnvironment } from './environment.ts';
import { written } from './verbs.ts';

/** `applied`: whether the provider did its part. */
const lostAnswers = [
  { kind: 'status', status: 500, applied: false },
  { kind: 'status', status: 500, applied: true },
  { kind: 'status', status: 502, applied: true },
  { kind: 'timeout', applied: false },
  { kind: 'timeout', applied: true },
  { kind: 'reset-before', applied: false },
  { kind: 'reset-after', applied: true },
  { kind: 'html', applied: false },
  { kind: 'html', applied: true },
  { kind: 'truncated-json', applied: true },
  { kind: 'empty', applied: true },
] as const;

const definiteNos = [400, 404, 409, 422] as const;

export function testFaults({ provider, open, send, connect }: ProviderEnvironment): void {
  const { canRead } = capabilitiesOf(provider.id);
  const { operation, leaves } = provider.probe;
  const untouched = provider.before.map(written);
  const onWrite = { match: { body: operation.value ?? operation.key } };

  test.each(lostAnswers)('$kind $status, applied: $applied: settled by reading or unknown', async (fault) => {
    const { world, client } = await open();
    await world.fault({ ...fault, ...onWrite });
    const { results, tags, retryAfterMs } = await send(client, operation);
    expect(results).toMatchObject([{ outcome: canRead && fault.applied ? 'confirmed' : 'unknown' }]);
    expect(provider.truth(await world.state())).toEqual(fault.applied ? leaves : untouched);
    expect(await world.writes()).toHaveLength(1);
    expect(retryAfterMs).toBeNull();
    if (canRead) expect(tags?.map(written)).toEqual(fault.applied ? leaves : untouched);
    else expect(tags).toBeNull();
  });

  test.each(['seconds', 'http-date'])('a short Retry-After in %s is sat out', async (retryAfterForm) => {
    const { world, client } = await open();
    await world.fault({ kind: 'rate-limit', retryAfter: 1, retryAfterForm, ...onWrite });
    const { results } = await send(client, operation);
    expect(results).toMatchObject([{ outcome: capabilitiesOf(provider.id).proof }]);
    expect(provider.truth(await world.state())).toEqual(leaves);
    expect((await world.writes()).map(({ applied }) => applied)).toEqual([false, true]);
  });

  test.each(['seconds', 'http-date'])('a long Retry-After in %s stops all calls', async (retryAfterForm) => {
    const { world, client } = await open();
    await world.fault({ kind: 'rate-limit', retryAfter: 30, retryAfterForm, ...onWrite });
    const first = await send(client, operation);
    expect(first.results).toMatchObject([{ outcome: 'failed', hint: expect.any(String) }]);
    expect(first.retryAfterMs).toBeGreaterThan(25_000);
    const second = await send(client, operation);
    expect(second.results).toMatchObject([{ outcome: 'failed' }]);
    expect(second.retryAfterMs).toBeGreaterThan(25_000);
    expect(second.exchanges).toEqual([]);
    expect(await world.writes()).toHaveLength(1);
    expect(provider.truth(await world.state())).toEqual(untouched);
  });

  test.each([429, 503, 521])(
    '%i for a moment is got over, for long it is a failure where it can be seen that nothing was applied',
    async (status) => {
      const { world, client } = await open();
      await world.fault({ kind: 'status', status, times: 4, ...onWrite });
      const given = await send(client, operation);
      const mayBeThere = status !== 429 && !canRead;
      expect(given.results).toMatchObject([{ outcome: mayBeThere ? 'unknown' : 'failed' }]);
      // 503 without Retry-After is an outage; the others mean "later", 521 as one of the provider's own.
      if (status === 503 || mayBeThere) expect(given.retryAfterMs).toBeNull();
      else expect(given.retryAfterMs).toBeGreaterThan(0);
      expect(given.exchanges.filter(({ method }) => method !== 'GET')).toHaveLength(3);
      expect(provider.truth(await world.state())).toEqual(untouched);
      const gotOver = await send(client, operation);
      expect(gotOver.results).toMatchObject([{ outcome: capabilitiesOf(provider.id).proof }]);
      expect(provider.truth(await world.state())).toEqual(leaves);
    },
  );

  test.each(definiteNos)('%i is a refusal with the provider’s words', async (status) => {
    const { world, client } = await open();
    await world.fault({ kind: 'status', status, ...onWrite });
    const { results, retryAfterMs } = await send(client, operation);
    expect(results).toMatchObject([{ outcome: 'refused', code: expect.any(String) }]);
    expect(results[0]?.message).not.toBe('');
    expect(retryAfterMs).toBeNull();
    expect(provider.truth(await world.state())).toEqual(untouched);
    expect(await world.writes()).toHaveLength(1);
  });

  test('401 in the middle of a day points to the credentials', async () => {
    const { world, client } = await open();
    await world.fault({ kind: 'status', status: 401, times: null, ...onWrite });
    const { results, retryAfterMs } = await send(client, operation);
    expect(results).toMatchObject([
      { outcome: canRead ? 'failed' : expect.stringMatching(/failed|unknown/) },
    ]);
    expect(results).toMatchObject([{ hint: expect.stringContaining('Providers page') }]);
    expect(retryAfterMs).toBeNull();
    expect(provider.truth(await world.state())).toEqual(untouched);
  });

  test('403 is said of this call, and of the credentials only as one possibility', async () => {
    const { world, client } = await open();
    await world.fault({ kind: 'status', status: 403, ...onWrite });
    const { results, retryAfterMs, lastError } = await send(client, operation);
    expect(results).toMatchObject([{ outcome: 'failed', hint: expect.stringContaining('others may work') }]);
    expect({ retryAfterMs, lastError }).toEqual({ retryAfterMs: null, lastError: 'forbidden' });
    expect(provider.truth(await world.state())).toEqual(untouched);
    expect((await send(client, operation)).results).toMatchObject([
      { outcome: capabilitiesOf(provider.id).proof },
    ]);
  });

  test.each([400, 403, 404, 405, 409, 422, 502])(
    '%i with a page says nothing of the call',
    async (status) => {
      const { world, client } = await open();
      await world.fault({ kind: 'html', status, ...onWrite });
      const { results, lastError } = await send(client, operation);
      expect(results).toMatchObject([
        { outcome: 'unknown', message: expect.stringContaining('a page that is not its own') },
      ]);
      expect(lastError).toBe('gateway');
      expect(await world.writes()).toHaveLength(1);
    },
  );

  test.each([408, 425])('%i is no refusal, whoever says it', async (status) => {
    for (const kind of ['status', 'html']) {
      const { world, client } = await open();
      await world.fault({ kind, status, ...onWrite });
      const { results, lastError } = await send(client, operation);
      expect(results).toMatchObject([{ outcome: 'unknown' }]);
      expect(lastError).toBe('gateway');
    }
  });

  test('an address where nobody listens is a certain failure', async () => {
    const { world } = await open();
    const moved = Object.entries(world.environment)
      .filter(([name]) => name.endsWith('_URL'))
      .map(([name]) => [name, 'http://127.0.0.1:1']);
    const { results, retryAfterMs } = await send(connect(world, Object.fromEntries(moved)), operation);
    expect(results).toMatchObject([{ outcome: 'failed', hint: expect.any(String) }]);
    expect(retryAfterMs).toBeNull();
    expect(await world.writes()).toEqual([]);
  });

  test('an outage with a Retry-After stops all calls until then', async () => {
    const { world, client } = await open();
    await world.fault({ kind: 'status', status: 503, retryAfter: 30, ...onWrite });
    const { results, retryAfterMs } = await send(client, operation);
    // No reading until then either; a later one tells the truth.
    expect(results).toMatchObject([{ outcome: 'unknown' }]);
    expect(retryAfterMs).toBeGreaterThan(25_000);
    expect((await send(client, operation)).exchanges).toEqual([]);
    expect(provider.truth(await world.state())).toEqual(untouched);
  });

  test('a redirect is not followed', async () => {
    const { world, client } = await open();
    await world.fault({ kind: 'status', status: 302, ...onWrite });
    const { results } = await send(client, operation);
    expect(results).toMatchObject([{ outcome: 'unknown' }]);
    expect(await world.writes()).toHaveLength(1);
  });
}
