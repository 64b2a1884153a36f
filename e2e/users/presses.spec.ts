/** A press right after typing hits its target: nothing moves under the pointer. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { expectTag, openUser, regionOf } from '../providers/region.ts';
import { hold } from '../support/held.ts';
import { uniqueMark } from '../support/mark.ts';

/** Near the upper edge, as a hand may. */
async function pressDown(page: Page, target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error('There is nothing to press.');
  await page.mouse.move(box.x + box.width / 2, box.y + 3);
  await page.mouse.down();
}

const untilDrawn = (page: Page) =>
  page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );

test.describe('as an admin', () => {
  test.use({ role: 'admin' });

  test('a field that is left for a button says what is wrong with it after the press, not under it', async ({
    page,
  }) => {
    await page.goto('/users/new');
    const email = page.getByRole('textbox', { name: 'E-mail', exact: true });
    await email.fill('no address');
    await pressDown(page, page.getByRole('link', { name: 'Cancel' }));
    await untilDrawn(page);
    await page.mouse.up();
    await page.waitForURL(/\/users$/);
    await page.goto('/users/new');
    await email.fill('no address');
    await email.blur();
    await expect(email).toHaveAccessibleDescription(/\S/);
  });
});

test('Enter takes what was typed, whatever longer tag is on offer', async ({ page, person, sandbox }) => {
  const mark = `offer-${uniqueMark()}`;
  await person({ vero: [`${mark}-whole`] });
  const amara = await person({ vero: [] });
  await openUser(page, amara);
  const field = regionOf(page, 'Vero').getByRole('combobox', { name: 'Add tag' });
  await field.pressSequentially(mark);
  await expect(page.getByRole('option', { name: `${mark}-whole` })).toBeVisible();
  await field.press('Enter');
  await expectTag(regionOf(page, 'Vero'), mark, 'accepted');
  expect((await sandbox.state('vero', amara.ids.vero))[0]?.tags).toEqual([mark]);
});

test('a suggestion that is pressed is the one that is taken, though others arrive meanwhile', async ({
  page,
  person,
}) => {
  const mark = `press-${uniqueMark()}`;
  await person({ vero: [`${mark}-alpha`] });
  await person({ vero: [`${mark}-beta`] });
  const amara = await person({ vero: [] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  const field = vero.getByRole('combobox', { name: 'Add tag' });
  await field.pressSequentially(mark);
  const alpha = page.getByRole('option', { name: `${mark}-alpha` });
  await expect(alpha).toBeVisible();
  const held = await hold(page, (request) => request.url().includes('/api/tags/suggest'));
  await field.pressSequentially('-beta');
  await held.arrived;
  await pressDown(page, alpha);
  const answered = page.waitForResponse(
    (response) => response.url().includes('/api/tags/suggest') && response.url().includes('beta'),
  );
  await held.release();
  await answered;
  await untilDrawn(page);
  await page.mouse.up();
  await expectTag(vero, `${mark}-alpha`, 'accepted');
});

test('what is there already is not sent again', async ({ page, person, ledger }) => {
  const amara = await person({ vero: ['newsletter'] });
  await openUser(page, amara);
  const field = regionOf(page, 'Vero').getByRole('combobox', { name: 'Add tag' });
  await field.fill('newsletter');
  await field.press('Enter');
  await expect(field).toHaveAccessibleDescription('“newsletter” is here already.');
  expect(await ledger.changesOf(amara.id)).toEqual([]);
});

test('a press anywhere on a row opens the user, and one on what is in it does not', async ({
  page,
  person,
}) => {
  const { name, email } = await person({ vero: ['prospect'] });
  await page.goto(`/users?q=${email}`);
  const grid = page.getByRole('grid', { name: 'Users' });
  const row = grid.getByRole('row', { name });
  const cell = row.getByRole('gridcell', { name: email });
  const heading = page.getByRole('heading', { level: 1, name });
  await expect(row).toHaveCSS('cursor', 'pointer');

  await test.step('its text can be dragged over and copied', async () => {
    const box = await cell.boundingBox();
    if (!box) throw new Error('There is no e-mail.');
    await page.mouse.move(box.x + 9, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 90, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    const selected = await page.evaluate(() => getSelection()?.toString() ?? '');
    expect(email).toContain(selected);
    expect(selected.length).toBeGreaterThan(3);
  });

  await test.step('chip and box do what they say, and a press that closes what they opened does no more', async () => {
    await row.getByRole('button', { name: 'prospect' }).click();
    const tags = page.getByRole('dialog');
    await expect(tags).toBeVisible();
    await cell.click();
    await expect(tags).toHaveCount(0);
    const check = row.getByRole('checkbox');
    await check.click();
    await expect(check).toBeChecked();
    // Beside the box.
    await row
      .getByRole('gridcell')
      .first()
      .click({ position: { x: 3, y: 3 } });
    await expect(page).toHaveURL(/\/users\?q=/);
    await page.getByRole('button', { name: 'Clear selection' }).click();
  });

  await test.step('with Ctrl, or by the middle button, in a tab of its own', async () => {
    for (const how of [{ modifiers: ['ControlOrMeta' as const] }, { button: 'middle' as const }]) {
      const opened = page.context().waitForEvent('page');
      await cell.click(how);
      const beside = await opened;
      await expect(beside.getByRole('heading', { level: 1, name })).toBeVisible();
      await beside.close();
    }
  });

  await test.step('with the quick look open it chooses whom that shows', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('q');
    const look = page.getByRole('region', { name: 'Quick look' });
    await expect(look.getByRole('heading', { name })).toBeVisible();
    await row.getByRole('gridcell').last().click();
    await expect(look).toBeVisible();
    await look.getByRole('button', { name: 'Close' }).click();
    await expect(look).toHaveCount(0);
  });

  await cell.click();
  await expect(heading).toBeVisible();
});

test('the keys above a user are buttons', async ({ page, person }) => {
  const amara = await person({ vero: [] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await page.getByRole('button', { name: 'Add tag', exact: true }).click();
  await expect(vero.getByRole('combobox', { name: 'Add tag' })).toBeFocused();
  await page.keyboard.type('pressed');
  await page.keyboard.press('Enter');
  await expectTag(vero, 'pressed', 'accepted');
  await page.getByRole('button', { name: 'Undo last edit' }).click();
  await expect(vero.getByRole('listitem', { name: 'pressed' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});
