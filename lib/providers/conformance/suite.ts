/** Of the four `conformance.test.ts`: what a member sees and what is true at the provider. */
import { afterAll, beforeAll, describe } from 'vitest';
import { type Bench, createBench, type ProviderUnderTest } from './bench.ts';
import { testBoundaries } from './boundaries.ts';
import { testFaults } from './faults.ts';
import { testSecrets } from './secrets.ts';
import { testSpoilt } from './spoilt.ts';
import { testVerbs } from './verbs.ts';

/** Gives the bench for further tests. `startSandbox` comes from the test, which alone may start it. */
export function testProvider(
  provider: ProviderUnderTest,
  startSandbox: () => Promise<{ url: string; stop(): Promise<void> }>,
): Bench {
  let sandbox: { url: string; stop(): Promise<void> } | null = null;
  const bench = createBench(provider, () => sandbox?.url ?? '');

  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(async () => {
    await bench.close();
    await sandbox?.stop();
  });

  describe('verbs', () => testVerbs(bench));
  describe('faults', () => testFaults(bench));
  describe('spoilt answers', () => testSpoilt(bench));
  describe('secrets', () => testSecrets(bench));
  describe('boundary values', () => testBoundaries(bench));
  return bench;
}
