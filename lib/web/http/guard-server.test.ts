import { expect, test } from 'vitest';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { trustHeaders } from './guard-server.ts';
import { answerHeaders } from './security-headers.ts';

const settings = readSettings({ APP_URL: 'https://tags.example', TAGDESK_TRUSTED_PROXIES: '10.0.0.0/8' });

function trusted(headers: Record<string, string>, peer: string) {
  const kept = { ...headers };
  trustHeaders(kept, peer, settings);
  return kept;
}

const forged = {
  host: 'inside:3000',
  origin: 'https://evil.example',
  'x-forwarded-for': '198.51.100.7',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '1',
  forwarded: 'host=evil.example',
};

test('from anybody, forwarded host, scheme and address are dropped', () => {
  expect(trusted(forged, '203.0.113.9')).toEqual({
    host: 'inside:3000',
    origin: 'https://evil.example',
    'x-forwarded-for': '203.0.113.9',
  });
});

test('a trusted proxy is believed, also as an IPv4 client of an IPv6 socket', () => {
  expect(trusted(forged, '::ffff:10.1.2.3')).toEqual(forged);
});

test('a page of the address people use counts as ours behind a proxy that renames the host', () => {
  const headers = { host: 'inside:3000', origin: 'https://tags.example' };
  expect(trusted(headers, '203.0.113.9')).toMatchObject({ 'x-forwarded-host': 'tags.example' });
});

test.each([
  ['__Host-tagdesk.session_token=a.b; theme=dark', '__Host-tagdesk.session_token=a.b; theme=dark'],
  ['__Secure-tagdesk.session_token=a.b', '__Host-tagdesk.session_token=a.b'],
  [
    '__Secure-tagdesk.session_token=old; __Host-tagdesk.session_token=new',
    '__Host-tagdesk.session_token=new',
  ],
  ['tagdesk.session_token=of-another-host; a=b', 'a=b'],
])('behind https %j is read as %j', (cookie, kept) => {
  expect(trusted({ host: 'tags.example', cookie }, '203.0.113.9').cookie).toBe(kept);
});

test('over plain http cookies have no prefix and are left alone', () => {
  const headers = { host: 'localhost:3000', cookie: 'tagdesk.session_token=a.b' };
  trustHeaders(headers, '127.0.0.1', readSettings({}));
  expect(headers.cookie).toBe('tagdesk.session_token=a.b');
});

test('browsers are told to stay on https only where https is', () => {
  expect(answerHeaders('https://tags.example')['strict-transport-security']).toBe(
    'max-age=31536000; includeSubDomains',
  );
  expect(answerHeaders('http://localhost:3000')['strict-transport-security']).toBeUndefined();
  expect(answerHeaders(null)['strict-transport-security']).toBeUndefined();
});
