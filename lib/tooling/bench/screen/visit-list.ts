/** A list of rows in Chromium, measured. */
import type { BrowserContext, Page } from '@playwright/test';
import type { Figure } from '../report/figure.ts';
import { percentile, summarise } from '../statistics.ts';
import { takeTurns } from '../take-turns.ts';
import { workThroughBareList } from './bare-page.ts';
import { detailsOf, type Interaction, slowestInteractions, timesOf } from './page-marks.ts';
import { keyPauseMs } from './press-keys.ts';
import { heapAfterScrolling } from './scroll-heap.ts';

const visits = 10;
const slowdown = 4;
/** On a throttled processor. */
const slowVisits = 4;
const settleLimitMs = 10_000;

export type VisitedList = {
  url: string;
  /** The bare document. */
  bareUrl: string;
  /** Accessible names. */
  list: string;
  field: string;
  /** Each once. */
  texts: readonly string[];
  /** On a throttled processor. */
  work: (page: Page) => Promise<void>;
};

/** `bare`: of the bare page. */
type MakeFigure = (what: string, value: number, most: number | null, unit: string, bare?: number) => Figure;

/** `context`: with `markPage`. `figure` names the section. */
export async function visitList(
  context: BrowserContext,
  { url, bareUrl, list, field, texts, work }: VisitedList,
  figure: MakeFigure,
): Promise<Figure[]> {
  const firstRows = await takeTurns(
    { own: () => msToFirstRows(context, url), bare: () => msToFirstRows(context, bareUrl) },
    // The first visit fills the cache.
    { warmUps: 1, rounds: visits, limitMs: 120_000 },
  );
  const search = await searchOften(context, url, { field, texts });
  const slow = await visitBothSlowly(context, {
    own: { url, work },
    bare: { url: bareUrl, work: (page) => workThroughBareList(page, { list, field }) },
  });
  const { interactions } = slow.own[0] ?? { interactions: 0 };
  const heap = await heapAfterScrolling(context, url, list);
  const slowed = `processor slowed ${slowdown} times`;
  return [
    figure('first rows painted, median of visits', firstRows.own.p50, 300, 'ms', firstRows.bare.p50),
    figure('last key in search to rows, median', search.p50, 150, 'ms'),
    figure('last key in search to rows, p95', search.p95, null, 'ms'),
    figure(`largest paint, ${slowed}`, largestPaint(slow.own), 1_500, 'ms', largestPaint(slow.bare)),
    figure(
      `interaction to next paint (${interactions} of them, ${slowVisits} visits), ${slowed}`,
      toNextPaint(slow.own),
      100,
      'ms',
      toNextPaint(slow.bare),
    ),
    ...slow.own.flatMap(({ counted }) =>
      counted ? [figure(`  ${spell(counted)}`, counted.duration, null, 'ms')] : [],
    ),
    figure(`layout shift, ${slowed}`, Math.max(...slow.own.map(({ shift }) => shift)), 0.05, ''),
    figure(`heap after scrolling ${heap.rows.toLocaleString('en')} rows`, heap.megabytes, 15, 'MB'),
  ];
}

async function msToFirstRows(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  const [rows = Number.NaN] = await page.evaluate(timesOf, 'rows');
  await page.close();
  return rows;
}

/** From the last key to the rows, ms. */
async function searchOften(
  context: BrowserContext,
  url: string,
  { field: name, texts }: { field: string; texts: readonly string[] },
) {
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  const field = page.getByRole('searchbox', { name });
  const times: number[] = [];
  // Each once: later ones come from the query cache.
  for (const text of texts) {
    await field.fill('');
    await page.waitForLoadState('networkidle');
    await field.pressSequentially(text, { delay: keyPauseMs });
    times.push(await settledAfterLastKey(page));
  }
  await page.close();
  return summarise(times);
}

/** From the last key to the last paint of requested rows, ms. */
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
  // An earlier answer may come just after the last key: another is pending.
  await page.waitForLoadState('networkidle');
  const key = (await page.evaluate(timesOf, 'key')).at(-1) ?? Number.NaN;
  const settled = (await page.evaluate(timesOf, 'settled')).at(-1) ?? Number.NaN;
  return settled - key;
}

/** `counted`: the slowest interaction, ignoring one per fifty; undefined: none above a frame. */
type SlowVisit = {
  largestPaint: number;
  shift: number;
  counted: Interaction | undefined;
  interactions: number;
};

type Contestant = { url: string; work: (page: Page) => Promise<void> };

/** In turns, each in its own page. */
async function visitBothSlowly(
  context: BrowserContext,
  contestants: { own: Contestant; bare: Contestant },
): Promise<{ own: SlowVisit[]; bare: SlowVisit[] }> {
  const [ownPage, barePage] = [await context.newPage(), await context.newPage()];
  const visits = { own: [] as SlowVisit[], bare: [] as SlowVisit[] };
  for (let visit = 0; visit < slowVisits; visit += 1) {
    visits.own.push(await visitSlowly(ownPage, contestants.own));
    visits.bare.push(await visitSlowly(barePage, contestants.bare));
  }
  await Promise.all([ownPage.close(), barePage.close()]);
  return visits;
}

async function visitSlowly(page: Page, { url, work }: Contestant): Promise<SlowVisit> {
  await page.bringToFront();
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.waitForFunction(() => performance.getEntriesByName('lcp').length > 0);
  const largestPaint = (await page.evaluate(timesOf, 'lcp')).at(-1) ?? Number.NaN;
  const shift = (await page.evaluate(detailsOf, 'shift')).reduce((sum, each) => sum + each, 0);
  await work(page);
  const { slowest, interactions } = await page.evaluate(slowestInteractions);
  // A throttled page takes time from others even at rest.
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.detach();
  return { largestPaint, shift, counted: slowest[Math.floor(interactions / 50)], interactions };
}

const largestPaint = (visits: readonly SlowVisit[]) =>
  percentile(
    visits.map((visit) => visit.largestPaint),
    0.5,
  );

/** As web.dev's INP: met by three visits of four. */
const toNextPaint = (visits: readonly SlowVisit[]) =>
  percentile(
    visits.map(({ counted }) => counted?.duration ?? 0),
    0.75,
  );

function spell({ what, waited, ran }: Interaction): string {
  return `${what}, ${Math.round(waited)} waiting, ${Math.round(ran)} in script`;
}
