/** Of the four `conformance.test.ts`: what a member sees and what is true at the provider. */
import { afterAll, beforeAll, describe } from 'vitest';
import { testBoundaries } from './boundaries.ts';
import {
  createProviderEnvironment,
  type ProviderEnvironment,
  type ProviderUnderTest,
} from './environment.ts';
import { testFaults } from './faults.ts';
import { testFinding } from './finding.ts';
import { testListing } from './listing.ts';
import { testSecrets } from './secrets.ts';
import { testSpoilt } from './spoilt.ts';
import { testVerbs } from './verbs.ts';

/** Gives the environment for further tests. `startSandbox` comes from the test, which alone may start it. */
export function testProvider(
  provider: ProviderUnderTest,
  startSandbox: () => Promise<{ url: string; stop(): Promise<void> }>,
): ProviderEnvironment {
  let sandbox: { url: string; stop(): Promise<void> } | null = null;
  const env = createProviderEnvironment(provider, () => sandbox?.url ?? '');

  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(async () => {
    await env.close();
    await sandbox?.stop();
  });

  describe('verbs', () => testVerbs(env));
  describe('faults', () => testFaults(env));
  describe('spoilt answers', () => testSpoilt(env));
  describe('secrets', () => testSecrets(env));
  describe('boundary values', () => testBoundaries(env));
  describe('looking for one person', () => testFinding(env));
  describe('the list of people', () => testListing(env));
  return env;
}
