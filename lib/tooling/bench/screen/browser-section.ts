/** `browser`: the list with all users. */
import type { Page } from '@playwright/test';
import type { Bench, Measurement } from '../bench.ts';
import { rareName } from '../people/person.ts';
import { absoluteFigure, type Figure } from '../report/figure.ts';
import { startInstallation } from '../system/installation.ts';
import { serveBarePage } from './bare-page.ts';
import { openBrowser, signedInContext } from './open-browser.ts';
import { markPage, untilPainted } from './page-marks.ts';
import { keyPauseMs, pressKeys } from './press-keys.ts';
import { visitList } from './visit-list.ts';

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

export const browserSection: Measurement = async (bench, section) => {
  const figures: Figure[] = [];
  for (const size of bench.sizes) {
    // One installation at a time: two would share the machine.
    await using resources = section.use(new AsyncDisposableStack());
    figures.push(...(await measureSize(bench, resources, size)));
  }
  return figures;
};

async function measureSize(bench: Bench, resources: AsyncDisposableStack, size: number): Promise<Figure[]> {
  const figure = (what: string, value: number, most: number | null, unit: string, bare?: number) =>
    absoluteFigure(`browser ${size.toLocaleString('en')}`, what, { value, most, unit, bare });
  const installation = await startInstallation(resources, await bench.people(size));
  const browser = await openBrowser(resources);
  const url = `${installation.url}/users`;
  const context = await signedInContext(browser, installation);
  await context.addInitScript(markPage, 'Users');
  const bareUrl = await serveBarePage(resources, installation, { path: '/users', list: 'Users' });
  const visited = { url, bareUrl, list: 'Users', field: 'Search users', texts: searchedTexts };
  return await visitList(context, { ...visited, work: workThroughList }, figure);
}

/** By keyboard, also while the list scrolls. */
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
