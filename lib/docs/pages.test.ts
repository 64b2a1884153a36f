/** What *.md pages say of the code holds: texts on screens, files, links. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const pages = globSync('{*.md,.github/*.md,e2e/*.md,lib/*.md,lib/{docs,providers,sandbox}/**/*.md}', {
  cwd: root,
});

test('every text that the guide quotes stands on a screen', () => {
  const files = globSync('{app,components,lib/shared,lib/providers}/**/*.{ts,tsx}', { cwd: root });
  const code = files
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .map((file) => read(file).replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''))
    .join('\n');
  const quoted = [...read('lib/docs/guide.md').matchAll(/“([^”]+)”/g)].map(([, text = '']) => text);
  expect(quoted.length).toBeGreaterThan(30);
  expect(quoted.filter((text) => text !== 'quotes' && !code.includes(text))).toEqual([]);
});

test.each([
  ['.github/CONTRIBUTING.md', 60],
  ['lib/docs/architecture.md', 60],
])('every file that %s names exists', (page, least) => {
  const named = [...read(page).matchAll(/`((?:app|components|e2e|lib)\/[^`*\s]+)`/g)];
  expect(named.length).toBeGreaterThan(least);
  expect(named.map(([, file = '']) => file).filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('every link from page to page leads to a file, and to a heading there', () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
      .filter(([, to = '', heading]) => {
        const file = to === '' ? page : join(dirname(page), to);
        return !existsSync(join(root, file)) || (heading && !headingsOf(file).includes(heading));
      })
      .map(([link]) => `${page}: ${link}`),
  );
  expect(pages.length).toBeGreaterThan(10);
  expect(broken).toEqual([]);
});

/** GitHub's anchors. */
function headingsOf(file: string): string[] {
  return [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
