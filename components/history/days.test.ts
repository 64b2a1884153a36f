import { expect, test } from 'vitest';
import { beginsDay, clockTime, dayLabel } from './days.ts';

test('a day is called as people call it', () => {
  expect(dayLabel('2026-11-20', '2026-11-20')).toBe('Today');
  expect(dayLabel('2026-11-19', '2026-11-20')).toBe('Yesterday');
  expect(dayLabel('2026-11-03', '2026-11-20')).toBe('3 Nov');
  expect(dayLabel('2025-12-31', '2026-01-01')).toBe('Yesterday');
  expect(dayLabel('2025-11-03', '2026-11-20')).toBe('3 Nov 2025');
});

test('the time of day is the zone’s', () => {
  const late = Date.parse('2026-11-20T23:30:00Z');
  expect(clockTime(late, 'Asia/Tokyo')).toBe('08:30');
});

test('a new day begins where the day differs', () => {
  const times = ['2026-11-20T10:00:00Z', '2026-11-20T09:00:00Z', '2026-11-19T23:00:00Z'];
  expect(beginsDay(times, 'UTC')).toEqual([true, false, true]);
});
