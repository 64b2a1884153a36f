import { expect, test } from 'vitest';
import { localPath } from './local-path.ts';

test('a path of this installation is kept with its query', () => {
  expect(localPath('/users/7?tab=history')).toBe('/users/7?tab=history');
});

test.each(['', 'users', '//evil.example', '/\\evil.example', 'https://evil.example/', '/\t/evil.example'])(
  '%j leads to the users',
  (text) => {
    expect(localPath(text)).toBe('/users');
  },
);
