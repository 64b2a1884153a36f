/** `npm run bench`: see ../bench/cli.ts. */
import { bootstrap } from './bootstrap.mjs';

await bootstrap('../bench/cli.ts');
