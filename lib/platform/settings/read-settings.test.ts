import { expect, test } from 'vitest';
import { readSettings } from './read-settings.ts';

test('nothing configured: the sandbox, on port 3000', () => {
  expect(readSettings({})).toMatchObject({ port: 3000, sandbox: true, databaseUrl: null, admin: null });
});

test('a database without providers starts empty and real, unless the sandbox is asked for', () => {
  const environment = { DATABASE_URL: 'postgres://localhost/tagdesk' };
  expect(readSettings(environment).sandbox).toBe(false);
  expect(readSettings({ ...environment, TAGDESK_SANDBOX: '1' }).sandbox).toBe(true);
});

test('one real provider switches the sandbox off and leaves the others not connected', () => {
  const { sandbox, providers } = readSettings({ VERO_AUTH_TOKEN: 'token' });
  expect(sandbox).toBe(false);
  expect(providers.vero).toMatchObject({ baseUrl: 'https://api.getvero.com/api/v2', authToken: 'token' });
  expect([providers.cerego, providers.capillary, providers.fragment]).toEqual([null, null, null]);
});

test('base URLs carry any prefix, and pace can be set per provider', () => {
  const { providers } = readSettings({
    CEREGO_API_KEY: 'key',
    CEREGO_BASE_URL: 'http://127.0.0.1:4010/prefix/v3/',
    CEREGO_TAG_TYPES: '3=Region, 5=Team=A',
    CEREGO_MAX_PER_SECOND: '0.5',
    CEREGO_MAX_ANSWER_MB: '2',
  });
  expect(providers.cerego).toMatchObject({
    baseUrl: 'http://127.0.0.1:4010/prefix/v3',
    tagTypes: [
      { id: '3', name: 'Region' },
      { id: '5', name: 'Team=A' },
    ],
    pace: { perSecond: 0.5, maxAnswerBytes: 2_097_152 },
  });
});

test('FRAGMENT’s list of all users has a deadline of its own', () => {
  const timeouts = (env: Record<string, string>) => {
    const { fragment } = readSettings({ FRAGMENT_TOKEN: 't', ...env }).providers;
    return [fragment?.pace.timeoutMs, fragment?.listTimeoutMs];
  };
  expect(timeouts({})).toEqual([10_000, 120_000]);
  expect(timeouts({ FRAGMENT_TIMEOUT_MS: '5000', FRAGMENT_LIST_TIMEOUT_MS: '600000' })).toEqual([
    5_000, 600_000,
  ]);
});

test('single sign-on is all or nothing, and its issuer keeps its name to the last slash', () => {
  const login = { OIDC_CLIENT_ID: 'tagdesk', OIDC_CLIENT_SECRET: 'secret' };
  expect(readSettings({}).oidc).toBeNull();
  expect(readSettings({ ...login, OIDC_ISSUER: 'https://login.example.com/' }).oidc).toEqual({
    issuer: 'https://login.example.com/',
    clientId: 'tagdesk',
    clientSecret: 'secret',
    name: 'single sign-on',
    defaultRole: null,
  });
});

test('mail goes out secured unless the server is on this machine', () => {
  const from = { TAGDESK_MAIL_FROM: 'The desk <desk@tags.example>', DATABASE_URL: 'postgres://db/tagdesk' };
  const mail = (url: string) => readSettings({ ...from, TAGDESK_SMTP_URL: url }).mail;
  expect(readSettings({}).mail).toBeNull();
  expect(mail('smtps://desk:s%2Fcret%40@mail.example')).toEqual({
    host: 'mail.example',
    port: 465,
    secure: true,
    requireTls: false,
    login: { user: 'desk', password: 's/cret@' },
    from: { name: 'The desk', address: 'desk@tags.example' },
  });
  expect(mail('smtp://Mail.Example')).toMatchObject({ host: 'mail.example', port: 587, requireTls: true });
  for (const host of ['localhost', '127.0.0.1', '[::1]'])
    expect(mail(`smtp://${host}:1025`)).toMatchObject({ port: 1025, requireTls: false, login: null });
  const plain = { TAGDESK_SMTP_URL: 'smtp://localhost', TAGDESK_MAIL_FROM: 'desk@tags.example' };
  expect(readSettings(plain).mail?.from).toEqual({ name: 'Tagdesk', address: 'desk@tags.example' });
});

const from = { TAGDESK_MAIL_FROM: 'desk@tags.example', DATABASE_URL: 'postgres://db/tagdesk' };

