import { expect, test } from 'vitest';
import { readCount, readLocalTime, toLocalTime } from './start-input.ts';

const now = new Date('2026-11-20T18:30:00').getTime();

test('a time survives the field, in the zone of who types', () => {
  const later = now + 7_200_000;
  expect(readLocalTime(toLocalTime(later), now)).toEqual({ iso: new Date(later).toISOString() });
});

test('a time that has passed, or none, is refused in words', () => {
  expect(readLocalTime('', now).fault).toBe('Give a date and a time.');
  expect(readLocalTime(toLocalTime(now - 3_600_000), now).fault).toContain('has passed');
});

test('the count may be typed as it is shown', () => {
  expect(['39,898', '39898', ' 39 898 '].map((text) => readCount(text, 39_898).count)).toEqual([
    39_898, 39_898, 39_898,
  ]);
});

test('another number than the plan’s does not start it', () => {
  expect(readCount('39,899', 39_898).fault).toBe('This plan has 39,898 changes, not 39,899.');
  expect(readCount('yes', 39_898).fault).toBe('Type the number of changes: 39,898.');
});
