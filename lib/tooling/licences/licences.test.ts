import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isAllowed } from './allowed.ts';
import { listOf } from './list-of.ts';
import { readPackages } from './read-packages.ts';

const packages = readPackages(fileURLToPath(new URL('../../..', import.meta.url)));

test('no package comes with a licence that is not allowed', () => {
  expect(packages.length).toBeGreaterThan(50);
  expect(packages.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
});

test('the list of packages is up to date (npm run licences)', () => {
  expect(readFileSync(new URL('../../docs/third-party.md', import.meta.url), 'utf8')).toBe(listOf(packages));
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['Apache-2.0 AND LGPL-3.0-or-later', true],
  ['MIT AND GPL-3.0', false],
  ['AGPL-3.0', false],
  ['unknown', false],
  ['', false],
])('%s is allowed: %s', (expression, verdict) => {
  expect(isAllowed(expression)).toBe(verdict);
});
