/** `tags`: the catalogue with 10,000 tags, by keyboard. */
import type { BrowserContext, Page } from '@playwright/test';
import type { Measurement } from '../bench.ts';
import { absoluteFigure, type Figure } from '../report/figure.ts';
import { serveBarePage } from '../screen/bare-page.ts';
import { openBrowser, signedInContext } from '../screen/open-browser.ts';
import { markPage, untilPainted } from '../screen/page-marks.ts';
import { keyPauseMs, pressKeys } from '../screen/press-keys.ts';
import { visitList } from '../screen/visit-list.ts';
import { openTimedClient } from '../system/http.ts';
import { startInstallation } from '../system/installation.ts';

const people = 10_000;
const tags = 10_000;

/** Rare and common, a label, a value, both. */
const searchedTexts = ['segment-1', 'cohort', '7=value-40', 'value-9', 'trial-88', 'lub', 'season'];

export const tagsSection: Measurement = async (bench, resources) => {
  const installation = await startInstallation(resources, await bench.people(people, tags));
  const url = `${installation.url}/tags`;
  const client = openTimedClient(installation.url, installation.cookie);
  const json = Buffer.byteLength((await client.get('/api/tags')).text);
  const html = Buffer.byteLength((await client.get('/tags')).text);
  await client.close();

  const context = await signedInContext(await openBrowser(resources), installation);
  await context.addInitScript(markPage, 'Tags');
  const bareUrl = await serveBarePage(resources, installation, { path: '/tags', list: 'Tags' });
  const visited = { url, bareUrl, list: 'Tags', field: 'Search tags', texts: searchedTexts };
  return [
    figure('document of the page, as it is before compression', html / 1000, 200, 'kB'),
    figure('a page of 100 tags as JSON, before compression', json / 1000, null, 'kB'),
    figure('document, compressed as served', (await documentBytes(context, url)) / 1000, 40, 'kB'),
    ...(await visitList(context, { ...visited, work: workThroughTags }, figure)),
  ];
};

function figure(what: string, value: number, most: number | null, unit: string, bare?: number): Figure {
  return absoluteFigure(`tags ${tags.toLocaleString('en')}`, what, { value, most, unit, bare });
}

/** As transferred. */
async function documentBytes(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  const response = await page.goto(url, { waitUntil: 'networkidle' });
  const bytes = (await response?.request().sizes())?.responseBodySize ?? Number.NaN;
  await page.close();
  return bytes;
}

async function workThroughTags(page: Page): Promise<void> {
  const press = (keys: readonly string[]) => pressKeys(page, keys);
  await press(['/']);
  await page.keyboard.type('cohort-12', { delay: keyPauseMs });
  await page.waitForLoadState('networkidle');
  for (let key = 0; key < 'cohort-12'.length; key += 1) await press(['Backspace']);
  await press(['Escape', 'j', 'j', 'j', 'k', 'ArrowDown', 'PageDown', 'PageDown', 'End', 'Home']);
  await press(['q', 'j', 'j', 'j', 'k', 'q']);
  for (const name of ['Tag', 'Users', 'Last given']) {
    await page.getByRole('columnheader', { name, exact: true }).getByRole('button').focus();
    await press(['Enter', 'Enter']);
  }
  await page
    .getByRole('checkbox', { name: /has side effects/ })
    .first()
    .focus();
  await press(['Space', 'Space']);
  await page.waitForLoadState('networkidle');
  await press(['Escape', 'Home', ...Array.from({ length: 20 }, () => 'j')]);
  await page.evaluate(untilPainted);
}
