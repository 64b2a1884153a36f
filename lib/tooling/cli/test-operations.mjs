/** `npm run test:operations`: see lib/testing/operations/main.ts. The last line always says how many checks passed and failed. */
import { bootstrap } from './bootstrap.mjs';

await bootstrap('../../testing/operations/main.ts', { onFailure: () => console.log('0 passed, 1 failed') });
