import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#lib/platform/context.ts';
import type { Role } from '#lib/shared/permissions.ts';
import { maxViews } from '#lib/shared/views.ts';
import { openTestContext, type TestContext } from '#lib/testing/users.ts';
import { changeView } from './change-view.ts';
import { deleteView } from './delete-view.ts';
import { listViews } from './list-views.ts';
import { saveView } from './save-view.ts';

const state = { q: 'vero:prospect', sort: 'name', columns: ['vero', 'cerego.Region'] };
const view = { name: 'Prospects', shared: false, ...state };

let world: TestContext;
beforeAll(async () => {
  world = await openTestContext('viewer');
});
afterAll(() => world.close());

async function memberWith(role: Role): Promise<Context> {
  const memberId = randomUUID();
  const name = `${role} ${memberId.slice(0, 4)}`;
  await world.pool.query('insert into members (id, name, email, role) values ($1, $2, $3, $4)', [
    memberId,
    name,
    `${memberId}@example.com`,
    role,
  ]);
  return { ...world.context, actor: { memberId, name, role } };
}

test('a private view is kept as it was saved, and only its maker sees it', async () => {
  const viewer = await memberWith('viewer');
  const { viewId } = await saveView(viewer, { ...view, name: '  Prospects ' });
  expect(await listViews(viewer)).toContainEqual({
    ...view,
    id: viewId,
    maker: viewer.actor.name,
    own: true,
    mayChange: true,
  });
  const admin = await memberWith('admin');
  expect((await listViews(admin)).map(({ id }) => id)).not.toContain(viewId);
  await expect(deleteView(admin, { viewId })).rejects.toMatchObject({ code: 'not-found' });
});

