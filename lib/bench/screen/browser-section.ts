/** Section `browser`: the list as a person meets it, with everybody behind it. */
import type { BrowserContext, Page } from '@playwright/test';
import type { Measurement } from '../bench.ts';
import { rareName } from '../people/person.ts';
import { absoluteFigure, type Figure } from '../report/figure.ts';
import { percentile, summarise } from '../statistics.ts';
import { startInstallation } from '../system/installation.ts';
import { openBrowser, signedInContext } from './open-browser.ts';
import {
  detailsOf,
  type Interaction,
  markPage,
  slowestInteractions,
  timesOf,
  untilPainted,
} from './page-marks.ts';
import { scriptBytes } from './script-section.ts';
import { heapAfterScrolling } from './scroll-heap.ts';

const visits = 10;
export const slowdown = 4;
/** Slow ones that the report names. */
const namedInteractions = 4;
/** Between two keys of a quick typist. */
export const keyPauseMs = 90;
const settleLimitMs = 10_000;

/** Rare and common, short and long. */
const searchedTexts = [
  rareName.toLowerCase(),
  'northmail',
  'kalo',
  'mira sha',
  'dun',
  'esk',
  'tormi',
  'mail12',
  'bel',
];

export const browserSection: Measurement = async (bench, resources) => {
  const size = bench.sizes.at(-1) ?? 0;
  const installation = await startInstallation(resources, await bench.people(size));
  const browser = await openBrowser(resources);
  const url = `${installation.url}/users`;
  const script = await scriptBytes(await signedInContext(browser, installation), url);
  const context = await signedInContext(browser, installation);
  await context.addInitScript(markPage, 'Users');
  const firstRows = await visitOften(context, url);
  const search = await searchOften(context, url, { field: 'Search users', texts: searchedTexts });
  const slow = await visitSlowly(context, url, workThroughList);
  const heap = await heapAfterScrolling(context, url, 'Users');
  return [
    figure('first rows painted, median of visits', firstRows.p50, 300, 'ms'),
    figure('last key in search to rows, median', search.p50, 150, 'ms'),
    figure('last key in search to rows, p95', search.p95, null, 'ms'),
    figure(`largest paint, processor slowed ${slowdown} times`, slow.largestPaint, 1_500, 'ms'),
    figure(
      `interaction to next paint (${slow.interactions} of them), processor slowed ${slowdown} times`,
      slow.milliseconds,
      100,
      'ms',
    ),
    ...slow.slowest.map((interaction) => figure(`  ${spell(interaction)}`, interaction.duration, null, 'ms')),
    figure(`layout shift, processor slowed ${slowdown} times`, slow.shift, 0.05, ''),
    figure('script, compressed as served', script / 1000, 200, 'kB'),
    figure(`heap after scrolling ${heap.rows.toLocaleString('en')} rows`, heap.megabytes, 15, 'MB'),
  ];
};

function figure(what: string, value: number, most: number | null, unit: string): Figure {
  return absoluteFigure('browser', what, { value, most, unit });
}

/** Milliseconds to the first rows, over some visits. */
export async function visitOften(context: BrowserContext, url: string) {
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
export async function searchOften(
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
export async function visitSlowly(context: BrowserContext, url: string, work: (page: Page) => Promise<void>) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const paints: number[] = [];
  const shifts: number[] = [];
  for (let visit = 0; visit < 3; visit += 1) {
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.waitForFunction(() => performance.getEntriesByName('lcp').length > 0);
    paints.push((await page.evaluate(timesOf, 'lcp')).at(-1) ?? Number.NaN);
    shifts.push((await page.evaluate(detailsOf, 'shift')).reduce((sum, shift) => sum + shift, 0));
  }
  await work(page);
  const { slowest, interactions } = await page.evaluate(slowestInteractions);
  await page.close();
  return {
    largestPaint: percentile(paints, 0.5),
    shift: Math.max(...shifts),
    // As web.dev defines it: the slowest, one left out for every fifty.
    milliseconds: slowest[Math.floor(interactions / 50)]?.duration ?? 16,
    interactions,
    slowest: slowest.slice(0, namedInteractions),
  };
}

/** “End down, 12 waiting, 80 in script”. */
export function spell({ what, waited, ran }: Interaction): string {
  return `${what}, ${Math.round(waited)} waiting, ${Math.round(ran)} in script`;
}

/** Types, moves, selects and opens the quick look by keyboard, also while the list scrolls under the wheel. */
async function workThroughList(page: Page): Promise<void> {
  const press = (keys: readonly string[]) => pressKeys(page, keys);
  await page
    .getByRole('searchbox', { name: 'Search users' })
    .pressSequentially('mira sha', { delay: keyPauseMs });
  await page.waitForLoadState('networkidle');
  await press([
    'Escape',
    'j',
    'j',
    'j',
    'x',
    'j',
    'x',
    'k',
    'ArrowDown',
    'ArrowDown',
    'PageDown',
    'End',
    'Home',
  ]);
  await press(['q', 'j', 'j', 'j', 'q']);
  await page.getByRole('grid', { name: 'Users' }).hover();
  for (let turn = 0; turn < 20; turn += 1) {
    await page.mouse.wheel(0, 400);
    await page.evaluate(untilPainted);
    if (turn % 2 === 1) await press(['j', 'x']);
  }
  await press(['Home', ...Array.from({ length: 20 }, () => 'j')]);
  await page.waitForLoadState('networkidle');
  await page.evaluate(untilPainted);
}

/** One key after the other, each painted before the next. */
export async function pressKeys(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key, { delay: 20 });
    await page.evaluate(untilPainted);
  }
}
