/** The demo has been in use for 90 days when it is first opened, and stays as it is over a kill. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { findFreePort, startDemo } from '../support/installation.ts';

test.use({ role: null });

const legend = ['confirmed', 'accepted', 'imported', 'unknown'];

test('a first start shows a desk that has been at work, also after a kill', async ({ browser }) => {
  test.setTimeout(400_000);
  const port = await findFreePort();
  const data = mkdtempSync(join(tmpdir(), 'tagdesk-e2e-past-'));
  let installation = await startDemo(data, port);
  try {
    let page = await lookAround(browser, port);
    await test.step('users changed at different times, and the first shows every mark', () => seeUsers(page));
    await test.step('each chart has bars', () => seeCharts(page));
    await test.step('runs are in many states, one of them goes on', () => seeRuns(page));
    await test.step('each provider has something to tell', async () => {
      await page.goto('/providers');
      await expect(page.getByRole('region', { name: 'FRAGMENT', exact: true })).toContainText('Median time');
      await expect(page.getByRole('main').getByText('–', { exact: true })).toHaveCount(0);
    });
    await page.context().close();
    await installation.kill();
    installation = await startDemo(data, port);
    page = await lookAround(browser, port);
    await test.step('after a kill nothing was made twice, and Cerego still holds its run', () =>
      seeRuns(page));
    await page.context().close();
  } finally {
    await installation.stop();
    rmSync(data, { recursive: true, force: true });
  }
});

async function lookAround(browser: Browser, port: number): Promise<Page> {
  const context = await browser.newContext({ baseURL: `http://localhost:${port}` });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Look around as Demo' }).click();
  await expect(page.getByRole('heading', { name: 'Running now' })).toBeVisible();
  return page;
}

async function seeUsers(page: Page): Promise<void> {
  await page.goto('/users');
  const grid = page.getByRole('grid', { name: 'Users' });
  await expect(grid.getByRole('link').first()).toBeVisible();
  const times = await grid
    .locator('time')
    .evaluateAll((all) => all.slice(0, 20).map((each) => each.getAttribute('datetime')));
  expect(times).toHaveLength(20);
  expect(new Set(times).size).toBe(20);
  await grid.getByRole('link').first().click();
  const tags = page.getByRole('list', { name: 'Tags' });
  for (const proof of legend) await expect(tags.getByText(new RegExp(`^${proof} `)).first()).toBeVisible();
}

async function seeCharts(page: Page): Promise<void> {
  await page.goto('/');
  for (const provider of ['Vero', 'Cerego', 'Capillary', 'FRAGMENT']) {
    const days = page.getByRole('list', { name: `${provider}, days with changes` }).getByRole('listitem');
    await expect.poll(() => days.count()).toBeGreaterThanOrEqual(20);
  }
}

async function seeRuns(page: Page): Promise<void> {
  await page.goto('/runs');
  const rows = page.getByRole('row').filter({ has: page.getByRole('link') });
  await expect(rows).toHaveCount(14);
  const states = ['Running', 'Waiting', 'Scheduled', 'Planned', 'Cancelled', 'Finished, 17 refused'];
  for (const state of states) await expect(rows.filter({ hasText: state }).first()).toBeVisible();
  await rows.filter({ hasText: 'Waiting' }).getByRole('link').first().click();
  await expect(page.getByText('Tags are being moved to another store').first()).toBeVisible();
}

test('where an admin is named there is no past, and nobody looks around', async ({ page, ledger }) => {
  expect(await ledger.query(`select from members where email like '%hartmann%'`)).toEqual([]);
  expect(await ledger.query(`select from runs where name = 'Autumn welcome'`)).toEqual([]);
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Look around as Demo' })).toHaveCount(0);
});
