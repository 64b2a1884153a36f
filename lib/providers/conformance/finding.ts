/** Conformance: one person is found by what the documents name, by nothing else, and nothing is written. */
import { expect, test } from 'vitest';
import { capabilitiesOf } from '../catalog.ts';
import type { FindBy } from '../contract.ts';
import type { ProviderEnvironment } from './environment.ts';

const all: readonly FindBy[] = ['email', 'mobile', 'external-id', 'member-id', 'reference'];

export function testFinding({ provider, open, connect }: ProviderEnvironment): void {
  const { findsBy } = capabilitiesOf(provider.id);
  const { finding } = provider;

  test('it is there exactly where the catalogue says so', async () => {
    const { client } = await open();
    expect(client.findIdentities !== undefined).toBe(findsBy.length > 0);
    expect(new Set(finding?.found.map(({ by }) => by) ?? [])).toEqual(new Set(findsBy));
  });
  if (!finding) return;
  const withoutTags = (rows: readonly object[]) => rows.map((row) => ({ ...row, tags: null }));

  test.each(finding.found)('by $by “$text”', async ({ by, text, rows }) => {
    const { world, client } = await open(undefined, finding);
    expect(await client.findIdentities?.(by, text)).toEqual(withoutTags(rows));
    expect(await world.writes()).toEqual([]);
  });

  test('nobody is found by a part, by another text, or by what the provider does not know', async () => {
    const { world, client } = await open(undefined, finding);
    for (const { by, text } of finding.found) {
      expect(await client.findIdentities?.(by, text.slice(0, -1))).toEqual([]);
      expect(await client.findIdentities?.(by, `${text}0`)).toEqual([]);
    }
    const calls = (await world.log()).length;
    for (const by of all.filter((candidate) => !findsBy.includes(candidate))) {
      await expect(client.findIdentities?.(by, 'x')).rejects.toMatchObject({ code: 'unsupported' });
    }
    expect(await world.log()).toHaveLength(calls);
  });

  test('an error is no answer: nobody is told to be absent', async () => {
    const { world } = await open(undefined, finding);
    const client = connect(world, {}, 2_000);
    for (const fault of [
      { kind: 'status', status: 500 },
      { kind: 'html' },
      { kind: 'truncated-json' },
      { kind: 'empty' },
      { kind: 'unauthorized', times: 2 },
      { kind: 'reset-before' },
    ]) {
      await world.fault({ ...fault, match: { method: 'GET', path: finding.path } });
      const [first] = finding.found;
      await expect(client.findIdentities?.(first?.by ?? 'email', first?.text ?? '')).rejects.toThrow();
      await world.clearFaults();
    }
  });
}
