/** Every schema of a verb, and every reader of a URL, given anything: a value or a clear refusal. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readHistoryQuery } from '#lib/domain/history/list-history.ts';
import { readRunQuery } from '#lib/domain/runs/read-run-query.ts';
import { readCursor } from '#lib/domain/users/list-cursor.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { readColumns } from '#lib/shared/filter/columns.ts';
import { localPath } from '#lib/shared/local-path.ts';
import { userSorts } from '#lib/shared/user-list.ts';
import { breachesOf } from '#lib/testing/breaches.ts';
import { findSchemas } from '#lib/testing/find-schemas.ts';

const schemas = await findSchemas();

/** So that generated input passes the first layer. */
function fieldsOf(schema: z.core.$ZodType): string[] {
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

/** zod's own messages, and our fallbacks. */
const noWords =
  /expected|received|too (big|small)|invalid|unrecognized|^(“[^”]*”|The input) is not valid\.$|^Not valid\.$/i;

test.each(schemas)('%s says of every limit what is wrong, in words of ours', (_, schema) => {
  for (const { what, path, input } of breachesOf(schema)) {
    const { error } = z.core.safeParse(schema, input);
    for (const { message } of error?.issues ?? []) {
      expect(message, `${what} at ${path.join('.')}`).not.toMatch(noWords);
      expect(message, `${what} at ${path.join('.')}`).toMatch(/^\p{Lu}.*\.$|^“.*\.$/su);
    }
  }
});

test('limits of every kind are met on purpose', () => {
  const met = schemas.flatMap(([, schema]) =>
    breachesOf(schema).flatMap(({ what, input }) => (z.core.safeParse(schema, input).success ? [] : [what])),
  );
  expect(new Set(met)).toEqual(
    new Set([
      'missing',
      'another type',
      'null',
      'no number',
      'not whole',
      'too large',
      'too small',
      'too few',
      'too many',
      'no such choice',
      'blank',
      'too long',
      'too short',
      'another option',
      'half a character',
    ]),
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
