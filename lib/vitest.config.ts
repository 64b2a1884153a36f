import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Unit, verb and conformance tests; run from the repository's root with `npm run test:unit`. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    globalSetup: ['lib/testing/global-setup.ts'],
    setupFiles: ['lib/testing/fuzz-seed.ts'],
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts'],
    // Many tests wait, for leases and paces that are real: a small machine has time for several of them.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Slow starts of the database belong to the global set-up, not to a test.
    testTimeout: 15_000,
    hookTimeout: 60_000,
  },
});
