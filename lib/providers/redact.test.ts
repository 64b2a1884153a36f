import fc from 'fast-check';
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

const token = fc.string({ unit: fc.constantFrom('a', 'b', '"', '%', 'é'), minLength: 2, maxLength: 12 });

test('the start of a text holds no part of a secret that the cut goes through', () => {
  fc.assert(
    fc.property(
      fc.array(token, { minLength: 1, maxLength: 3 }),
      fc.array(fc.nat({ max: 3 }), { maxLength: 30 }),
      fc.nat({ max: 80 }),
      (secrets, pieces, length) => {
        const redactor = createRedactor(secrets);
        // Other text uses none of the secrets' characters: any left over come from a secret.
        const text = pieces.map((piece) => secrets[piece] ?? 'xyz').join('–');
        const cut = text.slice(0, length + redactor.margin());
        const start = redactor.redactStart(cut, length, cut === text);
        expect(start.replaceAll(/\[r?e?d?a?c?t?e?d?\]?/g, '')).not.toMatch(/[ab"%é]/);
        expect(start.length).toBeLessThanOrEqual(length);
      },
    ),
  );
});
