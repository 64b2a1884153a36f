import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpenDatabase } from '#lib/platform/db/client.ts';
import { members } from '#lib/platform/db/schema/members.ts';
import { openTestDatabase } from '#lib/testing/database.ts';
import { createFirstAdmin, ensureFirstAdmin } from './first-admin.ts';

let open: OpenDatabase;

beforeEach(async () => {
  open = await openTestDatabase();
});

afterEach(() => open.close());

const person = (code: string, email = 'ada@tagdesk.example') => ({
  code,
  name: 'Ada',
  email,
  password: 'long enough',
});

test('instances that start together make one admin from the settings', async () => {
  const admin = { email: 'ada.lovelace@tagdesk.example', password: 'long enough' };
  const codes = await Promise.all([1, 2, 3].map(() => ensureFirstAdmin(open.database, admin)));
  expect(codes).toEqual([{ code: null }, { code: null }, { code: null }]);
  const rows = await open.database.select().from(members);
  expect(rows).toMatchObject([{ name: 'Ada Lovelace', role: 'admin', email: admin.email }]);
});

test('the code makes one admin, however many use it at once, and works once', async () => {
  const { code } = await ensureFirstAdmin(open.database, null);
  expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  const typed = (code ?? '').toLowerCase().replace('-', ' ');
  const attempts = await Promise.allSettled([
    createFirstAdmin(open.database, person(typed)),
    createFirstAdmin(open.database, person(typed, 'bea@tagdesk.example')),
  ]);
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await open.database.select().from(members)).toHaveLength(1);
  expect(await ensureFirstAdmin(open.database, null)).toEqual({ code: null });
});

test('a wrong code makes nobody', async () => {
  await ensureFirstAdmin(open.database, null);
  await expect(createFirstAdmin(open.database, person('2222-2222'))).rejects.toMatchObject({
    code: 'invalid',
  });
  expect(await open.database.select().from(members)).toHaveLength(0);
});
