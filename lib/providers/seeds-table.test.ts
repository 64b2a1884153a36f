/** The README's table of statements names every test, and only existing ones. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { providerIds } from './ids.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');

/** The third cell: a file below this folder, and a title. */
const rows = read('README.md')
  .split('\n')
  .flatMap((line) => {
    const [, file, title] = /\| `([^`|]+\.ts)`: ([^|]+?)\s*\|$/.exec(line) ?? [];
    return file && title ? [{ file, title }] : [];
  });

test('the table is there', () => {
  expect(rows.length).toBeGreaterThan(40);
});

test.each(rows)('$file has the test “$title”', ({ file, title }) => {
  expect(read(file)).toContain(`'${title}'`.replaceAll('"', '\\"'));
});

test.each(providerIds)('every test of the document of %s is in the table', (id) => {
  const file = `${id}/seeds.test.ts`;
  const source = read(file);
  const titles = [...source.matchAll(/\btest(?:\.each\([\s\S]*?\))?\(\s*'([^']+)',/g)].map(
    ([, title]) => title,
  );
  const listed = rows.filter((row) => row.file === file).map(({ title }) => title);
  expect(titles.filter((title) => title !== undefined && !listed.includes(title))).toEqual([]);
  expect(titles.length).toBe(listed.length);
});
