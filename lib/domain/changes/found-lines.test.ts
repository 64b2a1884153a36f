/** What a provider shows that Tagdesk did not know is nobody's doing here. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportHistory } from '#lib/domain/history/export-history.ts';
import { listHistory } from '#lib/domain/history/list-history.ts';
import { listUserHistory } from '#lib/domain/history/list-user-history.ts';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { readTagActivity } from '#lib/domain/tags/read-tag-activity.ts';
import { countUsers } from '#lib/domain/users/count-users.ts';
import { refreshUser } from '#lib/domain/users/refresh-user.ts';
import type { Operation } from '#lib/providers/contract.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';

let env: TestEnvironment;
let userId: number;
beforeEach(async () => {
  env = await createTestEnvironment();
  userId = await env.person({ fragment: 'ada' });
  await env.open.pool.query(
    `insert into members (id, name, email, role) values ('bea', 'Bea', 'bea@example.com', 'admin')`,
  );
});
afterEach(() => env.stop());

const bea = () => ({ ...env.as({ memberId: 'bea', name: 'Bea' }), origin: '/users/…' });
const refresh = () => refreshUser(bea(), { userId, provider: 'fragment' });
const outside = (...tags: { key: string; value: string }[]) =>
  env.control('POST', 'seed', { fragment: [{ id: 'ada', externalId: 'ext-ada', tags }] });
const edit = (...operations: Operation[]) => editTags(bea(), { userId, provider: 'fragment', operations });
const lines = async () => (await listUserHistory(env.context, { userId })).lines;
const seat: Operation = { verb: 'add', key: 'seat', value: 'owner' };

const beasUsers = async () => (await countUsers(env.context, { q: 'changed-by:bea@example.com' })).count;
const shown = async (filters: object) => (await listHistory(env.context, filters)).entries.length;

test('a refresh finds in the provider’s name, and says who noticed', async () => {
  await outside({ key: 'plan', value: 'team' });
  expect(await refresh()).toMatchObject([{ state: 'read', drift: 1 }]);
  const [line] = await lines();
  expect(line).toMatchObject({
    kind: 'refresh',
    actor: 'FRAGMENT',
    memberId: null,
    noticedBy: 'Bea',
    noticedIn: null,
    origin: '/users/…',
    operations: [{ verb: 'add', key: 'plan', value: 'team' }],
    before: [],
    after: [{ key: 'plan', value: 'team', proof: 'confirmed' }],
    undo: { possible: false },
  });
  expect(await beasUsers()).toBe(0);
  expect(await shown({ actor: 'Bea' })).toBe(0);
  expect(await shown({ actor: 'FRAGMENT' })).toBe(1);
  expect(await shown({ kind: 'refresh' })).toBe(1);
  await edit(seat);
  expect(await beasUsers()).toBe(1);
});

test('what changed there and what went is told as such, on the screen’s words and in the file', async () => {
  await outside({ key: 'plan', value: 'team' }, { key: 'role', value: 'dev' });
  await refresh();
  // Somebody else's program, by the same API.
  await env.context.providers.get('fragment')?.apply({
    externalId: 'ada',
    operations: [
      { verb: 'update', key: 'plan', value: 'pro' },
      { verb: 'remove', key: 'role', value: null },
    ],
    before: [],
  });
  await refresh();
  let file = '';
  for await (const part of await exportHistory(bea(), { kind: 'refresh' })) file += part;
  expect(file).toContain('plan team → pro (other value there), role gone there');
  expect(file).toContain('plan team found there, role dev found there');
  expect(file).toMatch(/"found other plan = pro\ngone role"/);
  for (const row of file
    .trim()
    .split(/\n(?=\d)/)
    .slice(1))
    expect(row).toMatch(/,FRAGMENT,.*,Bea,?$/s);
});

test('what the answer to a change shows besides is found, and the change is told as asked', async () => {
  await outside({ key: 'plan', value: 'team' });
  const { changeId, outcome } = await edit(seat);
  expect(outcome).toBe('confirmed');
  expect(await lines()).toMatchObject([
    {
      kind: 'refresh',
      actor: 'FRAGMENT',
      memberId: null,
      noticedBy: null,
      noticedIn: changeId,
      operations: [{ verb: 'add', key: 'plan', value: 'team' }],
    },
    { id: changeId, kind: 'tags', actor: 'Bea', operations: [seat] },
  ]);
  await edit({ verb: 'update', key: 'seat', value: 'guest' });
  expect(await shown({ kind: 'refresh' })).toBe(1);
});

test('lines that older versions wrote in the name of who refreshed are told in the same way', async () => {
  await env.open.pool.query(
    `insert into changes (kind, user_id, identity_id, provider, external_id, member_id, actor, operations, before, after,
      outcomes, outcome, state, closed_at)
    select 'refresh', user_id, id, provider, external_id, 'bea', 'Bea', '[{"verb": "add", "key": "plan", "value": "team"}]',
      '[]', '[{"key": "plan", "value": "team", "proof": "confirmed", "proofAt": "2026-11-20T10:00:00.000Z", "providerTagId": null}]',
      '[{"outcome": "confirmed", "code": null, "message": null, "hint": null}]', 'confirmed', 'closed', now()
    from identities where user_id = $1`,
    [userId],
  );
  expect(await lines()).toMatchObject([{ actor: 'FRAGMENT', memberId: null, noticedBy: 'Bea' }]);
  expect(await beasUsers()).toBe(0);
  expect(await shown({ actor: 'Bea' })).toBe(0);
  expect(await shown({ actor: 'FRAGMENT' })).toBe(1);
  const { rows } = await env.open.pool.query<{ id: number }>(
    `insert into tags (provider, key, value) values ('fragment', 'plan', 'team') returning id`,
  );
  expect((await readTagActivity(env.context, { tagId: rows[0]?.id })).last).toMatchObject({
    actor: 'FRAGMENT',
    verb: 'found',
  });
});
