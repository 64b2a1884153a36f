import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalog } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { fields, hasLabels, providerNames } from './fields.ts';
import { parseFilter } from './parse.ts';

test('names and shapes of the providers are those of the catalogue of providers', () => {
  for (const id of providerIds) {
    expect(providerNames[id]).toBe(catalog[id].label);
    expect(hasLabels(id)).toBe(catalog[id].shape === 'label');
  }
});

test.each(fields.map(({ name, example }) => ({ name, example })))(
  'the example of $name: can be typed',
  ({ name, example }) => {
    expect(parseFilter(example)).toMatchObject({ ok: true });
    expect(example.startsWith(`${name}:`)).toBe(true);
  },
);

test('the page on the language shows every field, and everything that it shows as typed can be typed', () => {
  const page = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  for (const { example } of fields) expect(page).toContain(`\`${example}\``);
  const typed = [...page.matchAll(/^\| `([^`]+)` +\|/gm)].map((match) => match[1] ?? '');
  expect(typed.length).toBeGreaterThan(fields.length);
  for (const filter of typed) expect(parseFilter(filter), filter).toMatchObject({ ok: true });
});
