import { defineConfig } from 'vitest/config';

/** Trials with real servers that fail; run by `npm run test:operations`, never beside the unit tests. */
export default defineConfig({
  test: {
    root: new URL('../../..', import.meta.url).pathname,
    include: ['lib/**/*.trial.ts'],
    // Each starts servers of its own.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
