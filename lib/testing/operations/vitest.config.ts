import { defineConfig } from 'vitest/config';

/** With failing servers; run by `npm run test:operations`, never beside unit tests. */
export default defineConfig({
  test: {
    root: new URL('../../..', import.meta.url).pathname,
    include: ['lib/**/*.trial.ts'],
    // Each starts servers.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
