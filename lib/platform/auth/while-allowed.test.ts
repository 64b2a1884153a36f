import { Readable } from 'node:stream';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportHistory } from '#lib/domain/history/export-history.ts';
import { importUsers } from '#lib/domain/imports/import-users.ts';
import { insertMember } from '#lib/domain/members/create-member.ts';
import { exportResults } from '#lib/domain/runs/export-results.ts';
import { exportUsers } from '#lib/domain/users/export-users.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { members, sessions } from '#lib/platform/db/schema/members.ts';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import type { Context } from '../context.ts';

let world: TestContext;
let runId = 0;

beforeAll(async () => {
  world = await openTestContext('marketer');
  const rows = Array.from({ length: 1_500 }, (_, index) => `u${index}@example.com,v${index},tag`);
  const stream = Readable.from([Buffer.from(`email,vero_id,vero_tags\n${rows.join('\n')}`)]);
  await importUsers(world.context, { fileName: 'many.csv', stream });
  const [run] = await runPlannedStatement<{ id: number }>(
    world.context.database,
    sql`with run as (
        insert into runs (title, status, source, operations, actor, users, planned_at, started_at, ended_at)
        values ('Export', 'finished', '{"kind": "users", "userIds": []}', '[]', 'Ada', 0, now(), now(), now())
        returning id
      ), part as (
        insert into run_providers (run_id, provider, state, change, queued_all, ended_at)
        select id, 'vero', 'finished', 0, true, now() from run
      ) select id from run`,
  );
  runId = Number(run?.id);
  await world.context.database.execute(sql`
    insert into changes (kind, user_id, identity_id, provider, external_id, actor, run_id, operations, before, after, state,
      outcome, outcomes, attempts, sent_at, closed_at)
    select 'tags', user_id, id, provider, external_id, 'Ada', ${runId},
      '[{"verb": "add", "key": "vip", "value": null}]', '[]', '[]', 'closed', 'accepted',
      '[{"outcome": "accepted", "code": null, "message": null, "hint": null}]', 1, now(), now()
    from identities`);
});

afterAll(() => world.close());

async function marketer(email: string): Promise<Context & { session: { id: string } }> {
  const { database } = world.context;
  const memberId = await insertMember(database, {
    name: 'Ada',
    email,
    password: 'correct horse battery',
    role: 'marketer',
  });
  const id = `session-${email}`;
  const expiresAt = new Date(Date.now() + 60_000);
  await database.insert(sessions).values({ id, token: id, userId: memberId, expiresAt });
  const actor = { memberId, name: 'Ada', role: 'marketer' };
  return { ...world.context, actor, session: { id, headers: new Headers() } };
}

const files: [string, (context: Context) => Promise<AsyncGenerator<string>>][] = [
  ['users', async (context) => (await exportUsers(context, {})).text],
  ['history', (context) => exportHistory(context, {})],
  ['results', (context) => exportResults(context, { runId })],
];

const endings: [string, (context: Context & { session: { id: string } }) => Promise<unknown>][] = [
  [
    'access is switched off',
    ({ actor, database }) =>
      database
        .update(members)
        .set({ banned: true })
        .where(eq(members.id, actor.memberId ?? '')),
  ],
  [
    'the role does not allow it any more',
    ({ actor, database }) =>
      database
        .update(members)
        .set({ role: 'support' })
        .where(eq(members.id, actor.memberId ?? '')),
  ],
  [
    'the session is ended',
    ({ database, session }) => database.delete(sessions).where(eq(sessions.id, session.id)),
  ],
];

test.each(files)('a file of %s goes to its end for who may have it', async (name, open) => {
  let text = '';
  for await (const part of await open(await marketer(`whole-${name}@tagdesk.example`))) text += part;
  expect(text.trimEnd().split('\n').length).toBeGreaterThan(1_500);
});

test.each(files.flatMap((file) => endings.map((ending) => [...file, ...ending] as const)))(
  'a file of %s breaks off, %#',
  async (name, open, when, end) => {
    const context = await marketer(`${name}-${when.replaceAll(' ', '-')}@tagdesk.example`);
    const text = await open(context);
    expect((await text.next()).done).toBe(false);
    await end(context);
    await expect(text.next()).rejects.toThrow('ended in the middle');
  },
);
