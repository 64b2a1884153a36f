/** `npm run pull -- [provider …]`: see pull.ts. */
import { bootstrap } from './bootstrap.mjs';

await bootstrap('pull.ts');
