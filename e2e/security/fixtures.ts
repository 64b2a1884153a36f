import { test as base, expect } from '@playwright/test';
import { openWorld, type World } from './world.ts';

export const test = base.extend<object, { world: World }>({
  world: [
    async ({ playwright: _ }, use) => {
      const world = await openWorld();
      await use(world);
      await world.close();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

export { expect };
