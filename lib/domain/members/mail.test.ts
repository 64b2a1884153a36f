import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rateLimits } from '#lib/platform/db/schema/records.ts';
import {
  newJar,
  openTestInstallation,
  password,
  type TestInstallation,
  trySignIn,
} from '#lib/testing/members.ts';
import { type MailServer, openMailServer, textOf } from '#lib/testing/smtp-server.ts';
import { askForReset } from '#lib/web/sign-in/forgotten-password.ts';
import { readLink, resetByLink } from '#lib/web/sign-in/link-forms.ts';
import { changeMember } from './change-member.ts';
import type { DeliverySettings } from './deliver-link.ts';
import { inviteMember } from './invite-member.ts';
import { listLinks } from './list-links.ts';
import { makeResetLink } from './make-reset-link.ts';
import { sendLink } from './send-link.ts';
import { withdrawLink } from './withdraw-link.ts';

let installation: TestInstallation;
let server: MailServer;
let settings: DeliverySettings;

const login = { user: 'desk', password: 'canary-mail-password' };

beforeAll(async () => {
  [installation, server] = await Promise.all([openTestInstallation(), openMailServer({ login })]);
  settings = {
    appUrl: 'https://tags.example',
    port: 3000,
    mail: {
      host: '127.0.0.1',
      port: server.port,
      secure: false,
      requireTls: false,
      login,
      from: { name: 'Tagdesk', address: 'desk@tags.example' },
    },
  };
});

afterAll(async () => {
  await server.stop();
  await installation.close();
});

beforeEach(async () => {
  server.mails.length = 0;
  server.refuse(null);
  await installation.open.database.delete(rateLimits);
});

const invite = (email: string, name = '') =>
  inviteMember(installation.system, { role: 'support', name, email }, { inviteDays: 7, mail: settings.mail });

async function ask(email: string, headers = newJar().headers()) {
  const later: Promise<void>[] = [];
  const answer = await askForReset(headers, { email }, (work) => later.push(work()), {
    database: installation.open.database,
    settings,
  });
  await Promise.all(later);
  return answer;
}

test('an invitation is offered for the address that it names, and sent there with this installation’s link', async () => {
  const made = await invite('Bea@tagdesk.example', 'Bea');
  expect(made.mailTo).toBe('bea@tagdesk.example');
  expect(await sendLink(installation.system, { path: made.path }, settings)).toEqual({
    to: 'bea@tagdesk.example',
  });
  const [mail] = server.mails;
  expect(mail?.to).toEqual(['bea@tagdesk.example']);
  expect(mail && textOf(mail)).toContain(`https://tags.example${made.path}`);
  expect(await installation.eventsOf('bea@tagdesk.example')).toEqual(['invite.created', 'mail.sent']);
  expect((await invite('')).mailTo).toBeNull();
  const off = { inviteDays: 7, mail: null };
  const input = { role: 'viewer', name: '', email: 'cy@tagdesk.example' };
  expect((await inviteMember(installation.system, input, off)).mailTo).toBeNull();
});

test('a link to a new password goes to the member’s own address', async () => {
  const memberId = await installation.member('dee@tagdesk.example', 'viewer', 'Dee');
  const { path, mailTo } = await makeResetLink(installation.system, { memberId }, settings);
  expect(mailTo).toBe('dee@tagdesk.example');
  await sendLink(installation.system, { path, to: 'evil@elsewhere.example' }, settings);
  const [mail] = server.mails;
  expect(mail?.to).toEqual(['dee@tagdesk.example']);
  expect(mail && textOf(mail)).toContain('Hello Dee,');
});

