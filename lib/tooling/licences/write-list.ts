/** `npm run licences`: writes lib/docs/third-party.md and the licences themselves beside it, from the lock file. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { licenceTexts, listOf } from './list-of.ts';
import { readPackages } from './read-packages.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const packages = readPackages(root);
writeFileSync(new URL('../../docs/third-party.md', import.meta.url), listOf(packages));
writeFileSync(new URL('../../docs/third-party-licences.txt', import.meta.url), licenceTexts(packages));
console.log(`${packages.length} packages written to lib/docs/third-party.md and third-party-licences.txt.`);
