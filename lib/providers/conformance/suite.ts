/**
 * One suite that every provider passes: declared by the four `conformance.test.ts`, run over HTTP against the sandbox.
 * What is asserted is what a member would see and what is true at the provider afterwards.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import { type Bench, createBench, type ProviderUnderTest } from './bench.ts';
import { testBoundaries } from './boundaries.ts';
import { testFaults } from './faults.ts';
import { testSecrets } from './secrets.ts';
import { testSpoilt } from './spoilt.ts';
import { testVerbs } from './verbs.ts';

/**
 * Declares the suite and gives the bench, for what is peculiar to one provider. `startSandbox` is passed in because
 * only a test may start it.
 */
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
