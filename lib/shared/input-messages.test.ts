import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { $ZodType } from 'zod/v4/core';
import { listCatalogueInput, readTagActivityInput, suggestTermsInput } from '#lib/shared/catalogue.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { missingLabelInput, suggestTagsInput } from '#lib/shared/tags.ts';
import { listUsersInput, suggestNamesInput } from '#lib/shared/user-list-input.ts';
import { findSchemaFiles, findSchemas } from '#lib/testing/find-schemas.ts';

const long = 'x'.repeat(201);

test.each<[$ZodType, object, string, string]>([
  [
    listCatalogueInput,
    { sort: 'zz' },
    'sort',
    'There is no sort “zz”; there are users, users-asc, name, name-desc, used, used-asc.',
  ],
  [
    listCatalogueInput,
    { provider: 'zz' },
    'provider',
    'There is no provider “zz”; there are vero, cerego, capillary, fragment.',
  ],
  [listCatalogueInput, { text: long }, 'text', '“text” has at most 200 characters.'],
  [listCatalogueInput, { offset: 'x' }, 'offset', '“offset” has to be a number.'],
  [listCatalogueInput, { offset: '1.5' }, 'offset', '“offset” has to be a whole number.'],
  [listCatalogueInput, { offset: '-1' }, 'offset', '“offset” has to be at least 0.'],
  [listCatalogueInput, { offset: '1e7' }, 'offset', '“offset” has to be at most 1,000,000.'],
  [readTagActivityInput, { tagId: '0' }, 'tagId', '“tag id” has to be more than 0.'],
  [
    suggestTagsInput,
    { text: 'a' },
    'provider',
    '“provider” is missing; there are vero, cerego, capillary, fragment.',
  ],
  [
    suggestTagsInput,
    { provider: long },
    'provider',
    'There is no such provider; there are vero, cerego, capillary, fragment.',
  ],
  [suggestTagsInput, { provider: 'vero', key: 5 }, 'key', '“key” has to be a text.'],
  [suggestTermsInput, { wanted: 'zz' }, 'wanted', 'There is no wanted “zz”; there are term, key, value.'],
  [missingLabelInput, { provider: 'vero' }, 'key', '“key” is missing.'],
  [suggestNamesInput, { wanted: 'run', text: long }, 'text', '“text” has at most 200 characters.'],
  [suggestNamesInput, [], '', 'The input has to be an object.'],
  // A schema's own message comes first.
  [listUsersInput, { limit: '0' }, 'limit', 'At least one row.'],
])('what is wrong is told in words, schema by schema: %#', (schema, input, field, message) => {
  expect(() => parseInput(schema, input)).toThrow(
    expect.objectContaining({ message, fields: { [field]: message } }),
  );
});

const lib = join(import.meta.dirname, '..');

/** Transitively, without types. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  const imports = /^(?:import|export) (?!type\b)(?:[^;]*? from )?'(#lib\/|\.\.?\/)([^']+)'/gm;
  for (const [, base, path = ''] of readFileSync(file, 'utf8').matchAll(imports))
    reached(base === '#lib/' ? join(lib, path) : join(dirname(file), `${base}${path}`), seen);
  return seen;
}

test('no schema is shown by a module that does not bring these words along, to the browser too', async () => {
  const showing = new Set((await findSchemas()).map(([name]) => name.split(' ')[0]));
  const without = findSchemaFiles()
    .filter((file) => showing.has(file))
    .filter((file) => !reached(join(lib, file)).has(join(lib, 'shared', 'input-messages.ts')));
  expect(without).toEqual([]);
});

test('no module that a browser loads brings the large build of the schema library', () => {
  const filesIn = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
      .map((file) => join(folder, file));
  const loaded = new Set(filesIn(join(lib, '..', 'components')));
  for (const file of filesIn(join(lib, 'shared'))) reached(file, loaded);
  expect(loaded).toContain(join(lib, 'providers', 'text-rule.ts'));
  const large = /^import (?!type\b)[^;]*? from 'zod';/m;
  expect([...loaded].filter((file) => large.test(readFileSync(file, 'utf8')))).toEqual([]);
});
