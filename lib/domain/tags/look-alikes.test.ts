import { afterAll, beforeAll, expect, test } from 'vitest';
import { importUsers } from '#lib/domain/imports/import-users.ts';
import { adviseOnTyped } from '#lib/domain/tags/advise-on-typed.ts';
import { suggestTags } from '#lib/domain/tags/suggest-tags.ts';
import { createUser } from '#lib/domain/users/create-user.ts';
import { listUsers } from '#lib/domain/users/list-users.ts';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { listCatalogue } from './list-catalogue.ts';

let world: TestContext;
beforeAll(async () => {
  world = await openTestContext('admin');
});
afterAll(() => world.close());

async function load(...lines: string[]) {
  const header = 'name,email,vero_id,fragment_user_ref,vero_tags,fragment_tags';
  async function* stream() {
    yield new TextEncoder().encode([header, ...lines].join('\n'));
  }
  return importUsers(world.context, { fileName: 'people.csv', stream: stream() });
}

test('one spelling leads to the other, and each says that there is another', async () => {
  await load(
    'One,,l-1,l-1,Café Club,city=New York',
    'Two,,l-2,l-2,Cafe\u0301 Club;café club;plain,city=New\u00A0York',
    'Three,,l-3,l-3,vi\u200Bp;vip,tier=plain',
  );
  const listed = await listCatalogue(world.context, { sort: 'name' });
  const twins = listed.tags.filter(({ hasTwin }) => hasTwin).map(({ key, value }) => value ?? key);
  expect(twins.toSorted()).toEqual(
    ['Cafe\u0301 Club', 'Café Club', 'New York', 'New\u00A0York', 'vi\u200Bp', 'vip'].toSorted(),
  );

  const found = async (q: string) => {
    const page = await listUsers(world.context, { q });
    return { names: page.users.map(({ name }) => name).toSorted(), notices: page.notices };
  };
  for (const [q, half, other] of [
    ['vero:"Café Club"', 'One', 'Two'],
    ['fragment:city="New York"', 'One', 'Two'],
    ['tag:"Cafe\u0301 Club"', 'Two', 'One'],
  ] as const) {
    const { names, notices } = await found(q);
    expect(names).toEqual([half]);
    expect(notices).toMatchObject([{ about: q, cures: [{ says: 'Any of these 2' }] }]);
    const both = await found(notices[0]?.cures[0]?.cured ?? '');
    expect(both).toEqual({ names: [half, other].toSorted(), notices: [] });
  }
  expect((await found('vero:plain')).notices).toEqual([]);
  // A spelling without users leads to those with users.
  const unknown = await found('vero:"Café\u00A0Club"');
  expect(unknown.notices[0]?.cures.map(({ suggestion }) => suggestion)).toContain('vero:"Café Club"');
});

test('what is typed is told of its look-alike, in whatever spelling the keyboard writes', async () => {
  expect(await adviseOnTyped(world.context, { provider: 'vero', key: 'Cafe\u0301 Club' })).toEqual([
    'Looks like “Café Club”, which 1 user carries: it is another tag.',
  ]);
  expect(await adviseOnTyped(world.context, { provider: 'capillary', key: 'Café Club' })).toEqual([]);
  expect(await adviseOnTyped(world.context, { provider: 'vero', key: 'PLAIN' })).toEqual([]);
  const offered = await suggestTags(world.context, { provider: 'vero', text: 'CAFÉ' });
  expect(offered.map(({ key }) => key).toSorted()).toEqual(
    ['Cafe\u0301 Club', 'Café Club', 'café club'].toSorted(),
  );
});

test('an e-mail names one person however it is spelt, and an unusual one is searched as it was typed', async () => {
  await load(
    'Jürgen,jürgen@müller-shop.example,,,,',
    'Jürgen M,JU\u0308RGEN@mu\u0308ller-shop.example,e-1,,,',
  );
  const rows = await world.pool.query(
    `select name from users where fold_text(email) = fold_text('jürgen@müller-shop.example')`,
  );
  expect(rows.rows).toEqual([{ name: 'Jürgen M' }]);
  await expect(
    createUser(world.context, { name: 'Twice', email: 'ju\u0308rgen@müller-shop.example' }),
  ).rejects.toThrow('has the e-mail');
  for (const email of [
    'taro..yamada.@docomo.ne.jp',
    'info@grün-shop.example',
    'r&d@mail.example',
    'a_b@sub_domain.example',
  ]) {
    await createUser(world.context, { name: 'Somebody', email });
    const page = await listUsers(world.context, { q: `"${email.toUpperCase()}"` });
    expect(page.users.map((user) => user.email)).toEqual([email]);
  }
  const report = await load(
    'Root,root@localhost,e-2,,,',
    'None,not an address,e-3,,,',
    'Blank,a@\u200B,e-4,,,',
  );
  expect(report.badRows.map(({ line, column }) => `${line} ${column}`)).toEqual(['3 email', '4 email']);
});
