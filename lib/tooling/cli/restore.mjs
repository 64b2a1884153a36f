/** `npm run restore -- FILE [--replace]`: see restore.ts. */
import { bootstrap } from './bootstrap.mjs';

await bootstrap('restore.ts');
