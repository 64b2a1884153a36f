import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Run from the repository's root with `npm run test:unit`. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    globalSetup: ['lib/testing/global-setup.ts'],
    setupFiles: ['lib/testing/fuzz-seed.ts'],
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts'],
    // Many tests wait for real leases and rate limits: even a small machine can run several.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Slow starts of the database belong to the global set-up.
    testTimeout: 15_000,
    hookTimeout: 60_000,
  },
});
