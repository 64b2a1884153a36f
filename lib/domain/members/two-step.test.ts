import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeTwoStep } from '#lib/domain/members/remove-two-step.ts';
import { requirePermission } from '#lib/platform/context.ts';
import { accounts } from '#lib/platform/db/schema/members.ts';
import { can, unprovenRole } from '#lib/shared/permissions.ts';
import { totpOf } from '#lib/testing/account.ts';
import {
  type Jar,
  newJar,
  openTestInstallation,
  password,
  secret,
  type TestInstallation,
} from '#lib/testing/members.ts';
import { findSession } from '#lib/web/session.ts';
import { findChallenge, takeSecondStep } from '#lib/web/sign-in/second-step.ts';
import { readAccount } from './read-account.ts';
import { confirmTwoStep, renewRecoveryCodes, startTwoStep, stopTwoStep } from './two-step.ts';

let installation: TestInstallation;

beforeAll(async () => {
  installation = await openTestInstallation();
});

afterAll(() => installation.close());

const deps = () => ({ auth: installation.auth, database: installation.open.database, secret });
const step = (browser: Jar, code: string) => takeSecondStep(browser.headers(), code, deps());
/** The code of the next 30 s, which is valid already: a code works once. */
const later = () => Date.now() + 30_000;

async function withTwoStep(email: string): Promise<{ memberId: string; key: string; codes: string[] }> {
  const memberId = await installation.member(email);
  const context = await installation.contextOf(await installation.signIn(email));
  const made = await startTwoStep(context, { password }, installation.auth);
  await confirmTwoStep(context, { code: totpOf(made.secret) }, installation.auth);
  return { memberId, key: made.secret, codes: made.recoveryCodes };
}

async function firstStep(email: string): Promise<Jar> {
  const browser = await installation.signIn(email);
  expect(await installation.sessionOf(browser)).toBeNull();
  return browser;
}

test('the code of the app is known from RFC 6238', () => {
  expect(totpOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 59_000)).toBe('287082');
});

test('setting it up takes the password and a first code; until then nothing is asked', async () => {
  await installation.member('ada@tagdesk.example');
  const browser = await installation.signIn('ada@tagdesk.example');
  const context = await installation.contextOf(browser);
  await expect(startTwoStep(context, { password: 'guess' }, installation.auth)).rejects.toMatchObject({
    fields: { password: 'This is not your password.' },
  });
  const made = await startTwoStep(context, { password }, installation.auth);
  expect(made.secret).toMatch(/^[A-Z2-7]{32,}$/);
  expect(made.recoveryCodes).toHaveLength(10);
  expect(new Set(made.recoveryCodes).size).toBe(10);
  expect(made.squares).toMatch(/^(?:M\d+ \d+h\d+v1h-\d+z)+$/);
  expect(await installation.sessionOf(await installation.signIn('ada@tagdesk.example'))).not.toBeNull();
  await expect(confirmTwoStep(context, { code: '000 000' }, installation.auth)).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(confirmTwoStep(context, { code: 'abc' }, installation.auth)).rejects.toMatchObject({
    fields: { code: 'The code has six figures.' },
  });
  await confirmTwoStep(context, { code: totpOf(made.secret) }, installation.auth);
  await firstStep('ada@tagdesk.example');
  expect(await installation.eventsOf('ada@tagdesk.example')).toContain('two-factor.enabled');
});

test('the password alone opens nothing, the code after it does, once', async () => {
  const { key } = await withTwoStep('bea@tagdesk.example');
  const browser = await firstStep('bea@tagdesk.example');
  expect(await findChallenge(browser.headers(), deps())).toMatchObject({ email: 'bea@tagdesk.example' });
  expect(await step(browser, '000000')).toMatchObject({ ok: false });
  const code = totpOf(key, later());
  expect(await step(browser, `${code.slice(0, 3)} ${code.slice(3)}`)).toMatchObject({ ok: true });
  const again = await firstStep('bea@tagdesk.example');
  expect(await step(again, code)).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('was used before') },
  });
  expect(await installation.eventsOf('bea@tagdesk.example')).toEqual([
    'two-factor.enabled',
    'sign-in.two-factor-failed',
    'sign-in.succeeded',
    'sign-in.two-factor-failed',
  ]);
});

test('the code that switched the second step on does not sign in once more', async () => {
  const { key } = await withTwoStep('onceonly@tagdesk.example');
  expect(await step(await firstStep('onceonly@tagdesk.example'), totpOf(key))).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('was used before') },
  });
});

