/** `npm test`: see test.ts. The last line always says how many checks passed and failed. */
import { bootstrap } from './bootstrap.mjs';

await bootstrap('test.ts', { onFailure: () => console.log('0 passed, 1 failed') });
