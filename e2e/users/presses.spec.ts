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
