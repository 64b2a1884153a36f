import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeMember } from '#lib/domain/members/change-member.ts';
import { inviteMember } from '#lib/domain/members/invite-member.ts';
import { listLinks } from '#lib/domain/members/list-links.ts';
import type { OidcSettings } from '#lib/platform/settings/read-settings.ts';
import { startTestProvider, type TestPerson, type TestProvider } from '#lib/testing/identity-provider.ts';
import {
  type Jar,
  newJar,
  openTestInstallation,
  secret,
  type TestInstallation,
} from '#lib/testing/members.ts';
import { refusalMessage } from './refusals.ts';
import { leaveForOidc, type OidcDeps, returnFromOidc } from './sign-in.ts';

let installation: TestInstallation;
let provider: TestProvider;

beforeAll(async () => {
  installation = await openTestInstallation();
  provider = await startTestProvider();
});

beforeEach(() => {
  provider.fault = {};
});

afterAll(async () => {
  await provider.close();
  await installation.close();
});

function deps(settings: Partial<OidcSettings> | null = {}): OidcDeps {
  const { issuer, clientId, clientSecret } = provider;
  const oidc = { issuer, clientId, clientSecret, name: 'Test Identity', defaultRole: null, ...settings };
  return {
    auth: installation.auth,
    database: installation.open.database,
    settings: { appUrl: null, port: 3000, secret, oidc: settings === null ? null : oidc },
  };
}

/** To the provider and back: gives the redirect's URL. */
async function visit(browser: Jar, person: TestPerson, open = deps(), next = '/'): Promise<string> {
  provider.person = person;
  const left = await leaveForOidc(next, open);
  browser.keep(left.headers.getSetCookie());
  return provider.visit(left.headers.get('location') ?? '');
}

/** Gives the path that it redirects to. */
async function comeBack(browser: Jar, address: string, open = deps()): Promise<string> {
  const response = await returnFromOidc(new Request(address, { headers: browser.headers() }), open);
  browser.keep(response.headers.getSetCookie());
  return (response.headers.get('location') ?? '').replace('http://localhost:3000', '');
}

async function enter(person: TestPerson, open = deps(), next = '/'): Promise<{ browser: Jar; led: string }> {
  const browser = newJar();
  const led = await comeBack(browser, await visit(browser, person, open, next), open);
  return { browser, led };
}

const ada = { sub: 'ada-1', email: 'Ada@tagdesk.example', email_verified: true, name: 'Ada L.' };

test('a member enters by the e-mail that the provider vouches for, and comes to the page asked for', async () => {
  await installation.member('ada@tagdesk.example', 'marketer');
  const { browser, led } = await enter(ada, deps(), '/runs?state=open');
  expect(led).toBe('/runs?state=open');
  expect(await installation.sessionOf(browser)).toMatchObject({
    email: 'ada@tagdesk.example',
    actor: { name: 'Ada', role: 'marketer' },
  });
  expect(await installation.eventsOf('ada@tagdesk.example')).toEqual(['member.linked', 'sign-in.succeeded']);
});

test('from then on the subject counts, whatever becomes of the e-mail', async () => {
  const { browser } = await enter({ ...ada, email: 'married@tagdesk.example', email_verified: false });
  expect((await installation.sessionOf(browser))?.email).toBe('ada@tagdesk.example');
});

test('strangers and unproved e-mails stay out', async () => {
  expect((await enter({ sub: 'x', email: 'x@tagdesk.example', email_verified: true })).led).toBe(
    '/sign-in?refused=not-invited',
  );
  await installation.member('bea@tagdesk.example', 'admin');
  for (const person of [
    { sub: 'bea', email: 'bea@tagdesk.example' },
    { sub: 'bea', email: 'bea@tagdesk.example', email_verified: false },
    { sub: 'bea' },
  ]) {
    const { led, browser } = await enter(person);
    expect(led).toBe('/sign-in?refused=unverified');
    expect(await installation.sessionOf(browser)).toBeNull();
  }
});

test('an invitation to the e-mail is used up; from two windows at once it makes one member', async () => {
  await inviteMember(installation.system, { role: 'support', name: '', email: 'cy@tagdesk.example' });
  const cy = { sub: 'cy', email: 'cy@tagdesk.example', email_verified: true, name: 'Cy Twombly' };
  const entered = await Promise.all([enter(cy), enter(cy)]);
  expect(entered.map(({ led }) => led)).toEqual(['/', '/']);
  const [one, two] = await Promise.all(entered.map(({ browser }) => installation.sessionOf(browser)));
  expect(one?.actor).toEqual(two?.actor);
  expect(one?.actor).toMatchObject({ name: 'Cy Twombly', role: 'support' });
  expect(await listLinks(installation.system)).toEqual([]);
});

