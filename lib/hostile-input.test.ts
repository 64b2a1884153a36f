/** Every schema that a verb parses with, and every reader of an address, given anything: a value or a clear refusal. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { localPath } from './auth/local-path.ts';
import { readHistoryQuery } from './changes/read-history-query.ts';
import { AppError, parseInput } from './errors.ts';
import { readColumns } from './query/columns.ts';
import { readRunQuery } from './runs/read-run-query.ts';
import { readCursor } from './users/list-cursor.ts';
import { userSorts } from './users/list-schemas.ts';

/** Parts of lib that take nothing from a browser. */
const outside = /^(sandbox|bench|launch|db|providers|testing)\//;

/** Every schema that a module of lib shows to others, found in the sources so that none can be left out. */
async function findSchemas(): Promise<[string, z.ZodType][]> {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') &&
      !/\.test\.ts$/.test(file) &&
      !outside.test(file) &&
      readFileSync(`${import.meta.dirname}/${file}`, 'utf8').includes("from 'zod'"),
  );
  const modules = await Promise.all(
    files.map(
      async (file): Promise<[string, Record<string, unknown>]> => [
        file,
        await import(/* @vite-ignore */ `./${file}`),
      ],
    ),
  );
  return modules.flatMap(([file, exports]) =>
    Object.entries(exports).flatMap(([name, value]): [string, z.ZodType][] =>
      value instanceof z.ZodType ? [[`${file} ${name}`, value]] : [],
    ),
  );
}

const schemas = await findSchemas();

/** Names of fields anywhere in a schema, so that what is made up gets past its first layer. */
function fieldsOf(schema: z.ZodType): string[] {
  const text = JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }));
  const names = [...text.matchAll(/"(\w+)":\{/g)].map(([, name]) => name ?? '');
  return [...new Set([...names, '__proto__', 'constructor'])];
}

const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    0,
    -1,
    1,
    1e21,
    Number.NaN,
    '',
    ' ',
    'vero',
    'fragment',
    'add',
    'set',
  ),
  fc.constantFrom<unknown>(
    'users',
    'csv',
    'filter',
    'admin',
    'a@b.example',
    '\0',
    '\ud800',
    '2026-11-21',
    "'; drop table users",
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('x'.repeat(20_000), '%'.repeat(300), '('.repeat(500)),
  fc.double(),
);

function anythingFor(fields: readonly string[]): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(fc.constantFrom(...fields), tie('value'), { maxKeys: 8 }),
    ),
  })).value;
}

test('the schemas of lib were found', () => {
  expect(schemas.length).toBeGreaterThan(30);
});

test.each(schemas)('%s takes what it allows and refuses the rest with words', (_, schema) => {
  fc.assert(
    fc.property(anythingFor(fieldsOf(schema)), (input) => {
      try {
        const parsed = JSON.stringify(parseInput(schema, input)) ?? '';
        expect(parsed).not.toContain('\\u0000');
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect(error).toMatchObject({ code: 'invalid', message: expect.stringMatching(/./) });
      }
    }),
    { numRuns: 300 },
  );
});

test('addresses, whatever stands in them, are read or refused, never thrown over', () => {
  const names = fc.constantFrom(
    'q',
    'sort',
    'cursor',
    'limit',
    'before',
    'after',
    'attention',
    'columns',
    'from',
    'userId',
  );
  const parameters = fc
    .array(fc.tuple(names, fc.string({ unit: 'binary', maxLength: 40 })), { maxLength: 8 })
    .map((pairs) => new URLSearchParams(pairs));
  fc.assert(
    fc.property(parameters, fc.string({ unit: 'binary' }), (search, text) => {
      readHistoryQuery(search);
      readRunQuery(search);
      expect(localPath(text)).toMatch(/^\/(?![/\\])/);
      for (const column of readColumns(text)) expect(column).not.toBe('');
      for (const sort of userSorts) {
        try {
          readCursor(sort, text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid' });
        }
      }
    }),
    { numRuns: 1_000 },
  );
});
