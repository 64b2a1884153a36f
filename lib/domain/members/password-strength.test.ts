import { dictionary } from '@zxcvbn-ts/language-common';
import { expect, test } from 'vitest';
import { weaknessOf } from './password-strength.ts';

const nobody: string[] = [];

test('none of the three thousand most common passwords that are long enough is taken', async () => {
  const common = dictionary['passwords-common'].filter(({ length }) => length >= 8).slice(0, 3_000);
  expect(common).toHaveLength(3_000);
  const taken: string[] = [];
  for (const password of common) if ((await weaknessOf(password, nobody)) === null) taken.push(password);
  expect(taken).toEqual([]);
}, 60_000);

test.each([
  ...[
    '1qaz2wsx',
    'q1w2e3r4',
    'Password123!',
    'P@ssw0rd',
    'Summer2026!',
    'LetMeIn!!',
    'welcome1',
    'W3lcome2026',
  ],
  ...[
    'qwertz123456',
    'tagdesk1',
    '12345678',
    '0987654321',
    'abcdefgh',
    'lkjhgfds',
    'aaaaaaaa',
    'xyxyxyxy',
    'abc7abc7',
  ],
])('%s is easy to guess', async (password) => {
  expect(await weaknessOf(password, nobody)).toMatch(/easy to guess/);
});

test.each([
  'ada@example.com:hunter22',
  '5f4dcc3b5aa765d61d8327deb882cf99',
  '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
])('%s comes from a leaked list', async (password) => {
  expect(await weaknessOf(password, nobody)).toMatch(/leaked list/);
});

test('somebody’s own name or e-mail is no password, but may be part of one', async () => {
  const about = ['Ada Lovelace', 'ada.l@counts.example'];
  expect(await weaknessOf('AdaLovelace1815', about)).toMatch(/own name/);
  expect(await weaknessOf('ada.l@counts.example', about)).toMatch(/own name/);
  expect(await weaknessOf('lovelace and nine teapots', about)).toBeNull();
  expect(await weaknessOf('AdaLovelace1815', nobody)).toBeNull();
});

test.each([
  'correct horse battery',
  'a password for tests only',
  'vK3!pq9z',
  'Grüße aus der Küche',
  '日本語のパスワード',
])('%s is let through', async (password) => {
  expect(await weaknessOf(password, nobody)).toBeNull();
});
