/** Whoever is erased leaves no plain trace, and is not made again. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { importUsers } from '#lib/domain/imports/import-users.ts';
import { lookAtImport } from '#lib/domain/imports/look-at-import.ts';
import { lookAtPeople } from '#lib/domain/pulls/look-at-people.ts';
import { startPull } from '#lib/domain/pulls/start-pull.ts';
import { createRun } from '#lib/domain/runs/create-run.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { createUser } from '#lib/domain/users/create-user.ts';
import { editUser } from '#lib/domain/users/edit-user.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { linkIdentity } from '#lib/domain/users/link-identity.ts';
import { pullsOf } from '#lib/testing/pulls.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { eraseUser, exportKnown } from './erase-user.ts';
import { mergeUsers } from './merge-users.ts';
import { unlinkIdentity } from './move-identity.ts';

let env: TestEnvironment;
beforeAll(async () => {
  vi.stubEnv('TAGDESK_SECRET', 'a-secret-of-the-test-with-32-characters');
  env = await createTestEnvironment();
});
afterAll(() => env.stop());

async function rows<Row extends Record<string, unknown>>(text: string): Promise<Row[]> {
  return (await env.open.pool.query<Row>(text)).rows;
}

/** `table: text`, wherever one of them stands. */
async function tracesOf(texts: readonly string[]): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    for (const text of texts) {
      const { rowCount } = await env.open.pool.query(
        `select 1 from "${name}" t where position(lower($1) in lower(to_jsonb(t)::text)) > 0`,
        [text],
      );
      if (rowCount) found.push(`${name}: ${text}`);
    }
  }
  return found;
}

const file = (text: string) => ({
  fileName: 'people.csv',
  stream: (async function* () {
    yield new TextEncoder().encode(text);
  })(),
});

test('no table holds a name, e-mail or id of theirs; lines and outcomes stay; the rest stays as it is', async () => {
  const userId = await env.person({ vero: 'vero-kanya-1', fragment: 'frag-kanya' });
  await editUser(env.context, { userId, name: 'Kanya Bautista', email: 'kanya@tidewater.example' });
  await editUser(env.context, { userId, name: 'Kanya Ode', email: 'kanya.ode@tidewater.example' });
  for (const note of ['asked by kanya.ode@tidewater.example', 'for Kanya Ode'])
    await editTags(env.context, {
      userId,
      provider: 'vero',
      note,
      operations: [{ verb: 'add', key: `vip ${note.length}`, value: null }],
    });
  await editTags(env.context, {
    userId,
    provider: 'fragment',
    operations: [{ verb: 'set', key: 'mail', value: 'kanya.ode@tidewater.example' }],
  });
  await importUsers(
    env.context,
    file('email,vero_id,vero_tags\nkanya.ode@tidewater.example,vero-kanya-1,imported\n'),
  );
  const { userId: twin } = await createUser(env.context, {
    name: 'K. Bautista',
    email: 'k.bautista@other.example',
    cerego: '778899001',
  });
  await mergeUsers(env.context, { userId, otherId: twin });
  const unlinked = (await findUser(env.context, userId))?.identities.find(
    ({ provider }) => provider === 'cerego',
  );
  await unlinkIdentity(env.context, { userId, identityId: unlinked?.id });
  const other = await env.person({ vero: 'somebody-else' });
  await editTags(env.context, {
    userId: other,
    provider: 'vero',
    note: 'as for Kanya Ode',
    operations: [{ verb: 'add', key: 'vip', value: null }],
  });
  const { runId } = await createRun(env.context, {
    name: 'Mail kanya.ode@tidewater.example',
    source: { kind: 'filter', q: 'kanya.ode@tidewater.example', except: [] },
    operations: [{ provider: 'vero', operations: [{ verb: 'add', key: 'x', value: null }] }],
  });
  await env.context.database.execute(sql`update runs set status = 'discarded' where id = ${runId}`);
  await env.open.pool.query(
    `with u as (insert into run_uploads (file_name, columns) values ('Kanya Ode.csv', '["email"]') returning id)
     insert into run_upload_rows (upload_id, line, cells) select id, 2, '["kanya.ode@tidewater.example"]' from u`,
  );
  const texts = ['kanya', 'tidewater', 'bautista', 'k.bautista@other.example', '778899001'];
  expect((await tracesOf(texts)).length).toBeGreaterThan(8);
  const linesOf = () =>
    rows(`select id, kind, provider, outcome, state, run_id, import_id, created_at from changes order by id`);
  const before = await linesOf();

  const known = JSON.parse(await exportKnown(env.context, userId));
  expect(known).toMatchObject({ user: { name: 'Kanya Ode' }, merged: [{ name: 'K. Bautista' }] });
  expect(known.changes.length).toBeGreaterThan(3);

  const { lines } = await eraseUser(env.context, { userId, why: 'asked by letter' });
  expect(lines).toBe(4);
  expect(await tracesOf(texts)).toEqual([]);
  expect(await rows(`select note from changes where user_id = ${other}`)).toEqual([
    { note: `as for erased user ${userId}` },
  ]);
  expect(await linesOf()).toEqual(before);
  expect(await findUser(env.context, userId)).toBeNull();
  expect(await rows(`select external_id from changes where user_id = ${userId} group by 1`)).toEqual([
    { external_id: `erased user ${userId}` },
  ]);
  await expect(mergeUsers(env.context, { userId: other, otherId: userId })).rejects.toThrow('was erased');
});

