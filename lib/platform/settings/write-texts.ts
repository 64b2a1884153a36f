/** `npm run settings`: writes `.env.example` and the README's tables. */
import { readFileSync, writeFileSync } from 'node:fs';
import { exampleFile, readmeWithTables } from './texts.ts';

writeFileSync('.env.example', exampleFile());
writeFileSync('README.md', readmeWithTables(readFileSync('README.md', 'utf8')));
