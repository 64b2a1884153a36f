/** Conformance: applied, with a broken answer. Nothing is applied twice, and results are true. */
import { expect, test, vi } from 'vitest';
import { capabilitiesOf } from '../catalog.ts';
import type { ApplyResult } from '../contract.ts';
import type { ProviderEnvironment } from './environment.ts';
import { written } from './verbs.ts';
import type { World } from './world.ts';

type Spoilt = { name: string; fault: { kind: string } & Record<string, unknown> };

/** JSON of no provider. */
const foreign = JSON.stringify({ problem: 'upstream', trace: ['4711'] });
const statuses = [400, 401, 403, 404, 405, 408, 409, 425, 429, 500, 503, 521];

const spoilt: readonly Spoilt[] = [
  ...[202, 204, 206].map((status) => ({ name: `${status}`, fault: { kind: 'status', status } })),
  ...statuses.flatMap((status) => [
    { name: `${status} in the provider’s form`, fault: { kind: 'status', status } },
    { name: `${status} as a page`, fault: { kind: 'html', status } },
    { name: `${status} in another form`, fault: { kind: 'status', status, body: foreign } },
  ]),
  { name: '200 in another form', fault: { kind: 'status', status: 200, body: foreign } },
  { name: 'an answer that comes before its effect', fault: { kind: 'late', delayMs: 120 } },
  { name: 'an answer about another user', fault: { kind: 'other-user' } },
  { name: 'an answer of 25 MB', fault: { kind: 'large' } },
  { name: 'an error of 25 MB', fault: { kind: 'large', status: 400 } },
  { name: 'an answer that drips', fault: { kind: 'drip' } },
  { name: 'an error that drips', fault: { kind: 'drip', status: 404 } },
  { name: 'an answer without end', fault: { kind: 'endless' } },
  { name: 'a refusal and then silence', fault: { kind: 'timeout' } },
];

/** Only these wait for the timeout; others must not fail on a busy machine. */
const silent = new Set(['timeout', 'drip']);

/** Calls of one attempt that the fault strikes; null: all. */
const lasting = [1, null];

export function testSpoilt({ provider, open }: ProviderEnvironment): void {
  const { canRead, readsAll, proof, label } = capabilitiesOf(provider.id);
  const untouched = provider.before.map(written);
  const cases = provider.verbs.flatMap(({ operation, leaves }) =>
    spoilt.flatMap(({ name, fault }) =>
      lasting.map((times) => ({
        name: `${operation.verb}: ${name}${times === null ? ', again and again' : ''}`,
        operation,
        leaves,
        fault: { applied: true, ...fault, times, match: { body: operation.value ?? operation.key } },
      })),
    ),
  );

  /** Also where the effect follows the answer. */
  async function stateOf(world: World, leaves: readonly string[], late: boolean): Promise<string[]> {
    if (late) await vi.waitFor(async () => expect(provider.truth(await world.state())).toEqual(leaves));
    return provider.truth(await world.state());
  }

  /** A refusal of the first call, in the provider's form or a 401, is believed where nothing can be read. */
  const believable = (fault: Record<string, unknown>, result: ApplyResult) =>
    (fault.status === 401 || (fault.kind === 'status' && !('body' in fault))) &&
    result.exchanges.filter(({ method }) => method !== 'GET').length === 1 &&
    result.results.every(({ outcome, code }) =>
      outcome === 'refused' ? code !== null : outcome === 'failed',
    );

  test.concurrent.each(cases)('$name', async ({ operation, leaves, fault }) => {
    const { world, client } = await open(silent.has(fault.kind) ? 250 : 5_000);
    await world.fault(fault);
    const result = await client.apply({
      externalId: provider.externalId,
      email: provider.email ?? '',
      operations: [operation],
      before: provider.before,
      checkRefusals: true,
    });
    const [{ outcome } = { outcome: 'unknown' }] = result.results;
    const truth = await stateOf(world, leaves, fault.kind === 'late');
    const arrived = JSON.stringify(truth) === JSON.stringify(leaves);
    expect(arrived || JSON.stringify(truth) === JSON.stringify(untouched)).toBe(true);
    const waits = result.retryAfterMs !== null;
    if (outcome === 'confirmed' || outcome === 'accepted') expect(arrived).toBe(true);
    else if (outcome !== 'unknown' && !waits) {
      if (canRead || !believable(fault, result))
        expect({ outcome, arrived }).toEqual({ outcome, arrived: false });
    }
    if (waits) expect(['failed', 'unknown']).toContain(outcome);
    await world.clearFaults();

    // Later readings and repeats tell the truth as well; a busy machine may need several.
    await vi.waitFor(async () => {
      const again = await client.apply({
        externalId: provider.externalId,
        email: provider.email ?? '',
        operations: [operation],
        before: provider.before,
        repeated: true,
      });
      expect(again.results).toMatchObject([{ outcome: proof }]);
      await client.check();
    }, 4_000);
    expect(provider.truth(await world.state())).toEqual(leaves);
  });

  if (!readsAll) return;
  test(`in a run a no of ${label} to a first call stands without a look`, async () => {
    const { world, client } = await open();
    const { operation } = provider.probe;
    await world.fault({ kind: 'status', status: 409, match: { body: operation.value ?? operation.key } });
    const { results, exchanges } = await client.apply({
      externalId: provider.externalId,
      email: provider.email ?? '',
      operations: [operation],
      before: provider.before,
    });
    expect(results).toMatchObject([{ outcome: 'refused' }]);
    expect(exchanges).toHaveLength(1);
  });
}
