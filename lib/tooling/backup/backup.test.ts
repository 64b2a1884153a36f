import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { createAuth } from '#lib/platform/auth/server.ts';
import { openDatabase } from '#lib/platform/db/client.ts';
import {
  contentsOf,
  emptyDatabase,
  file,
  restore,
  secret,
  setUpBackup,
  visits,
  withDatabase,
} from '#lib/testing/backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const backedUp = setUpBackup();

test('what is restored is what was there: rows, derived figures, and the next ids', async () => {
  const url = await emptyDatabase();
  expect(await restore(url)).toMatchObject({ sameSecret: true });
  expect(await contentsOf(url)).toEqual(await contentsOf(backedUp()));
  const insert = "insert into users (name) values ('Next') returning id, (select max(id) from users) as last";
  await withDatabase(url, async (client) => {
    const { rows } = await client.query<{ id: string; last: string }>(insert);
    expect(Number(rows[0]?.id)).toBe(Number(rows[0]?.last) + 1);
    const { rows: counted } = await client.query<{ same: boolean }>(
      "select value = (select count(*) from users) as same from counters where name = 'users'",
    );
    expect(counted).toEqual([{ same: true }]);
    await expect(client.query('delete from changes')).rejects.toThrow('never altered or removed');
  });
});

test('what happens next is told of after a restore, into an empty installation and over the same one', async () => {
  const url = await emptyDatabase();
  const signIn = async () => {
    const open = openDatabase(url);
    await recordEvent(open.database, { kind: 'sign-in.succeeded', memberId: 'm', actor: 'Mira' });
    await open.close();
  };
  await restore(url);
  await signIn();
  await restore(url, file, true);
  await signIn();
  await withDatabase(url, async (client) => {
    const { rows } = await client.query<{ kind: string }>(
      'select kind from audit_events order by id desc limit 2',
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['sign-in.succeeded', 'installation.restored']);
  });
});

test('a restored installation waits: nobody is signed in, runs rest, open lines are looked up first', async () => {
  const url = await emptyDatabase();
  await restore(url);
  await withDatabase(url, async (client) => {
    const read = async (statement: string) => (await client.query<{ value: string }>(statement)).rows;
    for (const table of visits) expect(await read(`select 1 from ${table}`)).toEqual([]);
    expect(await read("select distinct state as value from changes where outcome = 'pending'")).toEqual([
      { value: 'in-doubt' },
    ]);
    expect(await read('select status as value from runs')).toEqual([{ value: 'paused' }]);
    expect(
      await read("select actor as value from audit_events where kind = 'installation.restored'"),
    ).toEqual([{ value: 'Tagdesk' }]);
  });
  expect(gunzipSync(readFileSync(file)).toString()).not.toContain('"table":"sessions"');
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('recovery codes do not come back, since some may have been used meanwhile', async () => {
  const url = await emptyDatabase();
  await restore(url);
  const open = openDatabase(url);
  const auth = createAuth(open.database, { appUrl: null, port: 3000, secret });
  const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId: 'm' } });
  await open.close();
  expect(backupCodes).toEqual([]);
});

test('an installation that holds something is replaced only when told so, and never while it is in use', async () => {
  const url = await emptyDatabase();
  await restore(url);
  await expect(restore(url)).rejects.toThrow(/not empty .*--replace/);
  await withDatabase(url, async (client) => {
    // Behind a pooler an idle connection holds no server connection.
    await client.query('begin');
    await expect(restore(url, file, true)).rejects.toThrow(/One connection is open/);
  });
  await withDatabase(url, (client) => client.query("insert into users (name) values ('Too many')"));
  await restore(url, file, true);
  expect(await contentsOf(url)).toEqual(await contentsOf(backedUp()));
});

test('a backup never replaces a file, and one of another secret says so', async () => {
  await expect(writeBackup({ databaseUrl: backedUp(), secret, file })).rejects.toThrow('there already');
  const url = await emptyDatabase();
  const report = await restoreBackup({
    databaseUrl: url,
    secret: secret.toUpperCase(),
    file,
    replace: false,
  });
  expect(report.sameSecret).toBe(false);
});
