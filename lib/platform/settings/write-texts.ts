/** `npm run settings`: writes `.env.example` and the tables of lib/docs/settings.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { exampleFile, pageWithTables, settingsPage } from './texts.ts';

writeFileSync('.env.example', exampleFile());
writeFileSync(settingsPage, pageWithTables(readFileSync(settingsPage, 'utf8')));