describe('a second step that a role needs', () => {
  const demanded = ['admin', 'marketer'] as const;
  const sessionOf = (browser: Jar) =>
    findSession(browser.headers(), installation.open.database, secret, demanded);

  test('until it is set up the member may nothing but look after the account; then all that the role allows', async () => {
    const email = 'role@tagdesk.example';
    await installation.member(email, 'marketer');
    const browser = await installation.signIn(email);
    const before = await sessionOf(browser);
    const context = {
      ...(await installation.contextOf(browser)),
      actor: before?.actor ?? installation.system.actor,
    };
    expect(() => requirePermission(context, 'users:read')).toThrow(
      'Your role needs two-factor authentication',
    );
    for (const permission of ['users:read', 'tags:edit', 'runs:write'] as const)
      expect(can(context.actor.role, permission)).toBe(false);
    expect(await readAccount(context, installation.auth, demanded)).toMatchObject({
      twoStepDemanded: true,
      twoStep: false,
    });
    const made = await startTwoStep(context, { password }, installation.auth);
    await confirmTwoStep(context, { code: totpOf(made.secret) }, installation.auth);
    const again = await firstStep(email);
    const opened = await installation.auth.api.verifyTOTP({
      body: { code: totpOf(made.secret, later()) },
      headers: again.headers(),
      asResponse: true,
    });
    again.keep(opened.headers.getSetCookie());
    const after = await sessionOf(again);
    expect(after?.actor.role).toBe('marketer');
    const own = await installation.contextOf(again);
    await expect(stopTwoStep(own, { password }, installation.auth, demanded)).rejects.toThrow(
      'cannot be turned off',
    );
  });

  test('nobody else is asked: other roles, and who comes by single sign-on alone', async () => {
    await installation.member('other@tagdesk.example', 'support');
    const other = await sessionOf(await installation.signIn('other@tagdesk.example'));
    expect(other?.actor.role).toBe('support');
    const id = await installation.member('sso@tagdesk.example', 'admin');
    const browser = await installation.signIn('sso@tagdesk.example');
    expect((await sessionOf(browser))?.actor.role).toBe(unprovenRole);
    await installation.open.database.update(accounts).set({ password: null }).where(eq(accounts.userId, id));
    expect((await sessionOf(browser))?.actor.role).toBe('admin');
  });
});

test('a recovery code works once, however it is typed', async () => {
  const { codes } = await withTwoStep('cy@tagdesk.example');
  const typed = (codes[0] ?? '').toLowerCase().replace('-', ' ');
  expect(await step(await firstStep('cy@tagdesk.example'), typed)).toMatchObject({ ok: true });
  expect(await step(await firstStep('cy@tagdesk.example'), typed)).toMatchObject({ ok: false });
});

test('five wrong codes ask for the password again; a forged or missing cookie gets nowhere', async () => {
  await withTwoStep('dee@tagdesk.example');
  const browser = await firstStep('dee@tagdesk.example');
  const messages: string[] = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const result = await step(browser, `00000${attempt}`);
    messages.push(result.ok ? '' : result.error.message);
  }
  expect(messages.at(0)).toMatch(/wrong/);
  expect(messages.at(-1)).toMatch(/Sign in again/);
  expect(await step(newJar(), '000000')).toMatchObject({ ok: false });
  const forged = newJar();
  forged.keep(['tagdesk.two_factor=2fa-x.c2lnbmF0dXJl']);
  expect(await step(forged, '000000')).toMatchObject({ ok: false, error: { message: /Sign in again/ } });
});

test('new recovery codes end the old ones; switching off takes the password and ends the asking', async () => {
  const { key, codes } = await withTwoStep('eve@tagdesk.example');
  const jar = await firstStep('eve@tagdesk.example');
  const headers = jar.headers();
  const result = await installation.auth.api.verifyTOTP({
    body: { code: totpOf(key) },
    headers,
    asResponse: true,
  });
  jar.keep(result.headers.getSetCookie());
  const context = await installation.contextOf(jar);
  const renewed = await renewRecoveryCodes(context, { password }, installation.auth);
  expect(await step(await firstStep('eve@tagdesk.example'), codes[1] ?? '')).toMatchObject({ ok: false });
  expect(await step(await firstStep('eve@tagdesk.example'), renewed.recoveryCodes[0] ?? '')).toMatchObject({
    ok: true,
  });
  expect(await readAccount(context, installation.auth)).toMatchObject({ twoStep: true, recoveryCodes: 9 });
  await expect(startTwoStep(context, { password }, installation.auth)).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(stopTwoStep(context, { password: 'guess' }, installation.auth)).rejects.toMatchObject({
    code: 'invalid',
  });
  await stopTwoStep(context, { password }, installation.auth);
  const after = await installation.signIn('eve@tagdesk.example');
  expect((await readAccount(await installation.contextOf(after))).twoStep).toBe(false);
});

test('an admin takes a second step off, which is recorded', async () => {
  const { memberId } = await withTwoStep('fay@tagdesk.example');
  await removeTwoStep(installation.system, { memberId });
  expect(await installation.sessionOf(await installation.signIn('fay@tagdesk.example'))).not.toBeNull();
  expect(await installation.eventsOf('fay@tagdesk.example')).toContain('two-factor.reset');
});

test('secret and recovery codes are not kept or recorded in the clear', async () => {
  const { key, codes } = await withTwoStep('gus@tagdesk.example');
  const { rows } = await installation.open.pool.query(
    `select row_to_json(t)::text as text from two_factors t
     union all select row_to_json(e)::text from audit_events e`,
  );
  const all = JSON.stringify(rows);
  expect(all).not.toContain(key);
  for (const code of codes) expect(all).not.toContain(code);
});
