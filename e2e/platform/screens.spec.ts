import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/**
 * Screens that axe has not checked in other specs, or not at both widths. `heading` tells that the screen is
 * there.
 */
const screens = [
  { path: '/', heading: 'Home' },
  { path: '/users', heading: 'Users' },
  { path: '/users/new', heading: 'New user' },
  { path: '/users/import', heading: 'Import' },
  { path: '/tags', heading: 'Tags' },
  { path: '/history', heading: 'History' },
  { path: '/drift', heading: 'Differences' },
  { path: '/providers', heading: 'Providers' },
  { path: '/runs', heading: 'Runs' },
  { path: '/runs/new', heading: 'New run' },
  { path: '/members', heading: 'Members' },
  { path: '/account', heading: 'Your account' },
  { path: '/gallery', heading: 'Gallery' },
];

async function expectGoodAtBothWidths(page: Page, expectAccessible: () => Promise<void>): Promise<void> {
  await expectAccessible();
  await page.setViewportSize(phone);
  await expectNoSidewaysScrolling(page);
  await expectAccessible();
}

async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
}

test.describe('signed in', () => {
  test.use({ role: 'admin' });

  for (const { path, heading } of screens) {
    test(`${path} is sound in both themes and at both widths`, async ({ page, expectAccessible }) => {
      // Four axe checks: on a full list each takes 15 s on a slow machine.
      test.slow();
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible();
      await expectGoodAtBothWidths(page, expectAccessible);
    });
  }

  test('at 200 % on a small laptop the sandbox is a mark beside the title, and a list shows six people', async ({
    page,
    person,
    expectAccessible,
  }) => {
    const mark = `low-${uniqueMark()}`;
    for (const name of ['Ada', 'Bob', 'Cy', 'Dee', 'Eve', 'Flo']) await person({ name, vero: [mark] });
    await page.setViewportSize({ width: 640, height: 400 });
    await page.goto(`/users?q=vero:${mark}&sort=name`);
    for (const name of ['Ada', 'Flo'])
      await expect(page.getByRole('row', { name })).toBeInViewport({ ratio: 0.99 });
    const [banner, title] = await Promise.all([
      page.getByRole('complementary', { name: 'Sandbox' }).boundingBox(),
      page.getByRole('heading', { level: 1, name: 'Users' }).boundingBox(),
    ]);
    expect(banner).toMatchObject({ width: 24, height: 24 });
    expect(title?.x).toBeGreaterThan((banner?.x ?? 0) + 24);
    expect(title?.y).toBeLessThan(24);
    await expect(page.getByText('Sandbox: nothing leaves this machine')).toBeAttached();
    await expectAccessible();
  });

  test('where the system decides the colours, what is chosen can still be told from what is not', async ({
    page,
  }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto('/runs/new');
    const outline = (name: string) =>
      page
        .getByRole('radio', { name, exact: true })
        .first()
        .locator('..')
        .evaluate((label) => getComputedStyle(label).outlineStyle);
    await page.getByRole('radio', { name: 'Add', exact: true }).first().check();
    expect(await outline('Add')).toBe('solid');
    expect(await outline('Remove')).toBe('none');
    const here = page.getByRole('navigation').getByRole('link', { name: 'Runs' });
    expect(await here.evaluate((link) => getComputedStyle(link).outlineStyle)).toBe('solid');

    await page.goto('/gallery');
    const knob = (name: string) =>
      page.getByRole('switch', { name, exact: true }).evaluate((control) => {
        const { borderTopStyle, backgroundColor } = getComputedStyle(control);
        return {
          borderTopStyle,
          isFilled: backgroundColor !== getComputedStyle(document.body).backgroundColor,
        };
      });
    expect(await knob('switch')).toEqual({ borderTopStyle: 'solid', isFilled: true });
    expect(await knob('off')).toEqual({ borderTopStyle: 'solid', isFilled: false });
  });

  test('a user with all four providers is', async ({ page, person, expectAccessible }) => {
    const amara = await person({
      vero: ['prospect'],
      cerego: { Region: 'Nevada' },
      capillary: ['Birthday club'],
      fragment: { plan: 'team' },
    });
    await page.goto(`/users/${amara.id}`);
    await expect(page.getByRole('region', { name: 'FRAGMENT' })).toBeVisible();
    await expectGoodAtBothWidths(page, expectAccessible);
  });

  test('the plan of a run is', async ({ page, person, expectAccessible }) => {
    const mark = `screens-${uniqueMark()}`;
    await person({ vero: [mark] });
    await page.goto(`/runs/new?q=vero:${mark}`);
    await expect(page.getByRole('status').filter({ hasText: '1 user matches' })).toBeVisible();
    const vero = page.getByRole('region', { name: 'Vero' });
    await vero.getByRole('combobox', { name: 'Tag' }).fill('screens-tag');
    await vero.getByRole('button', { name: 'Add change' }).click();
    await page.getByRole('button', { name: 'Preview changes' }).click();
    await expect(page.getByRole('heading', { name: /^Plan of run/ })).toBeVisible();
    await expectGoodAtBothWidths(page, expectAccessible);
  });

  test('a run with causes is, and an undo that says what has no inverse', async ({
    page,
    person,
    sandbox,
    expectAccessible,
  }) => {
    // A run, two screens, four axe checks.
    test.slow();
    const mark = `screens-${uniqueMark()}`;
    const amara = await person({ vero: [mark], cerego: {} });
    await sandbox.fault({ provider: 'vero', kind: 'status', status: 422, match: { user: amara.ids.vero } });
    await page.goto(`/runs/new?q=vero:${mark}`);
    const vero = page.getByRole('region', { name: 'Vero' });
    await vero.getByRole('combobox', { name: 'Tag' }).fill('screens-tag');
    const cerego = page.getByRole('region', { name: 'Cerego' });
    await cerego.getByRole('combobox', { name: 'Type' }).fill('Region');
    await cerego.getByRole('textbox', { name: 'Value' }).fill('Nevada');
    await page.getByRole('button', { name: 'Preview changes' }).click();
    await page.getByRole('button', { name: 'Start, 2 changes' }).click();
    await page.getByRole('textbox', { name: 'Type 2 to confirm' }).fill('2');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(page.getByRole('term').filter({ hasText: 'Ran for' })).toBeVisible();
    await expect(
      page.getByRole('img', { name: /^0 changes went well, 1 did not. First error at/ }),
    ).toBeVisible();
    await expectGoodAtBothWidths(page, expectAccessible);
    await page.setViewportSize(desk);
    await page.getByRole('button', { name: 'Undo run' }).click();
    await page.getByRole('button', { name: '1 × Cerego cannot remove “Region”.' }).click();
    await expect(page.getByRole('grid', { name: 'Before and after' })).toContainText('Cerego cannot remove');
    await expectGoodAtBothWidths(page, expectAccessible);
  });

  test('an address that leads nowhere is', async ({ page, problems, expectAccessible }) => {
    problems.allow(/404/);
    await page.goto('/nowhere');
    await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
    await expectGoodAtBothWidths(page, expectAccessible);
  });

  test('the theme is chosen in the account’s menu and kept', async ({ page }) => {
    await page.goto('/users');
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await expect.poll(background).not.toBe(light);
    const dark = await background();
    await page.reload();
    expect(await background()).toBe(dark);
  });
});

test.describe('nobody signed in', () => {
  test.use({ role: null });

  for (const path of ['/sign-in', '/forgotten', '/forgotten/asked', '/reset/no-such-link']) {
    test(`${path} is sound in both themes and at both widths`, async ({ page, expectAccessible }) => {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectGoodAtBothWidths(page, expectAccessible);
    });
  }
});
