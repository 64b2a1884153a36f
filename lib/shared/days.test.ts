import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayAfter, dayOf, dayStart, nextDayStart } from './days.ts';

const hour = 3_600_000;
const hoursOf = (day: string, zone: string) =>
  (nextDayStart(day, zone).getTime() - dayStart(day, zone).getTime()) / hour;

test.each([
  ['2026-11-30', 'UTC', '2026-11-30T00:00:00.000Z', 24],
  ['2026-11-30', 'Pacific/Auckland', '2026-11-29T11:00:00.000Z', 24],
  ['2026-09-27', 'Pacific/Auckland', '2026-09-26T12:00:00.000Z', 23],
  ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z', 23],
  ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z', 25],
  ['2026-10-04', 'Australia/Lord_Howe', '2026-10-03T13:30:00.000Z', 23.5],
  // The clocks skip midnight, or show it twice.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', 23],
  ['2018-02-17', 'America/Sao_Paulo', '2018-02-17T02:00:00.000Z', 25],
  ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z', 25],
  // Scoresby Sound's clocks jump from 23:00 to midnight; Samoa left a day out.
  ['2026-03-28', 'America/Scoresbysund', '2026-03-28T02:00:00.000Z', 23],
  ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', 0],
])('%s begins in %s at %s and has %d hours', (day, zone, start, hours) => {
  expect(dayStart(day, zone).toISOString()).toBe(start);
  expect(hoursOf(day, zone)).toBe(hours);
});

const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'America/Scoresbysund',
  'America/Asuncion',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
);
const moments = fc.date({ min: new Date('1995-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });

test('every moment lies within its day, whatever the clocks do', () => {
  fc.assert(
    fc.property(zones, moments, (zone, moment) => {
      const day = dayOf(moment.getTime(), zone);
      const [start, end] = [dayStart(day, zone).getTime(), nextDayStart(day, zone).getTime()];
      expect(start).toBeLessThanOrEqual(moment.getTime());
      expect(end).toBeGreaterThan(moment.getTime());
      expect(dayOf(start, zone)).toBe(day);
      expect(dayOf(start - 1, zone) < day).toBe(true);
      expect(dayOf(end - 1, zone)).toBe(day);
    }),
    { numRuns: 2_000 },
  );
});

test('days of a year follow each other without a gap, those around a change of the clocks too', () => {
  fc.assert(
    fc.property(zones, fc.integer({ min: 1996, max: 2039 }), (zone, year) => {
      let day = `${year}-01-01`;
      let whole = 0;
      while (day.startsWith(String(year))) {
        const hours = hoursOf(day, zone);
        expect([0, 23, 23.5, 24, 24.5, 25]).toContain(hours);
        whole += hours;
        day = dayAfter(day);
      }
      expect(whole * hour).toBe(
        dayStart(`${year + 1}-01-01`, zone).getTime() - dayStart(`${year}-01-01`, zone).getTime(),
      );
    }),
    { numRuns: 25 },
  );
});
