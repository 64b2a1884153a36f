import { expect, test } from 'vitest';
import { createRedactor } from './redact.ts';

test('a secret is found plain, in a URL, in a query and inside JSON', () => {
  const secret = 'p@ss "word"+/é';
  const { redact } = createRedactor([secret]);
  const query = new URLSearchParams({ auth_token: secret });
  const texts = [secret, encodeURIComponent(secret), query.toString(), JSON.stringify({ secret })];
  expect(texts.map(redact)).toEqual([
    '[redacted]',
    '[redacted]',
    'auth_token=[redacted]',
    '{"secret":"[redacted]"}',
  ]);
});

test('a secret that begins another does not leave its rest standing', () => {
  expect(createRedactor(['abc', 'abcdef']).redact('abcdef abc')).toBe('[redacted] [redacted]');
});

test('secrets learnt later count too, and an empty one hides nothing', () => {
  const redactor = createRedactor(['']);
  redactor.add('fresh-token');
  expect(redactor.redact('a fresh-token')).toBe('a [redacted]');
});
