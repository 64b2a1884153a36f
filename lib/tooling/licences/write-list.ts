/** `npm run licences`: writes lib/docs/third-party.md from the lock file. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { listOf } from './list-of.ts';
import { readPackages } from './read-packages.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const packages = readPackages(root);
writeFileSync(new URL('../../docs/third-party.md', import.meta.url), listOf(packages));
console.log(`${packages.length} packages written to lib/docs/third-party.md.`);
