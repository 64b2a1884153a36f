/** For tests of one provider besides the common suite. */
import { afterAll, beforeAll } from 'vitest';
import { type Bench, createBench, type ProviderUnderTest } from './conformance/bench.ts';

type Needed = Pick<ProviderUnderTest, 'id' | 'create' | 'seed' | 'externalId'> &
  Partial<Pick<ProviderUnderTest, 'settings' | 'email' | 'before'>> & {
    /** For tests of timeouts; others must not fail on a busy machine. */
    timeoutMs?: number;
  };

/** The sandbox runs from the first to the last test. `startSandbox` comes from the test. */
export function createTestBench(
  provider: Needed,
  startSandbox: () => Promise<{ url: string; stop(): Promise<void> }>,
): Bench {
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
  };
  const { timeoutMs = 10_000, ...described } = provider;
  const create: Needed['create'] = (environment, pace) =>
    provider.create(environment, { ...pace, timeoutMs });
  const bench = createBench({ ...unused, ...described, create }, () => sandbox?.url ?? '');
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(async () => {
    await bench.close();
    await sandbox?.stop();
  });
  return bench;
}
