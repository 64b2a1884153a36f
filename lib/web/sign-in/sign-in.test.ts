import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertMember } from '#lib/domain/members/create-member.ts';
import { type Auth, createAuth } from '#lib/platform/auth/server.ts';
import type { OpenDatabase } from '#lib/platform/db/client.ts';
import { members, sessions } from '#lib/platform/db/schema/members.ts';
import { auditEvents } from '#lib/platform/db/schema/records.ts';
import { openTestDatabase } from '#lib/testing/database.ts';
import { findSession } from '../session.ts';
import { deviceCookie } from './known-device.ts';
import { signIn } from './sign-in.ts';

const secret = 'a-secret-for-tests-that-is-long-enough-0123456789';
const password = 'correct horse battery';
let open: OpenDatabase;
let auth: Auth;

beforeAll(async () => {
  open = await openTestDatabase();
  auth = createAuth(open.database, { appUrl: 'http://localhost:3000', port: 3000, secret });
});

afterAll(() => open.close());

const deps = () => ({ auth, database: open.database, secret });
const from = (address: string) => new Headers({ 'x-forwarded-for': address });

async function member(email: string): Promise<string> {
  return insertMember(open.database, { name: 'Ada', email, password, role: 'support' });
}

async function eventsOf(subject: string): Promise<string[]> {
  const rows = await open.database.select().from(auditEvents).where(eq(auditEvents.subject, subject));
  return rows.map((row) => row.kind);
}

