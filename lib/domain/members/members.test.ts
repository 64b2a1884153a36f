import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#lib/platform/context.ts';
import { openTestInstallation, password, type TestInstallation, trySignIn } from '#lib/testing/members.ts';
import { changeMember } from './change-member.ts';
import { createMember } from './create-member.ts';
import { endSessions } from './end-sessions.ts';
import { inviteMember } from './invite-member.ts';
import { listLinks } from './list-links.ts';
import { listMembers } from './list-members.ts';
import { makeResetLink } from './make-reset-link.ts';
import { removeTwoStep } from './remove-two-step.ts';
import { withdrawLink } from './withdraw-link.ts';

let installation: TestInstallation;

beforeAll(async () => {
  installation = await openTestInstallation();
});

afterAll(() => installation.close());

const as = (memberId: string | null, role: string): Context => ({
  ...installation.system,
  actor: { memberId, name: 'Somebody', role },
});

test('members are listed with role, access, second step and how many browsers are signed in', async () => {
  await installation.member('ada@tagdesk.example');
  await installation.signIn('ada@tagdesk.example');
  await installation.signIn('ada@tagdesk.example');
  expect(await listMembers(installation.system)).toMatchObject([
    {
      email: 'ada@tagdesk.example',
      role: 'support',
      disabled: false,
      twoStep: false,
      sessions: 2,
      signedInAt: expect.any(String),
    },
  ]);
});

test('an admin makes a member with a first password; the same e-mail twice is a conflict, in any case', async () => {
  const create = (email: string, first: string) =>
    createMember(installation.system, { name: 'Gus', email, password: first, role: 'support' });
  await create('gus@tagdesk.example', password);
  expect(await trySignIn(installation, 'gus@tagdesk.example', password)).toMatchObject({ ok: true });
  await expect(create('GUS@tagdesk.example', password)).rejects.toMatchObject({
    code: 'conflict',
    fields: { email: 'gus@tagdesk.example is a member already.' },
  });
  await expect(create('weak@tagdesk.example', 'Password123!')).rejects.toMatchObject({
    fields: { password: expect.any(String) },
  });
});

test('a new role counts from the next request on; disabling ends the sessions at once', async () => {
  const memberId = await installation.member('bea@tagdesk.example');
  const browser = await installation.signIn('bea@tagdesk.example');
  await changeMember(installation.system, { memberId, role: 'viewer' });
  expect((await installation.sessionOf(browser))?.actor.role).toBe('viewer');
  await changeMember(installation.system, { memberId, disabled: true });
  expect(await installation.sessionOf(browser)).toBeNull();
  expect(await trySignIn(installation, 'bea@tagdesk.example', password)).toMatchObject({
    ok: false,
    error: { message: 'Your access has been switched off. Ask an admin.' },
  });
  await changeMember(installation.system, { memberId, disabled: false });
  expect(await installation.sessionOf(browser)).toBeNull();
});

test('nobody changes their own role or access, or takes off their own second step here', async () => {
  const memberId = await installation.member('self@tagdesk.example', 'admin');
  await installation.member('other@tagdesk.example', 'admin');
  const self = as(memberId, 'admin');
  await expect(changeMember(self, { memberId, role: 'viewer' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(changeMember(self, { memberId, disabled: true })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(removeTwoStep(self, { memberId })).rejects.toMatchObject({ code: 'forbidden' });
});

test('one admin always remains, also when two demote each other at once', async () => {
  const apart = await openTestInstallation();
  const one = await apart.member('cy@tagdesk.example', 'admin');
  await expect(changeMember(apart.system, { memberId: one, role: 'viewer' })).rejects.toMatchObject({
    code: 'conflict',
  });
  const two = await apart.member('dee@tagdesk.example', 'admin');
  const by = (memberId: string): Context => ({
    ...apart.system,
    actor: { memberId, name: 'A', role: 'admin' },
  });
  const results = await Promise.allSettled([
    changeMember(by(two), { memberId: one, disabled: true }),
    changeMember(by(one), { memberId: two, role: 'support' }),
    changeMember(apart.system, { memberId: one, role: 'viewer' }),
    changeMember(apart.system, { memberId: two, disabled: true }),
  ]);
  expect(results.map(({ status }) => status)).toContain('rejected');
  const admins = (await listMembers(apart.system)).filter(
    ({ role, disabled }) => role === 'admin' && !disabled,
  );
  expect(admins).toHaveLength(1);
  await apart.close();
});

test('whoever lost the role meanwhile changes nobody any more', async () => {
  const [admin, memberId] = [
    await installation.member('was@tagdesk.example', 'viewer'),
    await installation.member('x@tagdesk.example'),
  ];
  await expect(changeMember(as(admin, 'admin'), { memberId, role: 'admin' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('an admin ends a member’s sessions, and it is recorded how many', async () => {
  const memberId = await installation.member('eve@tagdesk.example');
  const browser = await installation.signIn('eve@tagdesk.example');
  expect(await endSessions(installation.system, { memberId })).toEqual({ ended: 1 });
  expect(await installation.sessionOf(browser)).toBeNull();
  expect(await installation.eventsOf('eve@tagdesk.example')).toEqual(['sessions.ended']);
  await expect(endSessions(installation.system, { memberId: 'nobody' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test.each(['viewer', 'support', 'marketer', 'somebody-else'])(
  'the role %s sees and changes no member',
  async (role) => {
    const context = as('m', role);
    for (const verb of [
      inviteMember,
      changeMember,
      endSessions,
      makeResetLink,
      removeTwoStep,
      withdrawLink,
      listMembers,
      listLinks,
    ]) {
      await expect(verb(context, {})).rejects.toMatchObject({ code: 'forbidden' });
    }
  },
);
