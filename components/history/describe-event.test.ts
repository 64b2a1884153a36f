import { expect, test } from 'vitest';
import { describeDetail, nameEvent } from './describe-event.ts';

test('an event is named in words, a new kind by its own', () => {
  expect(nameEvent({ kind: 'sign-in.failed' })).toBe('Sign-in failed');
  expect(nameEvent({ kind: 'two-step.enabled' })).toBe('Two step enabled');
});

test('details are told with what was before', () => {
  expect(describeDetail({ role: 'support', roleBefore: 'viewer', by: 'settings', nothing: null })).toBe(
    'role viewer → support, by settings',
  );
  expect(describeDetail({})).toBe('');
});
