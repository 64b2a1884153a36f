import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { symmetricEncrypt } from 'better-auth/crypto';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { advanceRuns, planWaiting } from '#lib/domain/runs/advance-runs.ts';
import { createRun } from '#lib/domain/runs/create-run.ts';
import { startRun } from '#lib/domain/runs/start-run.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { twoFactors } from '#lib/platform/db/schema/members.ts';
import { restoreBackup } from '#lib/tooling/backup/restore-backup.ts';
import { writeBackup } from '#lib/tooling/backup/write-backup.ts';
import { createTestDatabase } from './database.ts';
import { createTestEnvironment, type TestEnvironment } from './test-environment.ts';
import { crowd } from './worker.ts';

export const secret = 'a secret of thirty-two characters';
export const folder = mkdtempSync(join(tmpdir(), 'tagdesk-backup-'));
export const file = join(folder, 'all.tagdesk');
/** Not in a backup. */
export const visits = [
  'sessions',
  'verifications',
  'member_links',
  'rate_limits',
  'heartbeats',
  'provider_leases',
  'provider_budgets',
];

/** With users, edits, an undo, a run under way, a session and odd characters. Its backup is `file`. */
async function makeBackup(): Promise<TestEnvironment> {
  const env = await createTestEnvironment();
  const ids = await crowd(env, 30, ['vero', 'fragment']);
  const [first = 0, second = 0] = ids;
  const add = (key: string, value: string | null = null) => ({ verb: 'add' as const, key, value });
  await editTags(env.context, { userId: first, provider: 'vero', operations: [add('prospect')] });
  await editTags(env.context, {
    userId: second,
    provider: 'fragment',
    operations: [add('plan', 'a\\b\tc')],
  });
  const { database } = env.context;
  const { runId } = await createRun(env.context, {
    source: { kind: 'users', userIds: ids },
    operations: [{ provider: 'vero', operations: [add('lapsed')] }],
  });
  await planWaiting(database, env.context.providers);
  await startRun(env.context, { runId, confirmCount: ids.length });
  // No worker sends its lines.
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
  await writeBackup({ databaseUrl: urlOf(env), secret, file });
  return env;
}

/** As `makeBackup`, from the first test to the last. Gives the address of its database. */
export function setUpBackup(): () => string {
  let env: TestEnvironment;
  beforeAll(async () => {
    env = await makeBackup();
  }, 60_000);
  afterAll(async () => {
    await env.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => urlOf(env);
}

export function urlOf({ environment }: TestEnvironment): string {
  return environment.DATABASE_URL ?? '';
}

export async function withDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Migrated, dropped after the test. */
export async function emptyDatabase(): Promise<string> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  return database.url;
}

/** As text, without what a restore changes on purpose. */
export function contentsOf(url: string): Promise<Record<string, string[]>> {
  return withDatabase(url, async (client) => {
    const tables = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' order by 1",
    );
    const contents: Record<string, string[]> = {};
    for (const { name } of tables.rows) {
      if (visits.includes(name)) continue;
      const left = {
        changes: " - 'state' - 'lease_until'",
        run_providers: " - 'state' - 'paused_by' - 'paused_at' - 'rate'",
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

/** `replace`: over existing data. */
export const restore = (databaseUrl: string, from = file, replace = false) =>
  restoreBackup({ databaseUrl, secret, file: from, replace });