test('what cannot be sent says so: no mail server, a closed link, no address, no permission', async () => {
  const { path } = await invite('eve@tagdesk.example');
  await expect(sendLink(installation.system, { path }, { ...settings, mail: null })).rejects.toMatchObject({
    code: 'not-connected',
  });
  const support = { ...installation.system, actor: { ...installation.system.actor, role: 'support' } };
  await expect(sendLink(support, { path }, settings)).rejects.toMatchObject({ code: 'forbidden' });
  const [open] = await listLinks(installation.system);
  await withdrawLink(installation.system, { linkId: open?.id ?? '' });
  await expect(sendLink(installation.system, { path }, settings)).rejects.toMatchObject({
    code: 'conflict',
    message: 'This link has been revoked. Ask an admin for a new one.',
  });
  const nameless = await invite('');
  await expect(sendLink(installation.system, { path: nameless.path }, settings)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('names no e-mail'),
  });
  for (const odd of ['/join/made-up', '/reset/made-up', 'https://evil.example/', '/join/../x', ''])
    await expect(sendLink(installation.system, { path: odd }, settings)).rejects.toThrow();
  expect(server.mails).toEqual([]);
});

test('a refusal is told and recorded in the server’s words, without link and login; the link stays good', async () => {
  const { path } = await invite('fay@tagdesk.example');
  server.refuse((secret) => `Unknown ${secret} at https://tags.example${path}`);
  await expect(sendLink(installation.system, { path }, settings)).rejects.toMatchObject({
    message: expect.stringContaining('“550 Unknown [redacted] at [redacted]”'),
  });
  const { rows } = await installation.open.pool.query(
    "select detail from audit_events where kind = 'mail.failed'",
  );
  expect(JSON.stringify(rows)).toContain('550 Unknown [redacted] at [redacted]');
  const token = path.split('/').at(-1) ?? '';
  expect((await readLink('invite', token, installation.open.database)).closed).toBeNull();
  server.refuse(null);
  await sendLink(installation.system, { path }, settings);
  expect(server.mails).toHaveLength(1);
});

test('one address gets six mails an hour, whoever sends them; those that did not go out are none', async () => {
  const { path } = await invite('gus@tagdesk.example');
  server.refuse(() => 'Not yet');
  for (let round = 0; round < 7; round += 1)
    await expect(sendLink(installation.system, { path }, settings)).rejects.toMatchObject({
      code: 'not-connected',
    });
  server.refuse(null);
  for (let round = 0; round < 6; round += 1) await sendLink(installation.system, { path }, settings);
  await expect(sendLink(installation.system, { path }, settings)).rejects.toMatchObject({
    code: 'limited',
    message: expect.stringContaining('6 mails went to gus@tagdesk.example within an hour'),
  });
  expect(server.mails).toHaveLength(6);
});

test('who forgot their password gets a link, which works once and closes the others', async () => {
  const memberId = await installation.member('hal@tagdesk.example', 'viewer', 'Hal');
  const byAdmin = await makeResetLink(installation.system, { memberId }, settings);
  expect(await ask(' Hal@Tagdesk.example')).toMatchObject({ ok: false });
  expect(await ask('HAL@tagdesk.example')).toEqual({ ok: true, value: null });
  const [mail] = server.mails;
  expect(mail?.to).toEqual(['hal@tagdesk.example']);
  const token = /https:\/\/tags\.example\/reset\/([\w-]{43})/.exec(mail ? textOf(mail) : '')?.[1] ?? '';
  const { link } = await readLink('reset', token, installation.open.database);
  expect(link?.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 60 * 60 * 1000);
  const reset = (with_: string) =>
    resetByLink(
      newJar().headers(),
      { token: with_, password: 'nine purple kettles' },
      installation.open.database,
    );
  expect(await reset(token)).toMatchObject({ ok: true });
  expect(await trySignIn(installation, 'hal@tagdesk.example', 'nine purple kettles')).toMatchObject({
    ok: true,
  });
  expect(await reset(byAdmin.path.split('/').at(-1) ?? '')).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('revoked') },
  });
  expect(await installation.eventsOf('hal@tagdesk.example')).toEqual([
    'reset.created',
    'password-reset.requested',
    'mail.sent',
    'reset.used',
    'sign-in.succeeded',
  ]);
});

test('a question does not close the link that an admin has made', async () => {
  const memberId = await installation.member('ida@tagdesk.example');
  const { path } = await makeResetLink(installation.system, { memberId }, settings);
  await ask('ida@tagdesk.example');
  const token = path.split('/').at(-1) ?? '';
  expect((await readLink('reset', token, installation.open.database)).closed).toBeNull();
});

