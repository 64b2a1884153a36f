/** `npm run sbom`: writes sbom.cdx.json from the lock file. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createSbom } from './create-sbom.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
writeFileSync(new URL('../../../sbom.cdx.json', import.meta.url), createSbom(root));
console.log('Written to sbom.cdx.json.');
