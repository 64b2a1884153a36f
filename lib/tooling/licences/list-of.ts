/** The list of packages as a page. */
import type { Package } from './read-packages.ts';

/** Platform builds of one package stand under one name, so that the list is the same on every machine. */
const platform =
  /[-/](linux|darwin|win32|windows|freebsd|netbsd|openbsd|openharmony|android|aix|sunos|wasm32)[-\w]*$/;

export function listOf(packages: readonly Package[]): string {
  const lines = packages
    .filter(({ name }) => !platform.test(name))
    .map(({ name, version, licence }) => `- ${name} ${version}: ${licence}`);
  return [
    '# Packages that come with Tagdesk',
    '',
    'What runs in production, with the licence that each package names; tools for development are left out, and so are',
    'builds for single platforms, which share the licence of their package. Written by `npm run licences`; a test',
    'compares it with the lock file and refuses licences that are not in `lib/tooling/licences/allowed.ts`.',
    '',
    ...lines,
    '',
  ].join('\n');
}