test('with a default role the provider decides who enters', async () => {
  const open = deps({ defaultRole: 'viewer' });
  const { browser } = await enter({ sub: 'new', email: 'new@tagdesk.example', email_verified: true }, open);
  expect((await installation.sessionOf(browser))?.actor).toMatchObject({ name: 'new', role: 'viewer' });
});

test('an e-mail that only the userinfo tells counts as well', async () => {
  await installation.member('dee@tagdesk.example');
  provider.fault = { hideEmail: true };
  const { browser } = await enter({ sub: 'dee', email: 'dee@tagdesk.example', email_verified: true });
  expect((await installation.sessionOf(browser))?.email).toBe('dee@tagdesk.example');
});

test('whoever is disabled stays out, and hears why', async () => {
  const memberId = await installation.member('eve@tagdesk.example');
  await changeMember(installation.system, { memberId, disabled: true });
  const { led, browser } = await enter({ sub: 'eve', email: 'eve@tagdesk.example', email_verified: true });
  expect(led).toBe('/sign-in?refused=disabled');
  expect(await installation.sessionOf(browser)).toBeNull();
  expect(refusalMessage('disabled')).toMatch(/switched off/);
  expect(await installation.eventsOf('eve@tagdesk.example')).toEqual(['member.changed', 'sign-in.disabled']);
  // A known member who is disabled now: refused alike.
  const faye = { sub: 'faye', email: 'faye@tagdesk.example', email_verified: true };
  const fayeId = await installation.member('faye@tagdesk.example');
  await enter(faye);
  await changeMember(installation.system, { memberId: fayeId, disabled: true });
  expect((await enter(faye)).led).toBe('/sign-in?refused=disabled');
  expect((await installation.eventsOf('faye@tagdesk.example')).at(-1)).toBe('sign-in.disabled');
});

test.each([
  ['signed by another key', { wrongKey: true }],
  ['for another client', { claims: { aud: 'another' } }],
  ['from another issuer', { claims: { iss: 'https://another.example' } }],
  ['for another sign-in', { claims: { nonce: 'another' } }],
  ['expired', { claims: { exp: 1_000_000_000 } }],
])('an id token %s is refused', async (_, fault) => {
  provider.fault = fault;
  const { led, browser } = await enter(ada);
  expect(led).toBe('/sign-in?refused=failed');
  expect(await installation.sessionOf(browser)).toBeNull();
});

test('an answer works once, and only in the browser that asked', async () => {
  const browser = newJar();
  const address = await visit(browser, ada);
  expect(await comeBack(newJar(), address)).toBe('/sign-in?refused=expired');
  const other = newJar();
  await visit(other, ada);
  expect(await comeBack(other, address)).toBe('/sign-in?refused=failed');
  expect(await comeBack(browser, address)).toBe('/');
  expect(await comeBack(browser, address)).toBe('/sign-in?refused=expired');
  const denied = newJar();
  const { searchParams } = new URL(await visit(denied, ada));
  const back = `http://localhost:3000/api/sign-in/oidc/callback?error=access_denied&state=${searchParams.get('state')}`;
  expect(await comeBack(denied, back)).toBe('/sign-in?refused=failed');
});

test('a provider that is down is said, where one came from is remembered, and it is found again when it is back', async () => {
  const open = deps({ clientId: 'tagdesk-2' });
  provider.fault = { down: true };
  const left = await leaveForOidc('/users/7', open);
  expect(left.headers.get('location')).toBe(
    'http://localhost:3000/sign-in?next=%2Fusers%2F7&refused=unreachable',
  );
  provider.fault = {};
  const again = await leaveForOidc('/', open);
  expect(again.headers.get('location')).toContain(`${provider.issuer}/authorize`);
});

test('where none is configured there is none', async () => {
  expect((await leaveForOidc('/', deps(null))).status).toBe(404);
  expect((await returnFromOidc(new Request('http://localhost:3000/x'), deps(null))).status).toBe(404);
});

test('no token of the provider is kept', async () => {
  const { rows } = await installation.open.pool.query(
    'select 1 from accounts where access_token is not null or id_token is not null or refresh_token is not null',
  );
  expect(rows).toEqual([]);
});