test('who may share gives a view to the team; others see it and cannot change it, an admin can', async () => {
  const [marketer, support, admin] = [
    await memberWith('marketer'),
    await memberWith('support'),
    await memberWith('admin'),
  ];
  await expect(saveView(support, { ...view, shared: true })).rejects.toMatchObject({ code: 'forbidden' });
  const { viewId } = await saveView(marketer, { ...view, shared: true });
  expect((await listViews(support)).find(({ id }) => id === viewId)).toMatchObject({
    own: false,
    mayChange: false,
    maker: marketer.actor.name,
  });
  await expect(changeView(support, { viewId, name: 'Mine' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(deleteView(support, { viewId })).rejects.toMatchObject({ code: 'forbidden' });
  await changeView(admin, { viewId, name: 'Ours' });
  expect((await listViews(support)).find(({ id }) => id === viewId)).toMatchObject({
    ...state,
    name: 'Ours',
  });
  await deleteView(admin, { viewId });
  await expect(changeView(marketer, { viewId, name: 'Gone' })).rejects.toMatchObject({ code: 'not-found' });
});

test('a maker who may share no longer can only make the view private', async () => {
  const maker = await memberWith('marketer');
  const { viewId } = await saveView(maker, { ...view, shared: true });
  const demoted: Context = { ...maker, actor: { ...maker.actor, role: 'viewer' } };
  await expect(changeView(demoted, { viewId, name: 'Renamed' })).rejects.toMatchObject({ code: 'forbidden' });
  await changeView(demoted, { viewId, shared: false });
  await expect(changeView(demoted, { viewId, shared: true })).rejects.toMatchObject({ code: 'forbidden' });
  const changed = { q: 'has:fragment', sort: 'changed', columns: null };
  await changeView(demoted, { viewId, state: changed });
  expect(await listViews(demoted)).toContainEqual(
    expect.objectContaining({ id: viewId, name: view.name, shared: false, ...changed }),
  );
});

test.each([
  [{ ...view, name: ' ' }, 'name', 'Give the view a name.'],
  [{ ...view, name: 'x'.repeat(81) }, 'name', 'The name of a view has at most 80 characters.'],
  [{ ...view, name: 'a\0b' }, 'name', 'A name cannot hold a NUL character.'],
  [{ ...view, q: '"open' }, 'q', 'This quote is not closed.'],
  [{ ...view, columns: ['nonsense'] }, 'columns.0', 'There is no such column.'],
])('%j is refused at its field', async (input, field, message) => {
  const viewer = await memberWith('viewer');
  await expect(saveView(viewer, input)).rejects.toMatchObject({
    code: 'invalid',
    fields: { [field]: message },
  });
});

test('nobody without a role, and nobody who is no member, keeps views', async () => {
  const nobody: Context = { ...world.context, actor: { memberId: null, name: 'nobody', role: '' } };
  await expect(listViews(nobody)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(saveView(nobody, view)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(changeView(nobody, { viewId: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(deleteView(nobody, { viewId: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(saveView(world.context, view)).rejects.toMatchObject({ code: 'forbidden' });
});

test('a member keeps at most so many views', async () => {
  const viewer = await memberWith('viewer');
  await world.pool.query(
    "insert into views (member_id, name, q, sort) select $1, 'View ' || n, '', 'changed' from generate_series(2, $2::int) n",
    [viewer.actor.memberId, maxViews],
  );
  const both = await Promise.allSettled([saveView(viewer, view), saveView(viewer, view)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(saveView(viewer, view)).rejects.toMatchObject({ code: 'conflict' });
});

test('a name is given once by a member and once in the team, whatever its case', async () => {
  const [marketer, other, admin] = [
    await memberWith('marketer'),
    await memberWith('marketer'),
    await memberWith('admin'),
  ];
  const taken = (whose: string) => ({
    code: 'conflict',
    fields: { name: `${whose} a view of this name already. Choose another name.` },
  });
  const own = await saveView(marketer, { ...view, name: 'Named' });
  await expect(saveView(marketer, { ...view, name: ' named ' })).rejects.toMatchObject(taken('You have'));
  await expect(saveView(marketer, { ...view, name: 'NAMED', shared: true })).rejects.toMatchObject(
    taken('You have'),
  );
  // Private views of others are unknown.
  const shared = await saveView(other, { ...view, name: 'Named', shared: true });
  await expect(saveView(admin, { ...view, name: 'named', shared: true })).rejects.toMatchObject(
    taken('The team has'),
  );
  await expect(changeView(marketer, { ...own, shared: true })).rejects.toMatchObject(taken('The team has'));
  await changeView(marketer, { ...own, name: 'named' });
  const second = await saveView(other, { ...view, name: 'Second' });
  await expect(changeView(other, { ...second, name: 'Named' })).rejects.toMatchObject(taken('You have'));
  await changeView(admin, { ...shared, name: 'Second' });
});

test('of two that save or share a name at once, one has it', async () => {
  const makers = await Promise.all(Array.from({ length: 4 }, () => memberWith('marketer')));
  const kept = await Promise.all(makers.map((maker) => saveView(maker, { ...view, name: 'At once' })));
  const all = await Promise.allSettled([
    ...makers.slice(2).map((maker) => saveView(maker, { ...view, name: 'At once, new', shared: true })),
    ...makers.map((maker, index) => changeView(maker, { ...kept[index], shared: true })),
  ]);
  expect(all.map(({ status }) => status).toSorted()).toEqual([
    ...Array(2).fill('fulfilled'),
    ...Array(4).fill('rejected'),
  ]);
});

test('views of one name from before stay as they are and can be altered', async () => {
  const maker = await memberWith('marketer');
  const { rows } = await world.pool.query(
    "insert into views (member_id, name, q, sort, shared) select $1, 'Twice', '', 'changed', true from generate_series(1, 2) returning id",
    [maker.actor.memberId],
  );
  const viewId = Number(rows[0].id);
  await changeView(maker, { viewId, name: 'Twice', shared: true, state: { ...state, columns: null } });
  await changeView(maker, { viewId, shared: false });
  await changeView(maker, { viewId, name: 'Once' });
});

test('saving, changing and deleting a view are recorded, with who did it', async () => {
  const marketer = await memberWith('marketer');
  const { viewId } = await saveView(marketer, view);
  await changeView(marketer, { viewId, shared: true });
  await deleteView(marketer, { viewId });
  const { rows } = await world.pool.query(
    'select kind, subject, actor, detail from audit_events where member_id = $1 order by id',
    [marketer.actor.memberId],
  );
  const by = { subject: 'Prospects', actor: marketer.actor.name };
  expect(rows).toEqual([
    { kind: 'view.saved', ...by, detail: { viewId, shared: false, q: state.q } },
    { kind: 'view.changed', ...by, detail: { viewId, shared: true } },
    { kind: 'view.deleted', ...by, detail: { viewId, shared: true, q: state.q } },
  ]);
});
