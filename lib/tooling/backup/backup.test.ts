import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { symmetricEncrypt } from 'better-auth/crypto';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { advanceRuns, planWaiting } from '#lib/domain/runs/advance-runs.ts';
import { createRun } from '#lib/domain/runs/create-run.ts';
import { startRun } from '#lib/domain/runs/start-run.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { createAuth } from '#lib/platform/auth/server.ts';
import { openDatabase } from '#lib/platform/db/client.ts';
import { twoFactors } from '#lib/platform/db/schema/members.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createWorkbench, type Workbench } from '#lib/testing/workbench.ts';
import { crowd } from '#lib/testing/worker.ts';
import { BackupError } from './archive.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const secret = 'a secret of thirty-two characters';
const folder = mkdtempSync(join(tmpdir(), 'tagdesk-backup-'));
const file = join(folder, 'all.tagdesk');
/** Nothing of these lives on in a backup. */
const visits = [
  'sessions',
  'verifications',
  'member_links',
  'rate_limits',
  'heartbeats',
  'lanes',
  'provider_budgets',
];

let bench: Workbench;

/** A busy installation: people, tags, edits, an undone one, a run under way, a session, and odd characters. */
beforeAll(async () => {
  bench = await createWorkbench();
  const ids = await crowd(bench, 30, ['vero', 'fragment']);
  const [first = 0, second = 0] = ids;
  const add = (key: string, value: string | null = null) => ({ verb: 'add' as const, key, value });
  await editTags(bench.context, { userId: first, provider: 'vero', operations: [add('prospect')] });
  await editTags(bench.context, {
    userId: second,
    provider: 'fragment',
    operations: [add('plan', 'a\\b\tc')],
  });
  const { database } = bench.context;
  const { runId } = await createRun(bench.context, {
    source: { kind: 'users', userIds: ids },
    intents: [{ provider: 'vero', operations: [add('lapsed')] }],
  });
  await planWaiting(database, bench.context.providers);
  await startRun(bench.context, { runId, confirmCount: ids.length });
  // Its lines are in the ledger, and no worker sends them.
  await advanceRuns(database);
  await database.execute(sql`update users set name = E'Zoë \\ "quoted"\n\\.\nlast' where id = ${second}`);
  await database.execute(sql`
    insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, state, lease_until)
    select 'tags', user_id, id, 'vero', external_id, 'Somebody', '[]', 'sending', now() + interval '1 minute'
    from identities where provider = 'vero' limit 1`);
  await database.execute(sql`
    insert into members (id, name, email) values ('m', 'Mira', 'mira@example.com');`);
  await database.execute(sql`
    insert into sessions (id, token, member_id, expires_at) values ('s', 'token', 'm', now() + interval '1 day')`);
  for (const kind of ['member.created', 'sign-in.succeeded', 'sign-out'] as const) {
    await recordEvent(database, { kind, memberId: 'm', actor: 'Mira' });
  }
  await database.insert(twoFactors).values({
    id: 't',
    userId: 'm',
    secret: 'of the app',
    backupCodes: await symmetricEncrypt({ key: secret, data: '["AAAAA-BBBBB"]' }),
  });
  await writeBackup({ databaseUrl: urlOf(bench), secret, file });
}, 60_000);

afterAll(async () => {
  await bench.stop();
  rmSync(folder, { recursive: true, force: true });
});

function urlOf({ environment }: Workbench): string {
  return environment.DATABASE_URL ?? '';
}

async function withDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function emptyDatabase(): Promise<string> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  return database.url;
}

/** All rows of all tables as text, without what a restore moves on purpose. */
function contentsOf(url: string): Promise<Record<string, string[]>> {
  return withDatabase(url, async (client) => {
    const tables = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' order by 1",
    );
    const contents: Record<string, string[]> = {};
    for (const { name } of tables.rows) {
      if (visits.includes(name)) continue;
      const left = {
        changes: " - 'state' - 'lease_until'",
        run_lanes: " - 'state' - 'paused_by' - 'paused_at' - 'rate'",
        runs: " - 'status'",
        two_factors: " - 'backup_codes'",
      }[name];
      const where = name === 'audit_events' ? "where kind <> 'installation.restored'" : '';
      const { rows } = await client.query<{ row: string }>(
        `select (to_jsonb(t)${left ?? ''})::text as row from "${name}" t ${where} order by 1`,
      );
      contents[name] = rows.map(({ row }) => row);
    }
    return contents;
  });
}

const restore = (databaseUrl: string, from = file, replace = false) =>
  restoreBackup({ databaseUrl, secret, file: from, replace });