test('strangers, members without access and members without a password: the same answer, no mail, a line', async () => {
  const answers = [await ask('jo@tagdesk.example')];
  const disabled = await installation.member('kim@tagdesk.example');
  await changeMember(installation.system, { memberId: disabled, disabled: true });
  answers.push(await ask('kim@tagdesk.example'));
  await installation.member('lee@tagdesk.example');
  await installation.open.pool.query(
    "delete from accounts where member_id = (select id from members where email = 'lee@tagdesk.example')",
  );
  answers.push(await ask('lee@tagdesk.example'));
  await installation.member('max@tagdesk.example');
  answers.push(await ask('max@tagdesk.example'));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(server.mails.map(({ to }) => to)).toEqual([['max@tagdesk.example']]);
  const { rows } = await installation.open.pool.query<{ subject: string; reason: string }>(
    "select subject, detail ->> 'reason' as reason from audit_events where kind = 'password-reset.requested' and subject ~ '^(jo|kim|lee|max)@' order by id",
  );
  expect(rows.map(({ subject, reason }) => `${subject.split('@')[0]} ${reason}`)).toEqual([
    'jo no-member',
    'kim access-off',
    'lee no-password',
    'max null',
  ]);
});

test('the answer is there before anybody is looked up or anything is sent', async () => {
  await installation.member('nia@tagdesk.example');
  const left: (() => Promise<void>)[] = [];
  const answer = await askForReset(
    newJar().headers(),
    { email: 'nia@tagdesk.example' },
    (work) => left.push(work),
    { database: installation.open.database, settings },
  );
  expect(answer).toEqual({ ok: true, value: null });
  expect(await installation.eventsOf('nia@tagdesk.example')).toEqual([]);
  await left[0]?.();
  expect(await installation.eventsOf('nia@tagdesk.example')).toEqual([
    'password-reset.requested',
    'mail.sent',
  ]);
});

test('questions are counted alike for members and strangers, by e-mail and by address', async () => {
  await installation.member('ole@tagdesk.example');
  const busy = { ok: false, error: { code: 'busy', message: expect.stringContaining('asked too often') } };
  for (const email of ['ole@tagdesk.example', 'nobody@tagdesk.example']) {
    for (let round = 0; round < 3; round += 1) expect(await ask(email)).toMatchObject({ ok: true });
    expect(await ask(email)).toMatchObject(busy);
  }
  const one = newJar().headers();
  for (let round = 0; round < 10; round += 1)
    expect(await ask(`round-${round}@tagdesk.example`, one)).toMatchObject({ ok: true });
  expect(await ask('round-10@tagdesk.example', one)).toMatchObject(busy);
});

test('a mail server that fails is recorded, and changes nothing about the answer', async () => {
  await installation.member('pia@tagdesk.example');
  server.refuse(() => 'Not today');
  expect(await ask('pia@tagdesk.example')).toEqual({ ok: true, value: null });
  expect(await installation.eventsOf('pia@tagdesk.example')).toEqual([
    'password-reset.requested',
    'mail.failed',
  ]);
});

test('without a mail server nothing can be asked', async () => {
  const answer = await askForReset(newJar().headers(), { email: 'ada@tagdesk.example' }, () => {}, {
    database: installation.open.database,
    settings: { ...settings, mail: null },
  });
  expect(answer).toMatchObject({ ok: false, error: { code: 'not-connected' } });
});

test('neither link nor login stands anywhere in the database', async () => {
  await installation.member('quin@tagdesk.example');
  await ask('quin@tagdesk.example');
  const [mail] = server.mails;
  const token = /\/reset\/([\w-]{43})/.exec(mail ? textOf(mail) : '')?.[1] ?? 'none';
  const { rows } = await installation.open.pool.query<{ text: string }>(
    'select row_to_json(l)::text as text from member_links l union all select row_to_json(e)::text from audit_events e',
  );
  const all = rows.map(({ text }) => text).join('\n');
  expect(all).toContain('quin@tagdesk.example');
  for (const secret of [token, login.password, password]) expect(all).not.toContain(secret);
});
