import { expect, test } from 'vitest';
import { requireSameOrigin } from './same-origin.ts';

const host = 'tagdesk.example:3000';

test.each([
  ['its own page', { host, origin: 'http://tagdesk.example:3000' }],
  ['its own page behind a proxy', { host: 'inside:3000', origin: 'https://tags.example' }],
  ['a program', { host }],
])('%s may write', (_, headers) => {
  expect(() => requireSameOrigin(new Headers(headers), 'https://tags.example')).not.toThrow();
});

test.each([
  ['another site', { host, origin: 'https://evil.example' }],
  ['another port', { host, origin: 'http://tagdesk.example:3001' }],
  ['a sandboxed frame', { host, origin: 'null' }],
  ['another site without an origin', { host, 'sec-fetch-site': 'cross-site' }],
])('%s may not', (_, headers) => {
  expect(() => requireSameOrigin(new Headers(headers), 'https://tags.example')).toThrow('another site');
});
