/** A list of rows as a person meets it, whichever it is: its figures in Chromium. */
import type { BrowserContext, Page } from '@playwright/test';
import type { Figure } from '../report/figure.ts';
import { percentile, summarise } from '../statistics.ts';
import { detailsOf, type Interaction, slowestInteractions, timesOf, untilPainted } from './page-marks.ts';
import { heapAfterScrolling } from './scroll-heap.ts';

const visits = 10;
const slowdown = 4;
/** On a slow processor: loaded, and worked through. */
const slowVisits = 4;
/** Between two keys of a quick typist. */
export const keyPauseMs = 90;
const settleLimitMs = 10_000;

export type VisitedList = {
  url: string;
  /** The accessible names of the list and of its search box. */
  list: string;
  field: string;
  /** What is searched, each once. */
  texts: readonly string[];
  /** Works through the list on a slow processor. */
  work: (page: Page) => Promise<void>;
};

type MakeFigure = (what: string, value: number, most: number | null, unit: string) => Figure;

/** Every page of `context` is marked by `markPage`. `figure` names the section. */
export async function visitList(
  context: BrowserContext,
  { url, list, field, texts, work }: VisitedList,
  figure: MakeFigure,
): Promise<Figure[]> {
  const firstRows = await visitOften(context, url);
  const search = await searchOften(context, url, { field, texts });
  const slow = await visitSlowly(context, url, work);
  const heap = await heapAfterScrolling(context, url, list);
  const slowed = `processor slowed ${slowdown} times`;
  return [
    figure('first rows painted, median of visits', firstRows.p50, 300, 'ms'),
    figure('last key in search to rows, median', search.p50, 150, 'ms'),
    figure('last key in search to rows, p95', search.p95, null, 'ms'),
    figure(`largest paint, ${slowed}`, slow.largestPaint, 1_500, 'ms'),
    figure(
      `interaction to next paint (${slow.interactions} of them, ${slowVisits} visits), ${slowed}`,
      slow.milliseconds,
      100,
      'ms',
    ),
    ...slow.slowest.map((interaction) => figure(`  ${spell(interaction)}`, interaction.duration, null, 'ms')),
    figure(`layout shift, ${slowed}`, slow.shift, 0.05, ''),
    figure(`heap after scrolling ${heap.rows.toLocaleString('en')} rows`, heap.megabytes, 15, 'MB'),
  ];
}

/** Milliseconds to the first rows, over some visits. */
async function visitOften(context: BrowserContext, url: string) {
  const times: number[] = [];
  for (let visit = 0; visit <= visits; visit += 1) {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'networkidle' });
    const [rows] = await page.evaluate(timesOf, 'rows');
    // The first visit fills the browser's cache and wakes the server.
    if (visit > 0 && rows !== undefined) times.push(rows);
    await page.close();
  }
  return summarise(times);
}

/** Milliseconds from the last key of a text to its rows. */
async function searchOften(
  context: BrowserContext,
  url: string,
  { field: name, texts }: { field: string; texts: readonly string[] },
) {
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  const field = page.getByRole('searchbox', { name });
  const times: number[] = [];
  // Each text once: what was read before comes from the browser's own memory.
  for (const text of texts) {
    await field.fill('');
    await page.waitForLoadState('networkidle');
    await field.pressSequentially(text, { delay: keyPauseMs });
    times.push(await settledAfterLastKey(page));
  }
  await page.close();
  return summarise(times);
}

/** Milliseconds from the last key to the last time that the rows asked for were painted. */
async function settledAfterLastKey(page: Page): Promise<number> {
  await page.waitForFunction(
    () => {
      const last = (name: string) => performance.getEntriesByName(name).at(-1)?.startTime ?? 0;
      const isBusy = document.querySelector('[aria-busy] [role="grid"]') !== null;
      return last('settled') > last('key') && !isBusy;
    },
    undefined,
    { timeout: settleLimitMs },
  );
  // An earlier question may have been answered just after the last key: then another one is still to come.
  await page.waitForLoadState('networkidle');
  const key = (await page.evaluate(timesOf, 'key')).at(-1) ?? Number.NaN;
  const settled = (await page.evaluate(timesOf, 'settled')).at(-1) ?? Number.NaN;
  return settled - key;
}

/** Visits on a slow processor: loading, then working through the list. */
async function visitSlowly(context: BrowserContext, url: string, work: (page: Page) => Promise<void>) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const paints: number[] = [];
  const shifts: number[] = [];
  const slow: Interaction[] = [];
  let interactions = 0;
  for (let visit = 0; visit < slowVisits; visit += 1) {
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.waitForFunction(() => performance.getEntriesByName('lcp').length > 0);
    paints.push((await page.evaluate(timesOf, 'lcp')).at(-1) ?? Number.NaN);
    shifts.push((await page.evaluate(detailsOf, 'shift')).reduce((sum, shift) => sum + shift, 0));
    await work(page);
    const had = await page.evaluate(slowestInteractions);
    // One is left out for every fifty.
    const counted = had.slowest[Math.floor(had.interactions / 50)];
    if (counted) slow.push(counted);
    interactions = had.interactions;
  }
  await page.close();
  slow.sort((a, b) => b.duration - a.duration);
  return {
    largestPaint: percentile(paints, 0.5),
    shift: Math.max(...shifts),
    // As web.dev defines it: what three visits of four keep to.
    milliseconds: percentile(
      slow.map(({ duration }) => duration),
      0.75,
    ),
    interactions,
    slowest: slow,
  };
}

/** “End down, 12 waiting, 80 in script”. */
function spell({ what, waited, ran }: Interaction): string {
  return `${what}, ${Math.round(waited)} waiting, ${Math.round(ran)} in script`;
}

/** One key after the other, each painted before the next. */
export async function pressKeys(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key, { delay: 20 });
    await page.evaluate(untilPainted);
  }
}
