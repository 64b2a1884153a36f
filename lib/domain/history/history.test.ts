import { afterAll, beforeAll, expect, test } from 'vitest';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import type { HistoryEntry } from '#lib/shared/history.ts';
import { createTestEnvironment, type TestEnvironment } from '#lib/testing/test-environment.ts';
import { exportHistory } from './export-history.ts';
import { findTagsAt } from './find-tags-at.ts';
import { listActors } from './list-actors.ts';
import { listHistory } from './list-history.ts';
import { undoChange } from './undo-change.ts';

let env: TestEnvironment;
let amara: number;
beforeAll(async () => {
  env = await createTestEnvironment();
  const { context } = env;
  amara = await env.person({ vero: '0042', fragment: 'user_a' });
  const bo = await env.person({ vero: '0043' });
  const ana = env.as({ memberId: 'ana', name: 'Ana', role: 'admin' });
  const ben = env.as({ memberId: 'ben', name: 'Ben', role: 'support' });
  await recordEvent(context.database, {
    kind: 'sign-in.succeeded',
    memberId: 'ana',
    actor: 'Ana',
    subject: 'ana@example.com',
  });
  const add = (key: string, value: string | null = null) => ({ verb: 'add' as const, key, value });
  await editTags(
    { ...ana, origin: '/users/…' },
    { userId: amara, provider: 'vero', operations: [add('prospect')], note: 'Asked on the call' },
  );
  await editTags({ ...ben, origin: '/users' }, { userId: bo, provider: 'vero', operations: [add('=1+1')] });
  await recordEvent(context.database, {
    kind: 'member.changed',
    memberId: 'ana',
    actor: 'Ana',
    subject: 'ben@example.com',
    detail: { role: 'support', roleBefore: 'viewer' },
  });
  const plan = await editTags(ana, {
    userId: amara,
    provider: 'fragment',
    operations: [add('plan', 'team')],
  });
  await undoChange(ben, { changeId: plan.changeId }).catch(() => undefined);
  await recordEvent(context.database, {
    kind: 'identity.linked',
    memberId: 'ana',
    actor: 'Ana',
    subject: String(amara),
    detail: { provider: 'vero' },
  });
});
afterAll(() => env.stop());

const say = (entry: HistoryEntry) =>
  entry.entry === 'event' ? entry.event.kind : entry.change.operations.map(({ key }) => key).join();
const list = async (filters: object) => (await listHistory(env.context, filters)).entries.map(say);

test('changes and events stand in one list in the order of time, page by page', async () => {
  const all = ['identity.linked', 'plan', 'member.changed', '=1+1', 'prospect', 'sign-in.succeeded'];
  expect(await list({})).toEqual(all);
  const paged: string[] = [];
  let before: string | undefined;
  do {
    const page = await listHistory(env.context, { limit: 2, ...(before ? { before } : {}) });
    paged.push(...page.entries.map(say));
    before = page.next ?? undefined;
  } while (before);
  expect(paged).toEqual(all);
});

test.each([
  [{ kind: 'tags' }, ['plan', '=1+1', 'prospect']],
  [{ kind: 'sign-in' }, ['sign-in.succeeded']],
  [{ kind: 'member' }, ['member.changed']],
  [{ kind: 'other' }, ['identity.linked']],
  [{ actor: 'Ben' }, ['=1+1']],
  [{ provider: 'fragment' }, ['plan']],
  [{ provider: 'vero' }, ['identity.linked', '=1+1', 'prospect']],
  [{ verb: 'add', tag: 'plan' }, ['plan']],
  [{ verb: 'remove' }, []],
  [{ tag: 'plan=team' }, ['plan']],
  [{ tag: 'plan=free' }, []],
  [{ tag: '=1+1' }, ['=1+1']],
  [{ outcome: 'accepted' }, ['=1+1', 'prospect']],
  [{ origin: '/users/…' }, ['prospect']],
  [{ words: 'call ASKED' }, ['prospect']],
  [{ words: 'BEN@example' }, ['member.changed']],
  [{ words: '***' }, []],
  [{ runId: 1 }, []],
  [{ from: '2000-01-01', to: '2000-12-31' }, []],
  [{ from: '2000-01-01', to: '2999-12-31', actor: 'Ben' }, ['=1+1']],
])('the filter %j shows what it names', async (filters, shown) => {
  expect(await list(filters)).toEqual(shown);
});

test('the user’s own filter shows changes and what happened to the user', async () => {
  expect(await list({ userId: amara })).toEqual(['identity.linked', 'plan', 'prospect']);
});

test('sign-ins and members are for admins; the file is for marketers and admins', async () => {
  const viewer = env.as({ role: 'viewer' });
  const { entries } = await listHistory(viewer, {});
  expect(entries.map(say)).toEqual(['plan', '=1+1', 'prospect']);
  await expect(exportHistory(viewer, {})).rejects.toMatchObject({ code: 'forbidden' });
  expect(await listActors(viewer)).toEqual(['Ana', 'Ben']);
});

test('an address that somebody tampered with is refused at the field', async () => {
  for (const filters of [
    { before: '1' },
    { before: 'a.b' },
    { from: '2026-13-45' },
    { kind: 'x' },
    { tag: 'a\0' },
  ])
    await expect(listHistory(env.context, filters)).rejects.toMatchObject({ code: 'invalid' });
});

test('the file holds what the filter shows, starts no formula, and is a line itself', async () => {
  let text = '';
  for await (const part of await exportHistory(env.as({ name: 'Ana', role: 'marketer' }), { kind: 'tags' }))
    text += part;
  expect(text.split('\n')[0]).toContain('line,at,kind,what,by,note,page');
  expect(text).toContain('Asked on the call,/users/…');
  expect(text).toContain('add =1+1');
  expect(text).not.toMatch(/(^|,|")[=+@-]/m);
  expect(text.trim().split('\n')).toHaveLength(4);
  expect(await list({ actor: 'Ana', kind: 'other' })).toContain('history.exported');
});

test('the file says what happened in the words of the screen, beside the codes', async () => {
  let text = '';
  for await (const part of await exportHistory(env.as({ name: 'Ana', role: 'admin' }), {})) text += part;
  expect(text).toContain(
    ',member.changed,Ana changed the role of ben@example.com from viewer to support.,Ana,',
  );
  // The apostrophe keeps a spreadsheet from reading a formula.
  expect(text).toContain(",tags,'+ prospect,Ana,");
  expect(text).toContain(",tags,'+ plan team,Ana,");
});

test('the tags of a user at a moment are told with what is not known', async () => {
  const { rows } = await env.open.pool.query<{ at: string }>(
    `select to_char(closed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from changes
     where operations @> '[{"key": "prospect"}]'`,
  );
  const shown = async (at: string) =>
    (await findTagsAt(env.context, { userId: amara, at })).identities.map(
      ({ provider, tags, recordedAt }) => `${provider} ${tags.map(({ key }) => key)} ${recordedAt !== null}`,
    );
  const after = new Date(Date.parse(rows[0]?.at ?? '') + 1).toISOString();
  expect(await shown('2020-01-01T00:00:00.000Z')).toEqual(['vero  false', 'fragment  false']);
  expect(await shown(after)).toEqual(['vero prospect true', 'fragment  false']);
  expect(await shown(new Date().toISOString())).toEqual(['vero prospect true', 'fragment plan true']);
  await expect(findTagsAt(env.context, { userId: amara, at: '2999-01-01T00:00:00Z' })).rejects.toThrow(
    'not come yet',
  );
});
