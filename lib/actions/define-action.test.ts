import { expect, test } from 'vitest';
import { pageOf } from './define-action.ts';

test('a page is named without whom it shows', () => {
  expect(pageOf('/users/123?on=2026-01-01')).toBe('/users/…');
  expect(pageOf('/users?q=vero:12')).toBe('/users');
  expect(pageOf('/runs/7/plan')).toBe('/runs/…/plan');
  expect(pageOf('/users/123abc')).toBe('/users/123abc');
});

test('what is no page has no name', () => {
  expect(pageOf(null)).toBeNull();
  expect(pageOf('https://elsewhere.example/users')).toBeNull();
});