test.each([
  [{ PORT: 'abc' }, 'PORT'],
  [from, 'TAGDESK_SMTP_URL'],
  [{ TAGDESK_SMTP_URL: 'smtp://localhost' }, 'TAGDESK_MAIL_FROM'],
  [{ ...from, TAGDESK_SMTP_URL: 'https://me:secret@mail.example' }, 'TAGDESK_SMTP_URL'],
  [{ ...from, TAGDESK_SMTP_URL: 'smtp://me:secret@' }, 'TAGDESK_SMTP_URL'],
  [{ ...from, TAGDESK_SMTP_URL: 'smtp://me@mail.example' }, 'TAGDESK_SMTP_URL'],
  [{ ...from, TAGDESK_SMTP_URL: 'smtp://me:secret%@mail.example' }, 'TAGDESK_SMTP_URL'],
  [{ ...from, TAGDESK_SMTP_URL: 'smtp://mail.example/?tls.rejectUnauthorized=false' }, 'TAGDESK_SMTP_URL'],
  [{ ...from, TAGDESK_SMTP_URL: 'smtp://me:secret@mail.example', TAGDESK_SANDBOX: '1' }, 'TAGDESK_SMTP_URL'],
  [{ ...from, TAGDESK_SMTP_URL: 'smtp://localhost', TAGDESK_MAIL_FROM: 'the desk' }, 'TAGDESK_MAIL_FROM'],
  [
    { ...from, TAGDESK_SMTP_URL: 'smtp://localhost', TAGDESK_MAIL_FROM: 'a\r\nBcc: <b@c.example>' },
    'TAGDESK_MAIL_FROM',
  ],
  [{ TAGDESK_INVITE_DAYS: 'never' }, 'TAGDESK_INVITE_DAYS'],
  [{ OIDC_ISSUER: 'https://login.example.com' }, 'OIDC_CLIENT_ID'],
  [{ OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }, 'OIDC_ISSUER'],
  [{ OIDC_CLIENT_ID: 'a', OIDC_ISSUER: 'https://login.example.com' }, 'OIDC_CLIENT_SECRET'],
  [{ OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b', OIDC_ISSUER: 'http://login.example.com' }, 'OIDC_ISSUER'],
  [{ OIDC_DEFAULT_ROLE: 'owner' }, 'OIDC_DEFAULT_ROLE'],
  [{ PORT: '70000' }, 'PORT'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [{ APP_URL: 'tagdesk.example' }, 'APP_URL'],
  [{ TAGDESK_SANDBOX: 'yes' }, 'TAGDESK_SANDBOX'],
  [{ TAGDESK_SANDBOX: '1', VERO_AUTH_TOKEN: 't' }, 'TAGDESK_SANDBOX'],
  [{ TAGDESK_SECRET: 'short' }, 'TAGDESK_SECRET'],
  [{ TAGDESK_CONFIRM_ABOVE: 'many' }, 'TAGDESK_CONFIRM_ABOVE'],
  [{ TAGDESK_HISTORY_DAYS: '7' }, 'TAGDESK_HISTORY_DAYS'],
  [{ TAGDESK_ADMIN_EMAIL: 'a@b.example' }, 'TAGDESK_ADMIN_PASSWORD'],
  [{ TAGDESK_ADMIN_EMAIL: 'nobody', TAGDESK_ADMIN_PASSWORD: 'long enough' }, 'TAGDESK_ADMIN_EMAIL'],
  [{ VERO_BASE_URL: 'http://api.getvero.com' }, 'VERO_BASE_URL'],
  [{ CAPILLARY_USERNAME: 'till' }, 'CAPILLARY_PASSWORD'],
  [{ CAPILLARY_CHANGE_LABELS_METHOD: 'PUT' }, 'CAPILLARY_CHANGE_LABELS_METHOD'],
  [{ CEREGO_TAG_TYPES: 'Region' }, 'CEREGO_TAG_TYPES'],
  [{ FRAGMENT_TOKEN: 't', FRAGMENT_CLIENT_ID: 'c', FRAGMENT_CLIENT_SECRET: 's' }, 'FRAGMENT_TOKEN'],
  [{ VERO_AUTH_TOKEN: 't', VERO_TIMEOUT_MS: '-5' }, 'VERO_TIMEOUT_MS'],
  [{ APP_URL: 'https://tags.example/desk' }, 'APP_URL'],
  [{ APP_URL: 'https://me:secret@tags.example' }, 'APP_URL'],
  [{ CEREGO_BASE_URL: 'https://key:secret@cerego.example/v3' }, 'CEREGO_BASE_URL'],
  [{ CAPILLARY_BASE_URL: 'https://capillary.example/v2?org=secret' }, 'CAPILLARY_BASE_URL'],
  [{ FRAGMENT_TOKEN: 't', FRAGMENT_LIST_TIMEOUT_MS: '0' }, 'FRAGMENT_LIST_TIMEOUT_MS'],
  [{ FRAGMENT_AUTH_URL: 'http://fragment.example/token' }, 'FRAGMENT_AUTH_URL'],
  [{ FRAGMENT_BASE_URL: 'http://127.0.0.1.example/billing' }, 'FRAGMENT_BASE_URL'],
  [{ TAGDESK_TRUSTED_PROXIES: 'proxy.example' }, 'TAGDESK_TRUSTED_PROXIES'],
  [{ TAGDESK_EDITS_PER_MINUTE: '0' }, 'TAGDESK_EDITS_PER_MINUTE'],
  [{ TAGDESK_IMPORT_MAX_MB: '1.5' }, 'TAGDESK_IMPORT_MAX_MB'],
])('a wrong setting is one line that names its variable: %o', (environment, variable) => {
  const read = () => readSettings(environment);
  expect(read).toThrow(new RegExp(`^${variable} [^\\n]+$`));
  expect(read).not.toThrow(/secret/);
});

test('roles that need a second step are named one by one', () => {
  expect(readSettings({}).twoFactorRoles).toEqual([]);
  expect(readSettings({ TAGDESK_TWO_FACTOR_ROLES: ' admin, marketer,' }).twoFactorRoles).toEqual([
    'admin',
    'marketer',
  ]);
  expect(() => readSettings({ TAGDESK_TWO_FACTOR_ROLES: 'admin,boss' })).toThrow(
    'TAGDESK_TWO_FACTOR_ROLES must name some of viewer, support, marketer, admin, not "boss".',
  );
});
