import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { memberLinks } from '#lib/platform/db/schema/members.ts';
import {
  newJar,
  openTestInstallation,
  password,
  type TestInstallation,
  trySignIn,
} from '#lib/testing/members.ts';
import { joinByLink, readLink, resetByLink } from '#lib/web/sign-in/link-forms.ts';
import { changeMember } from './change-member.ts';
import { inviteMember } from './invite-member.ts';
import { listLinks } from './list-links.ts';
import { makeResetLink } from './make-reset-link.ts';
import { withdrawLink } from './withdraw-link.ts';

let installation: TestInstallation;

beforeAll(async () => {
  installation = await openTestInstallation();
});

afterAll(() => installation.close());

const tokenOf = ({ path }: { path: string }) => path.split('/').at(-1) ?? '';
const invite = async (email = '', role = 'support') =>
  tokenOf(await inviteMember(installation.system, { role, name: '', email }, { inviteDays: 7, mail: null }));
const join = (token: string, email: string, withPassword = password) =>
  joinByLink(
    newJar().headers(),
    { token, name: 'Bea', email, password: withPassword },
    installation.open.database,
  );
const reset = (token: string, withPassword: string) =>
  resetByLink(newJar().headers(), { token, password: withPassword }, installation.open.database);
const expire = (email: string) =>
  installation.open.database
    .update(memberLinks)
    .set({ expiresAt: new Date(0) })
    .where(eq(memberLinks.email, email));

test('an invitation makes a member of its role, who can sign in', async () => {
  const made = await inviteMember(
    installation.system,
    { role: 'marketer', name: 'Bea', email: 'Bea@tagdesk.example' },
    { inviteDays: 7, mail: null },
  );
  expect(made.path).toMatch(/^\/join\/[\w-]{43}$/);
  expect(Date.parse(made.expiresAt)).toBeGreaterThan(Date.now() + 6.9 * 86_400_000);
  const { link } = await readLink('invite', tokenOf(made), installation.open.database);
  expect(link).toMatchObject({ role: 'marketer', name: 'Bea', email: 'bea@tagdesk.example' });
  expect(await join(tokenOf(made), 'bea@tagdesk.example')).toEqual({
    ok: true,
    value: { email: 'bea@tagdesk.example' },
  });
  expect(await trySignIn(installation, 'bea@tagdesk.example', password)).toMatchObject({ ok: true });
  expect(await installation.eventsOf('bea@tagdesk.example')).toEqual([
    'invite.created',
    'invite.used',
    'sign-in.succeeded',
  ]);
});

test('it works once, also when several use it at once', async () => {
  const token = await invite();
  const attempts = await Promise.all([join(token, 'c1@tagdesk.example'), join(token, 'c2@tagdesk.example')]);
  expect(attempts.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await join(token, 'c3@tagdesk.example')).toMatchObject({
    ok: false,
    error: { message: 'This link has been used already. Ask an admin for a new one.' },
  });
});

test('a wrong, expired or withdrawn one says why, makes nobody, and leaves a line', async () => {
  expect(await join('not-a-token', 'd@tagdesk.example')).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('never valid') },
  });
  const expired = await invite('expired@tagdesk.example');
  await expire('expired@tagdesk.example');
  expect(await join(expired, 'd@tagdesk.example')).toMatchObject({
    ok: false,
    error: { message: 'This link has expired. Ask an admin for a new one.' },
  });
  const withdrawn = await invite('withdrawn@tagdesk.example');
  const [open] = await listLinks(installation.system);
  await withdrawLink(installation.system, { linkId: open?.id ?? '' });
  expect(await join(withdrawn, 'd@tagdesk.example')).toMatchObject({
    ok: false,
    error: { message: 'This link has been revoked. Ask an admin for a new one.' },
  });
  await expect(withdrawLink(installation.system, { linkId: open?.id ?? '' })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await installation.eventsOf('withdrawn@tagdesk.example')).toEqual([
    'invite.created',
    'invite.withdrawn',
  ]);
  const { rows } = await installation.open.pool.query(
    "select 1 from audit_events where kind = 'invite.refused'",
  );
  expect(rows.length).toBeGreaterThanOrEqual(3);
  expect(await trySignIn(installation, 'd@tagdesk.example', password)).toMatchObject({ ok: false });
});

