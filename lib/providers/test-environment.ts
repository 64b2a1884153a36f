/** For tests of one provider besides the common suite. */
import { afterAll, beforeAll } from 'vitest';
import {
  createProviderEnvironment,
  type ProviderEnvironment,
  type ProviderUnderTest,
} from './conformance/environment.ts';

type Needed = Pick<ProviderUnderTest, 'id' | 'create' | 'seed' | 'externalId'> &
  Partial<Pick<ProviderUnderTest, 'settings' | 'email' | 'before'>> & {
    /** For tests of timeouts; others must not fail on a busy machine. */
    timeoutMs?: number;
  };

/** The sandbox runs from the first to the last test. `startSandbox` comes from the test. */
export function startProviderEnvironment(
  provider: Needed,
  startSandbox: () => Promise<{ url: string; stop(): Promise<void> }>,
): ProviderEnvironment {
  let sandbox: { url: string; stop(): Promise<void> } | null = null;
  const probe = { operation: { verb: 'add' as const, key: '', value: null }, leaves: [] };
  const unused = {
    unknownId: null,
    before: [],
    verbs: [],
    probe,
    secrets: [],
    truth: () => [],
    boundaries: [],
    finding: null,
    listing: null,
  };
  const { timeoutMs = 10_000, ...described } = provider;
  const create: Needed['create'] = (environment, pace) =>
    provider.create(environment, { ...pace, timeoutMs });
  const env = createProviderEnvironment({ ...unused, ...described, create }, () => sandbox?.url ?? '');
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(async () => {
    await env.close();
    await sandbox?.stop();
  });
  return env;
}
