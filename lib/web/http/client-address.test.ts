import { expect, test } from 'vitest';
import { readSetting } from '#lib/platform/settings/read-setting.ts';
import { ownSettings } from '#lib/platform/settings/schema.ts';
import { addressKey, clientAddress } from './client-address.ts';

const readProxies = (value: string) =>
  readSetting({ TAGDESK_TRUSTED_PROXIES: value }, ownSettings.trustedProxies);

test('a forged header counts for nothing without a trusted proxy', () => {
  expect(clientAddress('203.0.113.9', '198.51.100.1', readProxies(''))).toBe('203.0.113.9');
  expect(clientAddress('::ffff:203.0.113.9', '', readProxies(''))).toBe('203.0.113.9');
});

test('behind a trusted proxy the last address that is no proxy counts, whatever stands before it', () => {
  const proxies = readProxies('10.0.0.0/8, 2001:db8::1');
  expect(clientAddress('10.0.0.2', '1.1.1.1, 198.51.100.7, 10.9.9.9', proxies)).toBe('198.51.100.7');
  expect(clientAddress('10.0.0.2', 'nonsense', proxies)).toBe('10.0.0.2');
  expect(clientAddress('203.0.113.9', '198.51.100.1', proxies)).toBe('203.0.113.9');
});

test('a wrong entry is named', () => {
  expect(() => readProxies('10.0.0.0/99')).toThrow('"10.0.0.0/99"');
  expect(() => readProxies('proxy.example')).toThrow('"proxy.example"');
});

test('addresses of one IPv6 network share a key', () => {
  const key = (address: string) => addressKey(new Headers({ 'x-forwarded-for': address }));
  expect(key('2001:db8:1:2::9')).toBe(key('2001:db8:1:2:ffff::1'));
  expect(key('2001:db8:1:2::9')).not.toBe(key('2001:db8:1:3::9'));
  expect(key('203.0.113.9')).toBe('203.0.113.9');
  expect(addressKey(new Headers())).toBe('unknown');
});
