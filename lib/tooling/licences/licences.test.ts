import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { isAllowed } from './allowed.ts';
import { createSbom } from './create-sbom.ts';
import { licenceTexts, listOf } from './list-of.ts';
import { readPackages } from './read-packages.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const packages = readPackages(root);

test('no package comes with a licence that is not allowed', () => {
  expect(packages.length).toBeGreaterThan(50);
  expect(packages.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
});

test('the list of packages is up to date (npm run licences)', () => {
  expect(readFileSync(new URL('../../docs/third-party.md', import.meta.url), 'utf8')).toBe(listOf(packages));
});

test('the licences of what comes with Tagdesk stand in one file (npm run licences)', () => {
  const text = readFileSync(new URL('../../docs/third-party-licences.txt', import.meta.url), 'utf8');
  // Not `toBe`, which would compare a third of a megabyte line by line.
  expect(text === licenceTexts(packages)).toBe(true);
  expect(text).toMatch(/^react 19[\s\S]+?Copyright \(c\) Meta Platforms/m);
});

test('the bill of materials names every package in production, its version and its licence', () => {
  const bill = z
    .object({
      metadata: z.object({ component: z.object({ name: z.string() }) }),
      components: z.array(
        z.object({ name: z.string(), version: z.string(), licenses: z.array(z.unknown()).min(1) }),
      ),
    })
    .parse(JSON.parse(createSbom(root)));
  expect(bill.metadata.component.name).toBe('tagdesk');
  const named = new Set(bill.components.map(({ name, version }) => `${name} ${version}`));
  expect([...named].sort()).toEqual(packages.map(({ name, version }) => `${name} ${version}`).sort());
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