test('a weak password or an e-mail in use is told at its field, and the invitation stays good', async () => {
  await installation.member('taken@tagdesk.example');
  const token = await invite();
  expect(await join(token, 'e@tagdesk.example', 'Password123!')).toMatchObject({
    ok: false,
    error: { fields: { password: expect.stringContaining('easy to guess') } },
  });
  expect(await join(token, 'taken@tagdesk.example')).toMatchObject({
    ok: false,
    error: { code: 'conflict', fields: { email: expect.stringContaining('is a member already') } },
  });
  expect(await join(token, 'e@tagdesk.example')).toMatchObject({ ok: true });
});

test('nobody is invited who is a member', async () => {
  await installation.member('known@tagdesk.example');
  await expect(
    inviteMember(installation.system, { role: 'viewer', name: '', email: 'KNOWN@tagdesk.example' }),
  ).rejects.toMatchObject({
    code: 'conflict',
    fields: { email: 'known@tagdesk.example is a member already.' },
  });
  await expect(
    inviteMember(installation.system, { role: 'owner', name: '', email: 'x' }),
  ).rejects.toMatchObject({
    code: 'invalid',
    fields: { role: expect.any(String), email: 'This is not an e-mail address.' },
  });
});

test('a reset link replaces the password, ends the sessions and works once; a new one withdraws the old', async () => {
  const memberId = await installation.member('fay@tagdesk.example');
  const browser = await installation.signIn('fay@tagdesk.example');
  const old = tokenOf(await makeResetLink(installation.system, { memberId }));
  const fresh = tokenOf(await makeResetLink(installation.system, { memberId }));
  expect(await reset(old, 'nine purple kettles')).toMatchObject({ ok: false });
  expect(await reset(fresh, 'fay@tagdesk.example')).toMatchObject({
    ok: false,
    error: { fields: { password: expect.stringContaining('own name') } },
  });
  expect(await installation.sessionOf(browser)).not.toBeNull();
  expect(await reset(fresh, 'nine purple kettles')).toMatchObject({ ok: true });
  expect(await installation.sessionOf(browser)).toBeNull();
  expect(await reset(fresh, 'nine purple kettles')).toMatchObject({ ok: false });
  expect(await trySignIn(installation, 'fay@tagdesk.example', password)).toMatchObject({ ok: false });
  expect(await trySignIn(installation, 'fay@tagdesk.example', 'nine purple kettles')).toMatchObject({
    ok: true,
  });
});

test('an invitation opens no reset, and a disabled member no reset either', async () => {
  expect(await reset(await invite(), 'nine purple kettles')).toMatchObject({ ok: false });
  const memberId = await installation.member('gus@tagdesk.example');
  const token = tokenOf(await makeResetLink(installation.system, { memberId }));
  await changeMember(installation.system, { memberId, disabled: true });
  expect(await reset(token, 'nine purple kettles')).toMatchObject({ ok: false });
  await expect(makeResetLink(installation.system, { memberId })).rejects.toMatchObject({ code: 'conflict' });
});

test('no link and no password is kept or recorded in the clear', async () => {
  const token = await invite('hid@tagdesk.example');
  const { rows } = await installation.open.pool.query(
    `select row_to_json(l)::text as text from member_links l
     union all select row_to_json(e)::text from audit_events e`,
  );
  const all = JSON.stringify(rows);
  expect(all).not.toContain(token);
  expect(all).not.toContain('teapots');
  expect(all).not.toContain('kettles');
});
