/** `npm run backup -- FILE`: see backup.ts. */
import { bootstrap } from './bootstrap.mjs';

await bootstrap('backup.ts');
