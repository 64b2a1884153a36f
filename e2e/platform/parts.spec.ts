import { expect, test } from '../fixtures.ts';
import { addAtVero, openUser, regionOf } from '../providers/region.ts';
import { uniqueMark } from '../support/mark.ts';

test.use({ role: 'admin' });

test('a press on the scrollbar of a tall dialog keeps what was typed; one beside the dialog closes it', async ({
  page,
}) => {
  await page.setViewportSize({ width: 900, height: 420 });
  await page.goto('/members');
  await page.getByRole('button', { name: 'New member' }).click();
  const dialog = page.getByRole('dialog', { name: 'New member' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Ada');
  const box = await dialog.boundingBox();
  if (!box) throw new Error('The dialog is not drawn.');
  await page.mouse.click(box.x + box.width - 4, box.y + box.height / 2);
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Ada');
  await page.mouse.click(box.x - 20, box.y + box.height / 2);
  await expect(dialog).toHaveCount(0);
});

test('a toast can be read, pressed and closed by key while a dialog is open', async ({ page, person }) => {
  const amara = await person({ vero: ['newsletter'] });
  await openUser(page, amara);
  await addAtVero(page, `toast-${uniqueMark()}`);
  const toasts = page.getByRole('region', { name: 'Notifications' });
  const undo = toasts.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeVisible();
  await undo.hover();
  const edit = regionOf(page, 'Vero').getByRole('button', { name: 'Edit profile' });
  await edit.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  const field = dialog.getByRole('textbox').first();
  await field.focus();
  await page.keyboard.press('F8');
  await expect(undo).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(toasts.getByRole('button', { name: 'Dismiss' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(toasts).toHaveCount(0);
  await expect(field).toBeFocused();
});

test('what is said while a dialog is open is said within it', async ({ page }) => {
  const mark = uniqueMark();
  await page.goto('/members');
  await page.getByRole('button', { name: 'New member' }).click();
  const dialog = page.getByRole('dialog', { name: 'New member' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(`Ada ${mark}`);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('one\ntwo'));
  await dialog.getByRole('textbox', { name: 'Name' }).focus();
  await page.keyboard.press('ControlOrMeta+V');
  await expect(dialog.getByRole('status')).toContainText(
    'each line break and tab that was pasted is a space now',
  );
});

test('a tip stays while the pointer is on it, and Escape hides it', async ({ page, person }) => {
  const amara = await person({ vero: ['newsletter'] });
  await openUser(page, amara);
  await page.clock.install();
  await regionOf(page, 'Vero')
    .getByRole('button', { name: /^Copy Vero id/ })
    .hover();
  const tip = page.getByRole('tooltip');
  await page.clock.runFor(1_000);
  await expect(tip).toBeVisible();
  const box = await tip.boundingBox();
  if (!box) throw new Error('The tip is not drawn.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  await page.clock.runFor(1_000);
  await expect(tip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
});

test('a menu opens by arrow down and finds its items by what is typed', async ({ page }) => {
  await page.goto('/users');
  const account = page.getByRole('button', { name: 'Account' });
  await account.focus();
  await page.keyboard.press('ArrowDown');
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  await page.keyboard.type('si');
  await expect(menu.getByRole('menuitem', { name: 'Sign out' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(account).toBeFocused();
});

test('suggestions without a match say so', async ({ page, person }) => {
  const amara = await person({ cerego: {} });
  await openUser(page, amara);
  await regionOf(page, 'Cerego').getByRole('combobox', { name: 'Type' }).fill('no-such-type');
  await expect(page.getByRole('status').filter({ hasText: '“no-such-type” is not a type' })).toBeAttached();
});
