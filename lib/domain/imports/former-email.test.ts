/** Rows that name only the e-mail of somebody who went into another user. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mergeUsers } from '#lib/domain/identities/merge-users.ts';
import { createUser } from '#lib/domain/users/create-user.ts';
import { findUser } from '#lib/domain/users/find-user.ts';
import { type ImportWorld, openImports } from '#lib/testing/imports.ts';
import { openWithWorker, planned, staged } from '#lib/testing/worker.ts';

let world: ImportWorld;
beforeAll(async () => {
  world = await openImports();
});
afterAll(() => world.close());

const people = async (email: string) =>
  world.rows('select id, name, email from users where email = $1', email);

test('an import finds who they are now, and leaves their e-mail as the merge left it', async () => {
  await world.load('Ada,ada@now.example,ada-v,,,,,,,', 'Ada L,ada@old.example,,ada-c,,,,,,');
  const [now] = await people('ada@now.example');
  const [old] = await people('ada@old.example');
  await mergeUsers(world.context, { userId: now?.id, otherId: old?.id });
  const report = await world.load(',ADA@old.example,,,,,red,,,');
  expect(report).toMatchObject({ usersCreated: 0, usersChanged: 1, rowsBad: 0 });
  expect(await world.tagsOf('ada-v')).toEqual([{ key: 'red', value: null, proof: 'imported' }]);
  expect(await people('ada@old.example')).toEqual([]);
  expect(await people('ada@now.example')).toHaveLength(1);
});

test('whoever has the e-mail now comes first, and one of two who went elsewhere is nobody’s guess', async () => {
  await world.load(
    'Bo,bo@now.example,bo-v,,,,,,,',
    'Bo2,bo@old.example,,bo-c,,,,,,',
    'Cy,cy@x.example,cy-v,,,,,,,',
  );
  const id = async (email: string) => Number((await people(email))[0]?.id);
  await mergeUsers(world.context, {
    userId: await id('bo@now.example'),
    otherId: await id('bo@old.example'),
  });
  await world.load('Bo3,,,bo-3,,,,,,');
  await world.rows(`update users set email = 'bo@old.example' where name = 'Bo3'`);
  await world.rows('select refresh_users(array(select id from users))');
  expect(await world.load(',bo@old.example,,bo-3,,,,Region=West,,')).toMatchObject({ usersCreated: 0 });
  expect(await world.tagsOf('bo-3')).toMatchObject([{ key: 'Region' }]);
  await mergeUsers(world.context, { userId: await id('cy@x.example'), otherId: await id('bo@old.example') });
  const report = await world.load(',bo@old.example,,,,,blue,,,');
  expect(report).toMatchObject({ usersCreated: 0, rowsBad: 1 });
  expect(JSON.stringify(report.badRows)).toContain('More than one user has this e-mail');
});

test('a file of a run finds them, too', async () => {
  const env = await openWithWorker();
  try {
    const { userId } = await createUser(env.context, { name: 'Di', email: 'di@now.example', vero: 'di-v' });
    const { userId: otherId } = await createUser(env.context, { name: 'Di', email: 'di@old.example' });
    await mergeUsers(env.context, { userId, otherId });
    const { uploadId, guesses } = await staged(env, 'who.csv', 'email,vero_tags\ndi@old.example,red\n');
    const plan = await planned(env, {
      source: {
        kind: 'csv',
        uploadId,
        who: guesses.who,
        mappings: guesses.mappings.map((each) => ({ ...each, verb: 'add' })),
      },
      operations: [],
    });
    expect(plan.providers).toMatchObject([{ provider: 'vero', plan: { change: 1 } }]);
    expect(plan.badRowCount).toBe(0);
    expect(await findUser(env.context, userId)).toMatchObject({ email: 'di@now.example' });
  } finally {
    await env.stop();
  }
});
