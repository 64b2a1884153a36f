import { expect, test } from 'vitest';
import { weaknessOf } from './password-weakness.ts';
import { passwordRule } from './schemas.ts';

test.each([
  'password',
  'Password123!',
  'P@ssw0rd',
  'Summer2026!',
  'LetMeIn!!',
  'welcome1',
  'W3lcome2026',
  'qwertz123456',
  'tagdesk1',
])('%s is common', (password) => {
  expect(weaknessOf(password)).toMatch(/first that are guessed/);
});

test.each([
  '12345678',
  '0987654321',
  'abcdefgh',
  'qwertyui',
  'lkjhgfds',
  'aaaaaaaa',
  'xyxyxyxy',
  'abc7abc7',
  '11112222',
])('%s is a pattern', (password) => {
  expect(weaknessOf(password)).toMatch(/pattern|first that are guessed/);
});

test.each([
  'ada@example.com:hunter22',
  '5f4dcc3b5aa765d61d8327deb882cf99',
  '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
])('%s comes from a leaked list', (password) => {
  expect(weaknessOf(password)).toMatch(/leaked list/);
});

test('somebody’s own name or e-mail is no password, but may be part of one', () => {
  const about = ['Ada Lovelace', 'ada.l@counts.example'];
  expect(weaknessOf('AdaLovelace1815', about)).toMatch(/own name/);
  expect(weaknessOf('ada.l@counts.example', about)).toMatch(/own name/);
  expect(weaknessOf('lovelace and nine teapots', about)).toBeNull();
  expect(weaknessOf('AdaLovelace1815')).toBeNull();
});

test.each([
  'correct horse battery',
  'a password for tests only',
  'vK3!pq9z',
  'Grüße aus der Küche',
  '日本語のパスワード',
])('%s is let through', (password) => {
  expect(weaknessOf(password)).toBeNull();
});

test('the rule counts first and says one thing', () => {
  expect(passwordRule.safeParse('short').error?.issues[0]?.message).toBe(
    'A password has at least 8 characters.',
  );
  expect(passwordRule.safeParse('x'.repeat(129)).error?.issues[0]?.message).toBe(
    'A password has at most 128 characters.',
  );
});
