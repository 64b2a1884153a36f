/** Pictures of the demo for README and guide, and of all screens for whoever looks them over. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { findFreePort, type Installation, startDemo } from '../support/installation.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const published = join(root, 'public/pictures');
const looked = join(root, 'test-results/pictures');
const sizes = { wide: [1440, 900], laptop: [1280, 800], phone: [390, 844] } as const;
type Size = keyof typeof sizes;

const dataDir = mkdtempSync(join(tmpdir(), 'tagdesk-pictures-'));
let installation: Installation;
let url: string;

test.beforeAll(async () => {
  const port = await findFreePort();
  url = `http://localhost:${port}`;
  installation = await startDemo(dataDir, port);
});
test.afterAll(async () => {
  await installation.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** In both themes, as the screen stands. */
async function take(page: Page, folder: string, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const file = join(folder, `${name}-${colorScheme}.png`);
    mkdirSync(dirname(file), { recursive: true });
    const picture = await page.screenshot({ animations: 'disabled' });
    await sharp(picture).png({ palette: true, effort: 10 }).toFile(file);
  }
}

async function setSize(page: Page, size: Size): Promise<void> {
  const [width, height] = sizes[size];
  await page.setViewportSize({ width, height });
}

async function takeAll(page: Page, name: string): Promise<void> {
  for (const size of ['laptop', 'phone'] as const) {
    await setSize(page, size);
    await take(page, looked, `${name}-${size}`);
  }
  await setSize(page, 'wide');
}

test('the demo in use', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const status = page.getByRole('status');
  await page.goto('/');
  await takeAll(page, 'sign-in');
  await page.getByRole('button', { name: 'Look around as Demo' }).click();
  await page.waitForURL(`${url}/`);
  const counted = page.getByRole('list', { name: 'Vero, days with changes' });
  await expect(counted).toBeAttached();
  await takeAll(page, 'home-new');

  await page.goto('/users?q=has:vero has:cerego has:capillary has:fragment');
  await expect(status.first()).toHaveText(/users$/);
  const [user] = await page.getByRole('grid', { name: 'Users' }).getByRole('link').all();
  if (!user) throw new Error('The demo has nobody at all four providers.');
  const address = await user.getAttribute('href');
  await page.goto(address ?? '');
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  await page.getByRole('textbox', { name: 'Note for the next edit' }).fill('asked for by phone, ticket 4711');
  await region('Vero').getByRole('combobox', { name: 'Add tag' }).fill('early-bird');
  await page.keyboard.press('Enter');
  await expect(region('Vero').getByRole('listitem', { name: 'early-bird' })).toHaveAttribute(
    'data-state',
    'settled',
  );
  await region('Capillary').getByRole('combobox', { name: 'Add tag' }).fill('Golden Circle');
  await page.keyboard.press('Enter');
  await expect(region('Capillary').getByRole('alert')).toBeVisible();
  await region('FRAGMENT').getByRole('textbox', { name: 'Key' }).fill('seat');
  await region('FRAGMENT').getByRole('textbox', { name: 'Value' }).fill('owner');
  await page.keyboard.press('Enter');
  await expect(region('FRAGMENT').getByRole('listitem', { name: 'seat = owner' })).toBeVisible();
  await page.mouse.move(0, 0);
  await page.getByRole('heading', { level: 1 }).click();
  await expect(page.getByRole('region', { name: 'Notifications' }).getByRole('button')).toHaveCount(0);
  await take(page, published, 'user');
  await takeAll(page, 'user');

  await page.goto('/runs/new?q=vero:prospect');
  await expect(status.filter({ hasText: /users match$/ })).toBeVisible();
  const add = async (provider: string, key: string, more: { verb?: string; value?: string } = {}) => {
    const card = region(provider);
    if (more.verb) await card.getByRole('radio', { name: more.verb }).check();
    await card.getByRole('combobox').first().fill(key);
    if (more.value) await card.getByRole('textbox', { name: 'Value' }).fill(more.value);
    await card.getByRole('button', { name: 'Add change' }).click();
    await expect(card.getByRole('list', { name: 'Changes' })).toContainText(key);
  };
  await add('Vero', 'q1-nurture');
  await add('FRAGMENT', 'plan', { verb: 'Update', value: 'growth' });
  await add('Capillary', 'Q1 Special');
  await takeAll(page, 'new-run');
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible();
  await page.getByRole('textbox', { name: /^Why/ }).fill('First-quarter nurture, MKT-418');
  await take(page, published, 'plan');
  await takeAll(page, 'plan');
  await page
    .getByRole('button', { name: /^Create label/ })
    .first()
    .click();
  await expect(page.getByRole('button', { name: /^Create label/ })).toHaveCount(0);
  await takeAll(page, 'plan-cured');
  await page.getByRole('button', { name: /^Start, / }).click();
  await expect(page.getByRole('list', { name: 'Providers' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Providers' })).toContainText(/[1-9]\d+ of/);
  await expect(
    page.getByRole('region', { name: 'Users and providers' }).getByRole('row').nth(12),
  ).toBeVisible();
  await take(page, published, 'run');
  await takeAll(page, 'run');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Running now' })).toBeVisible();
  await expect(counted).toBeAttached();
  await take(page, published, 'home');
  await takeAll(page, 'home');

  await page.goto('/users?q=vero:prospect OR fragment:plan=*&sort=name');
  await expect(status.first()).toHaveText(/users$/);
  await take(page, published, 'users');
  await takeAll(page, 'users');
  for (const screen of ['tags', 'runs', 'history', 'providers', 'members', 'account']) {
    await page.goto(`/${screen}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    await takeAll(page, screen);
  }
  await page.keyboard.press('Control+k');
  await page.keyboard.type('newsletter');
  await expect(page.getByRole('option').first()).toContainText('newsletter');
  await takeAll(page, 'palette');
});
