import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localPath } from './local-path.ts';

test.each([
  ['/users/7?tab=history', '/users/7?tab=history'],
  ['/users/./7', '/users/7'],
  ['/users?next=//evil.example', '/users?next=//evil.example'],
])('%j is kept as a path of this installation', (text, path) => {
  expect(localPath(text)).toBe(path);
});

test.each([
  '',
  'users',
  '//evil.example',
  '/\\evil.example',
  'https://evil.example/',
  '/\t/evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/%2e//evil.example',
  '/%2E%2e//evil.example',
  '/users/..//evil.example',
  '/.\\/evil.example',
  '/./\t/evil.example',
  '/.//user@evil.example:81/x?y',
])('%j leads home', (text) => {
  expect(localPath(text)).toBe('/');
});

// Pieces of paths to other hosts, in every order.
const pieces = fc.constantFrom(
  ...['/', '\\', '.', '..', '%2e', '%2F', '%5c', '\t', '\n', '\u00A0', '@', ':', '?', '#', 'evil.example'],
  ...['users', 'http:', 'javascript:', '／', '。', '%00', '\u202E'],
);

test('whatever is asked for, a browser stays on this host', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 9 }), fc.boolean(), (parts, rooted) => {
      const path = localPath(`${rooted ? '/' : ''}${parts.join('')}`);
      for (const here of ['https://desk.example/sign-in', 'http://localhost:3000/'])
        expect(new URL(path, here).origin).toBe(new URL(here).origin);
      expect(localPath(path)).toBe(path);
    }),
    { numRuns: 2_000 },
  );
});
