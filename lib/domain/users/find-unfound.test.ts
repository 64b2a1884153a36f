import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { listUsers } from './list-users.ts';

let world: TestContext;
beforeAll(async () => {
  world = await openTestContext('viewer');
  await world.pool.query(
    `insert into users (name, email, search) select n, lower(n) || '@x.example', fold_text(n || E'\\n' || lower(n) || '@x.example')
     from unnest(array['Ana', 'Bo', 'Cleo']) n`,
  );
  await world.pool.query(
    `with made as (insert into users (name, email, search) values ('Dee', '', E'dee\\n\\nvero-77') returning id)
     insert into identities (user_id, provider, external_id) select id, 'vero', 'vero-77' from made`,
  );
});
afterAll(() => world.close());

const noticesOf = async (q: string) => (await listUsers(world.context, { q })).notices;

test('a list in the search says who of it is not found, and leaves them out', async () => {
  const q = 'ana@x.example OR nobody@x.example OR CLEO@X.EXAMPLE OR vero-77 OR vero-7 OR z-99';
  expect(await noticesOf(q)).toEqual([
    {
      about: 'unfound',
      message: '4 of 6 found, 2 not.',
      list: ['nobody@x.example', 'z-99'],
      cures: [
        {
          suggestion: '',
          says: 'Leave out the 2',
          cured: 'ana@x.example OR CLEO@X.EXAMPLE OR vero-77 OR vero-7',
        },
      ],
    },
  ]);
});

test.each(['ana@x.example OR bo@x.example', 'ana@x.example', 'ana OR nobody', 'a@x.example OR has:vero'])(
  '%j is no list with somebody missing',
  async (q) => expect(await noticesOf(q)).toEqual([]),
);
