/** `npm run bench`: see bench.ts. */
import { bootstrap } from './bootstrap.mjs';

await bootstrap('bench.ts');
