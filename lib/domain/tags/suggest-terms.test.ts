import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { suggestTerms } from './suggest-terms.ts';

const known: [string, string, string | null, number][] = [
  ['vero', 'prospect', null, 40],
  ['vero', 'prospect-2024', null, 90],
  ['vero', 'old-prospect', null, 500],
  ['vero', '100%_off', null, 3],
  ['capillary', 'prospect', null, 7],
  ['cerego', 'Region', 'California', 30],
  ['cerego', 'Region', 'Nevada', 12],
  ['cerego', 'Team', 'Calibration', 5],
  ['fragment', 'region', 'california', 2],
];

let world: TestContext;
beforeAll(async () => {
  world = await openTestContext('viewer');
  for (const tag of known) {
    await world.pool.query(
      'insert into tags (provider, key, value, usage_count) values ($1, $2, $3, $4)',
      tag,
    );
  }
});
afterAll(() => world.close());

async function offered(input: object): Promise<string[]> {
  const found = await suggestTerms(world.context, input);
  return found.map(
    ({ provider, key, value, count, near }) =>
      `${provider}:${key}${value === null ? '' : `=${value}`} ${count}${near ? ' near' : ''}`,
  );
}

test('a word offers whole tags and keys of every provider, what starts so and is used most first', async () => {
  expect(await offered({ wanted: 'term', text: 'Prosp' })).toEqual([
    'vero:prospect-2024 90',
    'vero:prospect 40',
    'capillary:prospect 7',
    'vero:old-prospect 500',
  ]);
  expect(await offered({ wanted: 'term', text: 'calif' })).toEqual([
    'cerego:Region=California 30',
    'fragment:region=california 2',
  ]);
  expect(await offered({ wanted: 'term', text: 'region' })).toEqual([
    'cerego:Region 42',
    'cerego:Region=California 30',
    'cerego:Region=Nevada 12',
    'fragment:region 2',
    'fragment:region=california 2',
  ]);
});

test('after the provider its own keys and labels are offered, after a key its values', async () => {
  expect(await offered({ wanted: 'key', provider: 'cerego' })).toEqual(['cerego:Region 42', 'cerego:Team 5']);
  expect(await offered({ wanted: 'value', provider: 'cerego', key: 'Region', text: 'cal' })).toEqual([
    'cerego:=California 30',
  ]);
  expect(await offered({ wanted: 'value', provider: 'cerego', text: 'cali' })).toEqual([
    'cerego:=California 30',
    'cerego:=Calibration 5',
  ]);
});

test('a misspelt one offers what is spelt like it, and only then', async () => {
  expect(await offered({ wanted: 'key', provider: 'capillary', text: 'prospct' })).toEqual([
    'capillary:prospect 7 near',
  ]);
  expect(await offered({ wanted: 'key', provider: 'cerego', text: 'Regon' })).toEqual([
    'cerego:Region 42 near',
  ]);
  expect(await offered({ wanted: 'value', provider: 'cerego', key: 'Region', text: 'Califrnia' })).toEqual([
    'cerego:=California 30 near',
  ]);
});

test('two letters changed over are near, however short the word', async () => {
  expect(await offered({ wanted: 'key', provider: 'cerego', text: 'Tema' })).toEqual(['cerego:Team 5 near']);
  expect(await offered({ wanted: 'value', provider: 'cerego', key: 'Region', text: 'Neavda' })).toEqual([
    'cerego:=Nevada 12 near',
  ]);
  expect(await offered({ wanted: 'key', provider: 'vero', text: '10%0' })).toEqual(['vero:100%_off 3 near']);
});

test('percent signs, underscores, backslashes and quotes are text like any other; NUL is refused in words', async () => {
  expect(await offered({ wanted: 'key', provider: 'vero', text: '100%_' })).toEqual(['vero:100%_off 3']);
  for (const text of ['\\', "' or 1=1 --", '%%%']) {
    await expect(offered({ wanted: 'term', text })).resolves.toBeInstanceOf(Array);
  }
  await expect(offered({ wanted: 'term', text: '100\0%' })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('cannot be kept'),
  });
});

test('who may not read tags is offered none, and junk is refused', async () => {
  const stranger = { ...world.context, actor: { ...world.context.actor, role: 'guest' } };
  await expect(suggestTerms(stranger, { wanted: 'term' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(suggestTerms(world.context, { wanted: 'all' })).rejects.toMatchObject({ code: 'invalid' });
});
