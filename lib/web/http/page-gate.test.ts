import { expect, test } from 'vitest';
import { config } from '../../../proxy.ts';
import { admitPage, admittedHeader, maxActionBytes } from './page-gate.ts';

const host = 'tags.example';

function admitted(asked: { method?: string; url?: string; headers?: Record<string, string> }) {
  const request = { method: 'GET', url: '/users', ...asked, headers: { host, ...asked.headers } };
  let policy = '';
  admitPage(request, 'https://tags.example', (own) => {
    policy = own;
  });
  const headers: Record<string, string | undefined> = request.headers;
  return { isAdmitted: headers[admittedHeader] === '1', path: headers['x-tagdesk-path'], headers, policy };
}

test('the proxy passes over exactly what was admitted', () => {
  expect(config.matcher[0]?.missing).toEqual([{ type: 'header', key: admittedHeader }]);
});

test('a page learns its path and which scripts may run, whatever the client claims', () => {
  const forged = { 'x-tagdesk-path': '/evil', 'content-security-policy': "script-src 'nonce-evil'" };
  const { isAdmitted, path, headers, policy } = admitted({ url: '/users?q=a%20b&_rsc=1x', headers: forged });
  expect(isAdmitted).toBe(true);
  expect(path).toBe('/users?q=a+b');
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w-]{36}'/);
  expect(headers['content-security-policy']).toBe(policy);
  expect(admitted({}).policy).not.toBe(policy);
});

test.each([
  ['an action of our own page', { origin: `https://${host}`, 'content-length': '300' }, true],
  ['of another site', { origin: 'https://evil.example' }, false],
  ['of another site without an origin', { 'sec-fetch-site': 'cross-site' }, false],
  ['too long', { origin: `https://${host}`, 'content-length': String(maxActionBytes + 1) }, false],
  ['of a length that is none', { origin: `https://${host}`, 'content-length': 'x' }, false],
  ['that does not say how long it is', { origin: `https://${host}`, 'transfer-encoding': 'chunked' }, false],
  ['of another site that claims to be admitted', { origin: 'null', [admittedHeader]: '1' }, false],
])('what is posted is left to the proxy unless it is harmless: %s', (_, headers, isHarmless) => {
  expect(admitted({ method: 'POST', headers }).isAdmitted).toBe(isHarmless);
});

test.each(['/api/users', '/_next/static/a.js'])('%s is no page', (url) => {
  const { isAdmitted, path, policy } = admitted({ url, headers: { [admittedHeader]: '1' } });
  expect([isAdmitted, path, policy]).toEqual([false, undefined, '']);
});

test('in a crowd the rest is left to the proxy, where it waits', () => {
  expect(Array.from({ length: 100 }, () => admitted({}).isAdmitted)).toContain(false);
});
