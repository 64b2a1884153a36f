import { expect, test } from 'vitest';
import { saveProfileInput } from './tags.ts';

const profile = (value: string) => ({ userId: 1, provider: 'vero', data: [{ key: ' timezone ', value }] });

test('a time zone that is no whole number of hours is refused at its own field', () => {
  const { error } = saveProfileInput.safeParse(profile('Pacific'));
  expect(error?.issues).toMatchObject([
    { path: ['data', 0, 'value'], message: expect.stringContaining('whole hours from GMT, -12 to 14') },
  ]);
  expect(saveProfileInput.safeParse(profile('-7')).success).toBe(true);
});

test('what no text holds is refused in a profile', () => {
  const channels = [{ type: 'push', address: 'a\uFFFDb', platform: 'ios' }];
  expect(saveProfileInput.safeParse({ userId: 1, provider: 'vero', channels }).success).toBe(false);
  const data = [{ key: 'city', value: 'Caf\uFFFD' }];
  expect(saveProfileInput.safeParse({ userId: 1, provider: 'vero', data }).error?.issues).toMatchObject([
    { path: ['data', 0, 'value'] },
  ]);
});
