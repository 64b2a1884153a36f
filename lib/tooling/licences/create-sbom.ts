/** What runs in production as a bill of materials: CycloneDX, in npm's own words. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.looseObject({ devDependencies: z.unknown() });
const lockFile = z.looseObject({
  packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional() })),
});

/** The JSON as npm writes it; needs npm 10 or later, and reads nothing but the two files of packages in `root`. */
export function createSbom(root: string): string {
  const place = mkdtempSync(join(tmpdir(), 'tagdesk-sbom-'));
  // npm names the product after its folder.
  const folder = join(place, 'tagdesk');
  mkdirSync(folder);
  try {
    // `--omit=dev` would also leave out what production and development share (npm/cli#7909).
    const { devDependencies: _, ...own } = manifest.parse(parseFile(join(root, 'package.json')));
    const lock = lockFile.parse(parseFile(join(root, 'package-lock.json')));
    const production = Object.entries(lock.packages).filter(([, { dev }]) => !dev);
    const packages = { ...Object.fromEntries(production), '': own };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(own));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...lock, packages }));
    const parameters = ['--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'];
    return execFileSync('npm', ['sbom', '--prefix', '.', ...parameters], {
      cwd: folder,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
  } finally {
    rmSync(place, { recursive: true });
  }
}

function parseFile(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
