/** `npm start`, and with `--dev` `npm run dev`: see start.ts. */
import { bootstrap } from './bootstrap.mjs';

await bootstrap('start.ts');
