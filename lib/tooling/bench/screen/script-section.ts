/** `script`: JavaScript of every page loads on a first visit, as transferred. */
import type { BrowserContext } from '@playwright/test';
import type { Measurement } from '../bench.ts';
import { absoluteFigure } from '../report/figure.ts';
import { startInstallation } from '../system/installation.ts';
import { openBrowser, signedInContext } from './open-browser.ts';

const maxKilobytes = 290;
/** The pages that people have open all day. */
const maxDailyKilobytes = 260;
const daily = ['/', '/users'];
const signedIn = [
  '/',
  '/users',
  '/users/1',
  '/users/new',
  '/users/import',
  '/tags',
  '/runs',
  '/runs/new',
  '/history',
  '/providers',
  '/members',
  '/account',
];
const signedOut = ['/sign-in', '/forgotten'];

export const scriptSection: Measurement = async (bench, resources) => {
  const installation = await startInstallation(resources, await bench.people(bench.sizes.at(-1) ?? 0));
  const browser = await openBrowser(resources);
  const member = await signedInContext(browser, installation);
  const stranger = await browser.newContext();
  const figures = [];
  for (const page of [...signedIn, ...signedOut]) {
    const bytes = await scriptBytes(signedIn.includes(page) ? member : stranger, installation.url + page);
    const most = daily.includes(page) ? maxDailyKilobytes : maxKilobytes;
    const what = `script of ${page}, compressed as served`;
    figures.push(absoluteFigure('script', what, { value: bytes / 1000, most, unit: 'kB' }));
  }
  return figures;
};

/** Bytes of a first visit until the network is idle. */
async function scriptBytes(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const scripts = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' || response.mimeType.includes('javascript')) scripts.set(requestId, 0);
  });
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const before = scripts.get(requestId);
    if (before !== undefined) scripts.set(requestId, before + encodedDataLength);
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.close();
  return [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0);
}
