import { expect, test } from 'vitest';
import { barsOf, countedFrom, formatPeak, formatSpan, formatTotals, spansOf } from './tag-bars.ts';

const today = '2026-11-21';

test('a month is thirty days and a year fifty-two weeks, both up to today', () => {
  const month = spansOf('month', null, today);
  expect(month).toHaveLength(30);
  expect(month[0]).toEqual({ from: '2026-10-23', to: '2026-10-23' });
  expect(month.at(-1)).toEqual({ from: today, to: today });
  const year = spansOf('year', null, today);
  expect(year).toHaveLength(52);
  expect(year.at(-1)).toEqual({ from: '2026-11-15', to: today });
});

test('everything is told in days, weeks, months or years, as the ledger is old', () => {
  expect(spansOf('all', null, today)).toEqual([{ from: today, to: today }]);
  expect(spansOf('all', '2026-11-18', today)).toHaveLength(4);
  const weeks = spansOf('all', '2026-01-01', today);
  expect(weeks).toHaveLength(47);
  expect(weeks[0]?.from).toBe('2025-12-28');
  const months = spansOf('all', '2024-02-29', today);
  expect(months[0]).toEqual({ from: '2024-02-01', to: '2024-02-29' });
  expect(months.at(-1)).toEqual({ from: '2026-11-01', to: '2026-11-30' });
  const years = spansOf('all', '2019-05-05', today);
  expect(years).toHaveLength(8);
  expect(years[1]).toEqual({ from: '2020-01-01', to: '2020-12-31' });
});

test('every day of a period is in one bar, parts of a day are added up', () => {
  for (const period of ['month', 'year', 'all'] as const) {
    const spans = spansOf(period, '2023-03-03', today);
    for (const [place, span] of spans.entries()) {
      const next = spans[place + 1];
      if (next) expect(Date.parse(next.from) - Date.parse(span.to)).toBe(86_400_000);
    }
  }
  const days = [
    { day: today, added: 2, removed: 0 },
    { day: '2026-11-20', added: 1, removed: 5 },
    { day: '2026-11-20', added: 3, removed: 1 },
    { day: '2020-01-01', added: 9, removed: 9 },
  ];
  const bars = barsOf(days, spansOf('month', null, today));
  expect(bars.at(-1)).toMatchObject({ added: 2, removed: 0 });
  expect(bars.at(-2)).toMatchObject({ added: 4, removed: 6 });
  expect(formatTotals(bars)).toBe('Added 6 times, removed 6 times.');
  expect(formatPeak(bars)).toBe('Most were added 20 Nov 2026: 4.');
  const empty = barsOf([], spansOf('month', null, today));
  expect(formatTotals(empty)).toBe('No changes in this time.');
  expect(formatPeak(empty)).toBeNull();
});

test('a part that stopped within a day has counted from the next day on', () => {
  expect(countedFrom('2026-11-19T23:59:59.000Z', 'UTC')).toBe('2026-11-20');
  expect(countedFrom('2026-11-19T23:59:59.000Z', 'Pacific/Auckland')).toBe('2026-11-21');
  expect(countedFrom(null, 'UTC')).toBeNull();
});

test.each([
  ['2026-11-03', '2026-11-03', '3 Nov 2026'],
  ['2026-11-03', '2026-11-09', '3 – 9 Nov 2026'],
  ['2026-10-28', '2026-11-03', '28 Oct – 3 Nov 2026'],
  ['2025-12-30', '2026-01-05', '30 Dec 2025 – 5 Jan 2026'],
  ['2026-02-01', '2026-02-28', 'Feb 2026'],
  ['2025-01-01', '2025-12-31', '2025'],
])('%s to %s is said as “%s”', (from, to, words) => {
  expect(formatSpan({ from, to })).toBe(words);
});
