/** A fingerprint of the build's sources. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const sources: readonly string[] = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/** Never part of the build. */
const outside = new Set([
  'lib/tooling/backup',
  'lib/tooling/bench',
  'lib/tooling/cli',
  'lib/tooling/demo',
  'lib/sandbox',
  'lib/testing',
  'lib/worker',
  'lib/tooling/embedded-postgres',
  'lib/platform/db/migrations',
]);

/** SHA-256, hexadecimal, of names and contents, without tests and *.md. */
export function hashSources(root: string): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    if (existsSync(join(root, source))) addTo(hash, root, source);
  }
  return hash.digest('hex');
}

function addTo(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  if (outside.has(path)) return;
  const full = join(root, path);
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, root, `${path}/${name}`);
    return;
  }
  if (/\.(test\.tsx?|md)$/.test(path)) return;
  hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
}
