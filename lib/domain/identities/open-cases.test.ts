/** What opens a case, and what stays decided. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { openCases, openCasesOf } from './open-cases.ts';

let env: TestEnvironment;
beforeAll(async () => {
  env = await createTestEnvironment();
});
afterAll(() => env.stop());

async function user(name: string, email: string): Promise<number> {
  const { rows } = await env.context.database.execute<{ id: string }>(
    sql`insert into users (name, email) values (${name}, ${email}) returning id`,
  );
  return Number(rows[0]?.id);
}

async function cases(...userIds: number[]) {
  const { rows } = await env.context.database.execute<{ kind: string; state: string }>(sql`
    select kind, state from identity_cases
    where user_ids && ${sql.param(userIds)}::bigint[] order by kind`);
  return rows;
}

test('two users with one e-mail are a pair, more are only named as sharing it', async () => {
  const two = [await user('Ann', 'Ann@mail.example'), await user('Anna', 'ann@mail.example')];
  const many = [];
  for (const name of ['Info', 'Sales', 'Help']) many.push(await user(name, 'info@shop.example'));
  await openCasesOf(env.context.database, null);
  expect(await cases(...two)).toEqual([{ kind: 'same-email', state: 'open' }]);
  expect(await cases(...many)).toEqual([{ kind: 'shared-email', state: 'open' }]);
});

test('a verdict stays, and what is no longer so is settled until it is so again', async () => {
  const ids = [await user('Bo', 'bo@mail.example'), await user('Bob', 'bo@mail.example')];
  await openCasesOf(env.context.database, ids);
  await env.context.database.execute(sql`update users set email = 'other@mail.example' where id = ${ids[1]}`);
  await openCasesOf(env.context.database, ids);
  expect(await cases(...ids)).toEqual([{ kind: 'same-email', state: 'settled' }]);
  await env.context.database.execute(sql`update users set email = 'bo@mail.example' where id = ${ids[1]}`);
  await openCasesOf(env.context.database, ids);
  expect(await cases(...ids)).toEqual([{ kind: 'same-email', state: 'open' }]);
  await env.context.database.execute(
    sql`update identity_cases set state = 'not-same' where ${ids[0]} = any(user_ids)`,
  );
  expect(await openCasesOf(env.context.database, ids)).toBe(0);
  expect(await openCasesOf(env.context.database, null)).toBe(0);
  expect(await cases(...ids)).toEqual([{ kind: 'same-email', state: 'not-same' }]);
});

test('an id that its provider does not know, after an edit said so', async () => {
  const userId = await env.person({ capillary: '564735544' });
  await env.context.database.execute(
    sql`update identities set external_id = '999000111' where user_id = ${userId}`,
  );
  await editTags(env.context, {
    userId,
    provider: 'capillary',
    operations: [{ verb: 'add', key: 'Lapsed', value: null }],
  });
  await openCasesOf(env.context.database, [userId]);
  expect(await cases(userId)).toEqual([{ kind: 'broken-id', state: 'open' }]);
  expect(await openCasesOf(env.context.database, null)).toBe(0);
});

test('what a pull found is opened once for its id', async () => {
  const ids = [await user('Cy', ''), await user('Cyd', '')];
  const found = {
    kind: 'candidates',
    userIds: ids,
    about: { provider: 'cerego', externalId: '77' },
  } as const;
  expect(await openCases(env.context.database, [found, found])).toBe(1);
  expect(await openCases(env.context.database, [found])).toBe(0);
});

test('an id that carries the e-mail of another user, from either side, and nobody’s once one is gone', async () => {
  const [one, other] = [await user('Di', 'di@mail.example'), await user('Dina', 'dina@mail.example')];
  await env.context.database.execute(sql`
    insert into identities (user_id, provider, external_id, profile)
    values (${one}, 'vero', 'di-1', '{"email": "Dina@mail.example"}')`);
  expect(await openCasesOf(env.context.database, [other])).toBe(1);
  expect(await openCasesOf(env.context.database, [one])).toBe(0);
  expect(await cases(one)).toEqual([{ kind: 'profile-email', state: 'open' }]);
  await env.context.database.execute(sql`delete from users where id = ${other}`);
  await openCasesOf(env.context.database, null);
  expect(await cases(one)).toEqual([{ kind: 'profile-email', state: 'settled' }]);
});
