/** The packages as a page, and their licences word for word. */
import type { Package } from './read-packages.ts';

/** Platform builds under one name, so that the list is the same everywhere. */
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

/** What runs in every installation and what browsers are sent, each text once under all that share it. */
export function licenceTexts(packages: readonly Package[]): string {
  const holders = new Map<string, string[]>();
  const shipped = packages.filter(({ texts }) => texts !== null);
  for (const { name, version, texts } of shipped)
    for (const text of new Set(texts))
      holders.set(text, [...(holders.get(text) ?? []), `${name} ${version}`]);
  const silent = shipped.filter(({ texts }) => texts?.length === 0);
  const parts = [
    'Licences of the packages that come with Tagdesk, word for word. Written by `npm run licences`; a package that an\n' +
      'installation may lack, such as a build for one platform, brings its text in its own folder.',
    ...[...holders].map(([text, names]) => `${names.join('\n')}\n\n${text}`),
    `These name a licence without its text:\n\n${silent.map(({ name, version, licence }) => `${name} ${version}: ${licence}`).join('\n')}`,
  ];
  return `${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