test('what is restored is what was there: rows, derived figures, and the next ids', async () => {
  const url = await emptyDatabase();
  expect(await restore(url)).toMatchObject({ sameSecret: true });
  expect(await contentsOf(url)).toEqual(await contentsOf(urlOf(bench)));
  const insert = "insert into users (name) values ('Next') returning id, (select max(id) from users) as last";
  await withDatabase(url, async (client) => {
    const { rows } = await client.query<{ id: string; last: string }>(insert);
    expect(Number(rows[0]?.id)).toBe(Number(rows[0]?.last) + 1);
    // The triggers work again.
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
  // What a stranger with the file could use to come in is not in the file either.
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
    // Behind a pooler an idle connection is nobody's.
    await client.query('begin');
    await expect(restore(url, file, true)).rejects.toThrow(/One connection is open/);
  });
  await withDatabase(url, (client) => client.query("insert into users (name) values ('Too many')"));
  await restore(url, file, true);
  expect(await contentsOf(url)).toEqual(await contentsOf(urlOf(bench)));
});

test('a file that is cut off, altered, of another version or no backup at all changes nothing', async () => {
  const url = await emptyDatabase();
  const before = await contentsOf(url);
  const whole = readFileSync(file);
  const text = gunzipSync(whole).toString();
  const cases: [string, Buffer, RegExp][] = [
    ['cut off', whole.subarray(0, whole.length - 200), /cut off/],
    ['cut off between lines', gzipSync(text.slice(0, text.lastIndexOf('{"end"'))), /cut off/],
    ['cut off between tables', gzipSync(text.slice(0, text.indexOf('{"table":"users"'))), /cut off/],
    ['altered rows', gzipSync(text.replace('p7@example.com', 'x7@example.com')), /altered/],
    ['a flipped bit', flipped(whole), /altered|cut off|not taken/],
    ['a row less', gzipSync(text.replace(/^.*p7@example\.com.*\n/m, '')), /altered/],
    ['more behind its end', gzipSync(`${text}{}\n`), /altered/],
    [
      'another schema',
      gzipSync(text.replace(/"newest":"\w+"/, '"newest":"9999_later"')),
      /9999_later.*version/,
    ],
    ['a column less', gzipSync(text.replace('"columns":["id",', '"columns":[')), /does not hold the table/],
    ['no gzip', Buffer.from('name,email\n'), /not a backup/],
    ['some other gzip', gzipSync('name,email\n'), /not a backup/],
    ['nothing', Buffer.alloc(0), /cut off/],
  ];
  for (const [name, bytes, words] of cases) {
    const bad = join(folder, 'bad.tagdesk');
    writeFileSync(bad, bytes);
    await expect(restore(url, bad), name).rejects.toThrow(words);
    expect(await contentsOf(url), name).toEqual(before);
  }
  await expect(restore(url, join(folder, 'absent'))).rejects.toThrow('no such file');
  await expect(restore(url, folder)).rejects.toThrow('a folder');
  // The database is as usable as before.
  await restore(url);
}, 60_000);

test('a changed byte, wherever it is, is told in words and changes nothing', async () => {
  const url = await emptyDatabase();
  await restore(url);
  const before = await contentsOf(url);
  const packed = readFileSync(file);
  const text = gunzipSync(packed);
  const bad = join(folder, 'byte.tagdesk');
  const place = fc.record({ inText: fc.boolean(), at: fc.double({ min: 0, max: 0.999, noNaN: true }) });
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async ({ inText, at }, by) => {
      const copy = Buffer.from(inText ? text : packed);
      const index = Math.floor(at * copy.length);
      copy[index] = (copy[index] ?? 0) ^ by;
      writeFileSync(bad, inText ? gzipSync(copy) : copy);
      // A few bytes of gzip's own head mean nothing: such a file is whole.
      const failure = await restore(url, bad, true).then(
        () => null,
        (error: unknown) => error,
      );
      if (failure !== null) expect(failure).toBeInstanceOf(BackupError);
      expect(await contentsOf(url)).toEqual(before);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('rows that the database refuses in the middle of a large table are told in words', async () => {
  const url = await emptyDatabase();
  const large = await createWorkbench();
  onTestFinished(() => large.stop());
  await crowd(large, 5_000, ['vero', 'fragment']);
  const whole = join(folder, 'large.tagdesk');
  await writeBackup({ databaseUrl: urlOf(large), secret, file: whole });
  const text = gunzipSync(readFileSync(whole)).toString();
  const bad = join(folder, 'large-bad.tagdesk');
  for (const nth of [1, 40, 2_000, 4_999]) {
    writeFileSync(bad, gzipSync(text.replace(`p${nth}@example.com`, `p${nth}@exa\tmple.com`), { level: 1 }));
    await expect(restore(url, bad)).rejects.toThrow(/^The table users was not taken: extra data/);
  }
}, 60_000);

test('a backup never replaces a file, and one of another secret says so', async () => {
  await expect(writeBackup({ databaseUrl: urlOf(bench), secret, file })).rejects.toThrow('there already');
  const url = await emptyDatabase();
  const report = await restoreBackup({
    databaseUrl: url,
    secret: secret.toUpperCase(),
    file,
    replace: false,
  });
  expect(report.sameSecret).toBe(false);
});

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const middle = Math.floor(copy.length / 2);
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}