test('a file, a form and a link that name them again leave them out and say so', async () => {
  const { userId } = await createUser(env.context, { name: 'Leo', email: 'leo@gone.example', vero: 'leo-1' });
  await eraseUser(env.context, { userId, why: 'asked' });
  const text = 'email,vero_id\nLEO@gone.example,new-id\nx@gone.example,leo-1\nfine@gone.example,fine-1\n';
  const reason = 'This person was erased and is left out.';
  expect(await lookAtImport(env.context, file(text))).toMatchObject({
    rowsBad: 2,
    badRows: [{ reason }, { reason }],
  });
  const report = await importUsers(env.context, file(text));
  expect(report).toMatchObject({
    rowsLoaded: 1,
    rowsBad: 2,
    badRows: [
      { line: 2, reason },
      { line: 3, reason },
    ],
  });
  await expect(createUser(env.context, { email: 'leo@gone.example' })).rejects.toThrow('was erased');
  const { userId: next } = await createUser(env.context, { email: 'next@gone.example' });
  await expect(
    linkIdentity(env.context, { userId: next, provider: 'vero', externalId: 'leo-1' }),
  ).rejects.toThrow('was erased');
});

test('a pull that lists them again, or lists them while they are erased, leaves them out and says so', async () => {
  const pulls = pullsOf(env);
  const { userId } = await createUser(env.context, {
    name: 'Oda',
    email: 'oda@gone.example',
    fragment: 'oda-1',
  });
  const listed = [
    { id: 'oda-1', externalId: 'oda-ref', tags: [{ key: 'plan', value: 'pro' }] },
    { id: 'pia-1', externalId: 'pia-ref', tags: [] },
  ];
  // The first test's person is listed there as well.
  await env.control('POST', 'seed', { fragment: listed });
  await startPull(env.context, { provider: 'fragment' });
  await env.open.pool.query(
    `insert into pull_rows (pull_id, external_id, second_ref, is_bad, read_from) select id, 'oda-1', 'oda-ref', false, now() from pulls`,
  );
  await eraseUser(env.context, { userId, why: 'asked' });
  expect(await rows('select external_id from pull_rows')).toEqual([]);
  await env.open.pool.query(`update pulls set state = 'cancelled', ended_at = now()`);
  expect(await lookAtPeople(env.context, { provider: 'fragment' })).toMatchObject({ created: 1, bad: 2 });
  expect(await pulls.pull('fragment')).toMatchObject({
    ...{ state: 'done', created: 1, bad: 2 },
    badReasons: Array(2).fill('This person was erased and is left out.'),
  });
  expect(await tracesOf(['oda-1', 'oda-ref', 'Oda'])).toEqual([]);
});

test('only admins may, and not while a change is open', async () => {
  const { userId } = await createUser(env.context, { name: 'Mia', email: 'mia@x.example', vero: 'mia-1' });
  for (const role of ['viewer', 'support', 'marketer']) {
    await expect(eraseUser(env.as({ role }), { userId, why: 'asked' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(exportKnown(env.as({ role }), userId)).rejects.toMatchObject({ code: 'forbidden' });
  }
  await env.open.pool.query(
    `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, not_before)
     select 'tags', ${userId}, id, 'vero', 'mia-1', 'Ana', '[]', now() + interval '1 hour' from identities where user_id = ${userId}`,
  );
  await expect(eraseUser(env.context, { userId, why: 'asked' })).rejects.toThrow('on its way');
});

test('a user with 10,000 lines is erased at once', { timeout: 60_000 }, async () => {
  const { userId } = await createUser(env.context, {
    name: 'Nia Long',
    email: 'nia@long.example',
    vero: 'nia-long',
  });
  await env.open.pool.query(
    `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, after, outcomes, outcome, state, note, exchanges)
     select 'tags', ${userId}, i.id, 'vero', 'nia-long', 'Ana', '[{"verb":"add","key":"vip","value":null}]', '[]',
       '[{"key":"vip","value":null,"proof":"accepted","proofAt":"2026-01-01T00:00:00.000Z","providerTagId":null}]',
       '[{"outcome":"accepted","code":null,"message":null,"hint":null}]', 'accepted', 'closed', 'for nia@long.example',
       '[{"request":{"id":"nia-long"}}]' from identities i, generate_series(1, 10000) where i.user_id = ${userId}`,
  );
  expect(await eraseUser(env.context, { userId, why: 'asked' })).toEqual({ lines: 10_000 });
  expect(await tracesOf(['nia-long', 'nia@long.example', 'Nia Long'])).toEqual([]);
});
