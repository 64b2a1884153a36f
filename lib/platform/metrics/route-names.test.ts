import { expect, test } from 'vitest';
import { createRouteNames } from './route-names.ts';

test('a path gets the name of its route, and no stranger makes up new names', () => {
  const nameOf = createRouteNames({
    staticRoutes: [{ page: '/users' }, { page: '/api/users/count' }],
    dynamicRoutes: [{ page: '/users/[userId]', regex: '^/users/([^/]+?)(?:/)?$' }],
  });
  expect(nameOf('/users')).toBe('/users');
  expect(nameOf('/users/17')).toBe('/users/[userId]');
  expect(nameOf('/api/users/count')).toBe('/api/users/count');
  expect(nameOf('/_next/static/chunks/1.js')).toBe('assets');
  expect(nameOf('/wp-login.php')).toBe('other');
  expect(createRouteNames(null)('/users')).toBe('other');
});