/** As a browser returns it. */
async function cookieOf(email: string): Promise<string> {
  const response = await auth.api.signInEmail({
    body: { email, password },
    headers: new Headers(),
    asResponse: true,
  });
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

test('the right password signs in and is recorded; case of the e-mail does not matter', async () => {
  await member('ada@tagdesk.example');
  const result = await signIn(
    from('203.0.113.1'),
    {
      email: ' Ada@Tagdesk.example ',
      password,
    },
    deps(),
  );
  expect(result.ok).toBe(true);
  expect(await eventsOf('ada@tagdesk.example')).toEqual(['sign-in.succeeded']);
});

test('a wrong password and an unknown e-mail get the same answer', async () => {
  await member('bea@tagdesk.example');
  const wrong = await signIn(
    from('203.0.113.2'),
    {
      email: 'bea@tagdesk.example',
      password: 'nope',
    },
    deps(),
  );
  const unknown = await signIn(
    from('203.0.113.2'),
    {
      email: 'no@tagdesk.example',
      password,
    },
    deps(),
  );
  expect(wrong).toEqual(unknown);
  expect(wrong).toMatchObject({ ok: false, error: { message: 'E-mail or password is wrong.' } });
  expect(await eventsOf('bea@tagdesk.example')).toEqual(['sign-in.failed']);
});

const wrong = 'E-mail or password is wrong.';
const busy = /^Too many attempts\. Try again in \d+ seconds\.$/;

async function attempt(email: string, typed: string, headers: Headers): Promise<string> {
  const result = await signIn(headers, { email, password: typed }, deps());
  return result.ok ? 'in' : result.error.message;
}

test('ten failures of one e-mail from one address in a minute are the end there, also all at once', async () => {
  await member('cy@tagdesk.example');
  const guess = () => attempt('cy@tagdesk.example', 'guess', from('198.51.100.1'));
  const messages = await Promise.all(Array.from({ length: 14 }, guess));
  expect(messages.filter((message) => message === wrong)).toHaveLength(10);
  expect(messages.filter((message) => busy.test(message))).toHaveLength(4);
  expect(await attempt('cy@tagdesk.example', password, from('198.51.100.1'))).toMatch(busy);
});

test('a stranger’s guesses do not keep the owner out', async () => {
  await member('ida@tagdesk.example');
  await Promise.all(
    Array.from({ length: 12 }, () => attempt('ida@tagdesk.example', 'guess', from('198.51.100.66'))),
  );
  expect(await attempt('ida@tagdesk.example', password, from('203.0.113.66'))).toBe('in');
});

test('thirty failures from one address are the end there, whatever the e-mails', async () => {
  const guesses = Array.from({ length: 33 }, (_, index) =>
    attempt(`nobody${index}@tagdesk.example`, 'guess', from('198.51.100.2')),
  );
  const messages = await Promise.all(guesses);
  expect(messages.filter((message) => message === wrong)).toHaveLength(30);
});

test('guessed at from everywhere, who has more to show than a password gets in, and nobody else', async () => {
  const email = 'joe@tagdesk.example';
  const id = await member(email);
  const known = deviceCookie(new Headers(), email, { secret, secure: true });
  const cookie = `${known.name}=${encodeURIComponent(known.value)}`;
  const other = deviceCookie(new Headers(), 'kim@tagdesk.example', { secret, secure: true });
  // A hundred within an hour, ten per address.
  for (let round = 0; round < 10; round += 1)
    await Promise.all(Array.from({ length: 10 }, () => attempt(email, 'guess', from(`192.0.2.${round}`))));
  expect(await attempt(email, password, from('203.0.113.7'))).toMatch(busy);
  for (const forged of [`${other.name}=${encodeURIComponent(other.value)}`, `${known.name}=device:x:y.z`])
    expect(await attempt(email, password, new Headers({ cookie: forged }))).toMatch(busy);
  // A known device has its own ten.
  const browser = new Headers({ cookie, 'x-forwarded-for': '203.0.113.8' });
  expect(await attempt(email, password, browser)).toBe('in');
  for (let round = 0; round < 10; round += 1) expect(await attempt(email, 'guess', browser)).toBe(wrong);
  expect(await attempt(email, password, browser)).toMatch(busy);
  // The password alone does not sign in with two-factor on.
  await open.database.update(members).set({ twoFactorEnabled: true }).where(eq(members.id, id));
  expect(await attempt(email, password, from('203.0.113.9'))).toBe('in');
}, 60_000);

test('forty people of one office sign in at once', async () => {
  const emails = Array.from({ length: 40 }, (_, index) => `office${index}@tagdesk.example`);
  for (const email of emails) await member(email);
  const results = await Promise.all(emails.map((email) => attempt(email, password, from('203.0.113.10'))));
  expect(results).toEqual(emails.map(() => 'in'));
}, 60_000);

test('successes do not use the limit up', async () => {
  await member('dee@tagdesk.example');
  for (let round = 0; round < 12; round += 1) {
    const result = await signIn(
      from('203.0.113.4'),
      {
        email: 'dee@tagdesk.example',
        password,
      },
      deps(),
    );
    expect(result.ok).toBe(true);
  }
});

test('what is typed into the e-mail field and is none is not recorded', async () => {
  await signIn(from('203.0.113.5'), { email: 'my secret password', password: '' }, deps());
  expect(await eventsOf('my secret password')).toEqual([]);
});

test('a cookie finds its member; a forged, expired or disabled one finds nobody', async () => {
  const id = await member('eve@tagdesk.example');
  const cookie = await cookieOf('eve@tagdesk.example');
  const find = (value: string) => findSession(new Headers({ cookie: value }), open.database, secret);
  expect((await find(`theme=dark; ${cookie}`))?.actor).toEqual({
    memberId: id,
    name: 'Ada',
    role: 'support',
  });
  expect(await find(cookie.replace(/\.[^.]*$/, '.AAAA'))).toBeNull();
  expect(await find(cookie.split('%3D')[0]?.slice(0, -4) ?? '')).toBeNull();
  expect(await find('tagdesk.session_token=%E0%A4%A')).toBeNull();
  await open.database.update(members).set({ banned: true }).where(eq(members.id, id));
  expect(await find(cookie)).toBeNull();
  await open.database.update(members).set({ banned: false }).where(eq(members.id, id));
  await open.database
    .update(sessions)
    .set({ expiresAt: new Date(0) })
    .where(eq(sessions.userId, id));
  expect(await find(cookie)).toBeNull();
});

test('a session ends after thirty days, however busy it is', async () => {
  const id = await member('gus@tagdesk.example');
  const cookie = await cookieOf('gus@tagdesk.example');
  const find = () => findSession(new Headers({ cookie }), open.database, secret);
  const begun = (days: number) =>
    open.database
      .update(sessions)
      .set({ createdAt: new Date(Date.now() - days * 24 * 60 * 60_000) })
      .where(eq(sessions.userId, id));
  await begun(29.9);
  expect((await find())?.actor.memberId).toBe(id);
  await begun(30.1);
  expect(await find()).toBeNull();
});

test('a disabled member is told so, but only with the right password', async () => {
  const id = await member('fay@tagdesk.example');
  await open.database.update(members).set({ banned: true }).where(eq(members.id, id));
  const right = await signIn(
    from('203.0.113.6'),
    {
      email: 'fay@tagdesk.example',
      password,
    },
    deps(),
  );
  expect(right).toMatchObject({
    ok: false,
    error: { message: 'Your access has been switched off. Ask an admin.' },
  });
  const wrong = await signIn(
    from('203.0.113.6'),
    {
      email: 'fay@tagdesk.example',
      password: 'no',
    },
    deps(),
  );
  expect(wrong).toMatchObject({ ok: false, error: { message: 'E-mail or password is wrong.' } });
});
