import { afterAll, beforeAll, expect, test } from 'vitest';
import { listLinks } from '#lib/domain/members/list-links.ts';
import { makeResetLink } from '#lib/domain/members/make-reset-link.ts';
import { openTestInstallation, password, type TestInstallation, trySignIn } from '#lib/testing/members.ts';
import { changeName } from './change-name.ts';
import { changePassword } from './change-password.ts';
import { endOtherSessions, endOwnSession } from './end-own-sessions.ts';
import { readAccount } from './read-account.ts';
import { renewRecoveryCodes, startTwoStep, stopTwoStep } from './two-step.ts';

let installation: TestInstallation;

beforeAll(async () => {
  installation = await openTestInstallation();
});

afterAll(() => installation.close());

const fresh = 'nine purple kettles';

test('the account shows who one is and where one is signed in, the present browser first', async () => {
  await installation.member('ada@tagdesk.example', 'marketer');
  await installation.signIn('ada@tagdesk.example');
  const context = await installation.contextOf(await installation.signIn('ada@tagdesk.example'));
  const account = await readAccount(context);
  expect(account).toMatchObject({
    name: 'Ada',
    email: 'ada@tagdesk.example',
    role: 'marketer',
    hasPassword: true,
    twoStep: false,
    sessions: [
      { current: true, device: 'Firefox on Linux', address: expect.stringMatching(/^2001:db8:.*::1$/) },
      { current: false },
    ],
  });
});

test('a new name counts everywhere from the next request on', async () => {
  await installation.member('bea@tagdesk.example');
  const browser = await installation.signIn('bea@tagdesk.example');
  const context = await installation.contextOf(browser);
  await changeName(context, { name: '  Bea Potter ' });
  expect((await installation.sessionOf(browser))?.actor.name).toBe('Bea Potter');
  await expect(changeName(context, { name: ' ' })).rejects.toMatchObject({
    fields: { name: 'A name is needed.' },
  });
});

test('a new password ends every other session and open reset links; the old one opens nothing', async () => {
  const memberId = await installation.member('cy@tagdesk.example');
  const elsewhere = await installation.signIn('cy@tagdesk.example');
  const here = await installation.signIn('cy@tagdesk.example');
  await makeResetLink(installation.system, { memberId });
  expect(
    await changePassword(await installation.contextOf(here), { current: password, password: fresh }),
  ).toEqual({
    ended: 1,
  });
  expect(await installation.sessionOf(here)).not.toBeNull();
  expect(await installation.sessionOf(elsewhere)).toBeNull();
  expect(await listLinks(installation.system)).toEqual([]);
  expect(await trySignIn(installation, 'cy@tagdesk.example', password)).toMatchObject({ ok: false });
  expect(await trySignIn(installation, 'cy@tagdesk.example', fresh)).toMatchObject({ ok: true });
});

test('the current password is asked for, ten times a minute at most; weak ones are refused at their field', async () => {
  await installation.member('dee@tagdesk.example');
  const context = await installation.contextOf(await installation.signIn('dee@tagdesk.example'));
  const change = (current: string, next: string) => changePassword(context, { current, password: next });
  await expect(change(password, 'Summer2026!')).rejects.toMatchObject({
    fields: { password: expect.any(String) },
  });
  await expect(change(password, password)).rejects.toMatchObject({
    fields: { password: expect.any(String) },
  });
  await expect(change(password, 'dee@tagdesk.example')).rejects.toMatchObject({
    fields: { password: expect.stringContaining('own name') },
  });
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await expect(change('guess', fresh)).rejects.toMatchObject({
      fields: { current: 'This is not your password.' },
    });
  }
  await expect(change(password, fresh)).rejects.toMatchObject({ code: 'busy' });
  expect(await installation.eventsOf('dee@tagdesk.example')).toContain('password.wrong');
});

test('one ends one session or all others, never somebody else’s', async () => {
  await installation.member('eve@tagdesk.example');
  const [one, two, here] = [
    await installation.signIn('eve@tagdesk.example'),
    await installation.signIn('eve@tagdesk.example'),
    await installation.signIn('eve@tagdesk.example'),
  ];
  await installation.member('mallory@tagdesk.example');
  const mallory = await installation.contextOf(await installation.signIn('mallory@tagdesk.example'));
  const context = await installation.contextOf(here);
  const sessionId = (await installation.sessionOf(one))?.id ?? '';
  await expect(endOwnSession(mallory, { sessionId })).rejects.toMatchObject({ code: 'not-found' });
  expect(await installation.sessionOf(one)).not.toBeNull();
  await endOwnSession(context, { sessionId });
  expect(await installation.sessionOf(one)).toBeNull();
  expect(await endOtherSessions(context)).toEqual({ ended: 1 });
  expect(await installation.sessionOf(two)).toBeNull();
  expect(await installation.sessionOf(here)).not.toBeNull();
  expect(await installation.eventsOf('eve@tagdesk.example')).toEqual(['session.ended', 'session.ended']);
});

test('whoever has no session of their own has no account here', async () => {
  await expect(readAccount(installation.system)).rejects.toMatchObject({ code: 'unauthenticated' });
  for (const verb of [changeName, changePassword, endOwnSession, endOtherSessions]) {
    await expect(verb(installation.system, {})).rejects.toMatchObject({ code: 'unauthenticated' });
  }
  for (const verb of [startTwoStep, renewRecoveryCodes, stopTwoStep]) {
    await expect(verb(installation.system, { password }, installation.auth)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  }
});
