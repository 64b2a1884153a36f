import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Context, systemActor } from '#lib/auth/context.ts';
import { createAuth } from '#lib/auth/server.ts';
import { findSession } from '#lib/auth/session.ts';
import { type OpenDatabase, openDatabase } from '#lib/db/client.ts';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing.ts';
import { readSettings } from '#lib/env.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import { changeMember } from './change-member.ts';
import { createMember } from './create-member.ts';
import { listMembers } from './list-members.ts';

const secret = 'a-secret-for-tests-that-is-long-enough-0123456789';
const password = 'long enough';
let testDatabase: TestDatabase;
let open: OpenDatabase;
let context: Context;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  open = openDatabase(testDatabase.url);
  const providers = createRegistry(readSettings({}).providers);
  context = { actor: systemActor, database: open.database, providers };
});

afterAll(async () => {
  await open.close();
  await testDatabase.drop();
});

const create = (email: string, role = 'support') =>
  createMember(context, { name: 'Ada', email, password, role });

async function signIn(email: string, withPassword = password): Promise<string> {
  const auth = createAuth(open.database, { appUrl: 'http://localhost:3000', port: 3000, secret });
  const body = { email, password: withPassword };
  const response = await auth.api.signInEmail({ body, headers: new Headers(), asResponse: true });
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

const sessionOf = (cookie: string) => findSession(new Headers({ cookie }), open.database, secret);

test('a new member is listed and can sign in; the same e-mail twice is a conflict, in any case', async () => {
  await create('ada@tagdesk.example');
  const cookie = await signIn('ada@tagdesk.example');
  expect(await listMembers(context)).toMatchObject([
    { email: 'ada@tagdesk.example', role: 'support', disabled: false, signedInAt: expect.any(String) },
  ]);
  expect((await sessionOf(cookie))?.actor.role).toBe('support');
  await expect(create('ADA@tagdesk.example')).rejects.toMatchObject({
    code: 'conflict',
    fields: { email: 'ada@tagdesk.example is a member already.' },
  });
});

test('a new role counts from the next request on; disabling and a new password end the sessions', async () => {
  const { memberId } = await create('bea@tagdesk.example');
  const first = await signIn('bea@tagdesk.example');
  await changeMember(context, { memberId, role: 'viewer' });
  expect((await sessionOf(first))?.actor.role).toBe('viewer');
  await changeMember(context, { memberId, password: 'another long one' });
  expect(await sessionOf(first)).toBeNull();
  const second = await signIn('bea@tagdesk.example', 'another long one');
  await changeMember(context, { memberId, disabled: true });
  expect(await sessionOf(second)).toBeNull();
  expect(await signIn('bea@tagdesk.example', 'another long one')).toBe('');
});

test('one admin always remains, also when two demote each other at once', async () => {
  const one = await create('cy@tagdesk.example', 'admin');
  await expect(changeMember(context, { memberId: one.memberId, role: 'viewer' })).rejects.toMatchObject({
    code: 'conflict',
  });
  const two = await create('dee@tagdesk.example', 'admin');
  const results = await Promise.allSettled([
    changeMember(context, { memberId: one.memberId, disabled: true }),
    changeMember(context, { memberId: two.memberId, role: 'support' }),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('nobody but an admin sees or changes members, and no password is ever recorded', async () => {
  const marketer: Context = { ...context, actor: { memberId: 'm', name: 'M', role: 'marketer' } };
  await expect(listMembers(marketer)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(createMember(marketer, {})).rejects.toMatchObject({ code: 'forbidden' });
  await expect(changeMember(marketer, {})).rejects.toMatchObject({ code: 'forbidden' });
  const { rows } = await open.pool.query('select detail::text from audit_events');
  expect(JSON.stringify(rows)).not.toContain('long');
});
