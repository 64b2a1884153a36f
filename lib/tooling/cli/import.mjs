/** `npm run import -- FILE.csv`: see import.ts. */
import { bootstrap } from './bootstrap.mjs';

await bootstrap('import.ts');
