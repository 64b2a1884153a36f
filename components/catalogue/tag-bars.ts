/** Pure; days are `YYYY-MM-DD` in the installation's zone. */
import { formatCount } from '#components/ui/count.ts';
import type { TagDay } from '#lib/shared/catalogue.ts';
import { dayAfter, dayOf } from '#lib/shared/days.ts';

export const periods = ['month', 'year', 'all'] as const;
export type Period = (typeof periods)[number];

/** Inclusive. */
export type Span = { from: string; to: string };
export type Bar = Span & { added: number; removed: number };

const dayMs = 24 * 60 * 60 * 1000;
const maxBars = 60;

const timeOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayAt = (time: number) => new Date(time).toISOString().slice(0, 10);

/**
 * Oldest first: 30 days, 52 weeks, or all time in days, weeks, months or years, whichever are few enough.
 * `since`: the first day; null: empty.
 */
export function spansOf(period: Period, since: string | null, today: string): Span[] {
  if (period === 'month') return spansBack(30, 1, today);
  if (period === 'year') return spansBack(52, 7, today);
  const days = (timeOf(today) - timeOf(since ?? today)) / dayMs + 1;
  if (days <= maxBars) return spansBack(Math.max(1, days), 1, today);
  if (days <= maxBars * 7) return spansBack(Math.ceil(days / 7), 7, today);
  const months = monthsUntil(since ?? today, today);
  return months.length <= maxBars ? months : yearsOf(months);
}

function spansBack(count: number, length: number, today: string): Span[] {
  return Array.from({ length: count }, (_, index) => {
    const to = timeOf(today) - (count - 1 - index) * length * dayMs;
    return { from: dayAt(to - (length - 1) * dayMs), to: dayAt(to) };
  });
}

function monthsUntil(since: string, today: string): Span[] {
  const months: Span[] = [];
  const begin = new Date(timeOf(`${since.slice(0, 7)}-01`));
  while (begin.getTime() <= timeOf(today)) {
    const from = dayAt(begin.getTime());
    begin.setUTCMonth(begin.getUTCMonth() + 1);
    months.push({ from, to: dayAt(begin.getTime() - dayMs) });
  }
  return months;
}

function yearsOf(months: readonly Span[]): Span[] {
  const years = Object.values(Object.groupBy(months, ({ from }) => from.slice(0, 4)));
  return years.flatMap((own) => {
    const [first] = own ?? [];
    const last = own?.at(-1);
    return first && last ? { from: first.from, to: last.to } : [];
  });
}

/** One bar per span. Days may come in any order. */
export function barsOf(days: readonly TagDay[], spans: readonly Span[]): Bar[] {
  return spans.map((span) => {
    const own = days.filter(({ day }) => day >= span.from && day <= span.to);
    return {
      ...span,
      added: own.reduce((sum, { added }) => sum + added, 0),
      removed: own.reduce((sum, { removed }) => sum + removed, 0),
    };
  });
}

/** A part that stopped within a day has not counted all of it. */
export function countedFrom(countedTo: string | null, zone: string): string | null {
  return countedTo === null ? null : dayAfter(dayOf(Date.parse(countedTo), zone));
}

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
const long = format({ day: 'numeric', month: 'short', year: 'numeric' });
const short = format({ day: 'numeric', month: 'short' });
const month = format({ month: 'short', year: 'numeric' });

export const formatDay = (day: string) => long.format(timeOf(day));

/** “3 Nov 2026”, “3 – 9 Nov 2026”, “28 Oct – 3 Nov 2026”, “Nov 2026” or “2026”. */
export function formatSpan({ from, to }: Span): string {
  if (from === to) return formatDay(from);
  const isWhole = from.endsWith('-01') && dayAt(timeOf(to) + dayMs).endsWith('-01');
  if (isWhole && from.slice(0, 7) === to.slice(0, 7)) return month.format(timeOf(from));
  if (isWhole) return from.slice(0, 4);
  const begin =
    from.slice(0, 7) === to.slice(0, 7) ? String(Number(from.slice(8))) : short.format(timeOf(from));
  return `${from.slice(0, 4) === to.slice(0, 4) ? begin : formatDay(from)} – ${formatDay(to)}`;
}

/** “Added 1,204 times, removed 88 times.” or “No changes in this time.” */
export function formatTotals(bars: readonly Bar[]): string {
  const sum = (one: (bar: Bar) => number) => bars.reduce((all, bar) => all + one(bar), 0);
  if (bars.every(({ added, removed }) => added + removed === 0)) return 'No changes in this time.';
  const times = (number: number) => (number === 1 ? 'once' : `${formatCount(number)} times`);
  return `Added ${times(sum(({ added }) => added))}, removed ${times(sum(({ removed }) => removed))}.`;
}

/** “Most were added 3 Nov 2026: 400.”; null where nothing was. */
export function formatPeak(bars: readonly Bar[]): string | null {
  const top = bars.reduce<Bar | null>((best, bar) => (best && best.added >= bar.added ? best : bar), null);
  return top && top.added > 0 ? `Most were added ${formatSpan(top)}: ${formatCount(top.added)}.` : null;
}
