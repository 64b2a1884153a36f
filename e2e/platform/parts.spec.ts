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

test('a toast over a dialog is pressed without closing it', async ({ page, person }) => {
  const amara = await person({ vero: ['newsletter'] });
  await openUser(page, amara);
  await addAtVero(page, `toast-${uniqueMark()}`);
  const toasts = page.getByRole('region', { name: 'Notifications' });
  await toasts.getByRole('button', { name: 'Undo' }).hover();
  const edit = regionOf(page, 'Vero').getByRole('button', { name: 'Edit profile' });
  await edit.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Profile at Vero' });
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('typed@example.com');
  await toasts.getByRole('button', { name: 'Dismiss' }).click();
  await expect(toasts).toHaveCount(0);
  await expect(dialog.getByRole('textbox', { name: 'E-mail' })).toHaveValue('typed@example.com');
});

test('a dialog keeps the keys: Tab goes round in it, single keys rest, Escape leads back', async ({
  page,
}) => {
  await page.goto('/members');
  const open = page.getByRole('button', { name: 'New member' });
  await open.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New member' });
  const first = dialog.getByRole('textbox', { name: 'Name' });
  await expect(first).toBeFocused();
  const create = dialog.getByRole('button', { name: 'Create member' });
  await create.focus();
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(create).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  // Pressed on the page behind, which does not get the press.
  await page.mouse.click(4, 4);
  await expect(dialog).toHaveCount(0);
  await expect(open).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(first).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(open).toBeFocused();
});

test('an Escape that ends a composition leaves the dialog open', async ({ page }) => {
  await page.goto('/members');
  await page.getByRole('button', { name: 'New member' }).click();
  const dialog = page.getByRole('dialog', { name: 'New member' });
  // As Safari reports it: no longer composing, by key code alone.
  await dialog
    .getByRole('textbox', { name: 'Name' })
    .evaluate((field) =>
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', keyCode: 229, bubbles: true })),
    );
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('what is said while a dialog is open is heard', async ({ page }) => {
  const mark = uniqueMark();
  await page.goto('/members');
  await page.getByRole('button', { name: 'New member' }).click();
  const dialog = page.getByRole('dialog', { name: 'New member' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(`Ada ${mark}`);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('one\ntwo'));
  await dialog.getByRole('textbox', { name: 'Name' }).focus();
  await page.keyboard.press('ControlOrMeta+V');
  const said = page.getByRole('status').filter({ hasText: 'each line break and tab that was pasted' });
  await expect(said).toBeAttached();
  // Whatever is behind a dialog is inert, and silent.
  expect(await said.evaluate((status) => status.closest('[inert], [aria-hidden="true"]'))).toBeNull();
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

test('a menu opens by arrow down, is walked through and finds its items by what is typed', async ({
  page,
}) => {
  await page.goto('/users');
  const account = page.getByRole('button', { name: 'Account' });
  await account.focus();
  await page.keyboard.press('ArrowDown');
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  const item = (name: string) =>
    menu.getByRole(/^(System|Light|Dark)$/.test(name) ? 'menuitemradio' : 'menuitem', { name });
  await expect(item('Your account')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(item('Sign out')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(item('Your account')).toBeFocused();
  await page.keyboard.press('End');
  await expect(item('Sign out')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(item('System')).toBeFocused();
  await page.keyboard.type('si');
  await expect(item('Sign out')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(account).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(item('Your account')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(menu).toBeHidden();
  await account.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(account).toBeFocused();
});

test('a press outside a popover closes it and does what it is on', async ({ page }) => {
  await page.goto('/users');
  await page.getByRole('button', { name: 'Columns' }).click();
  await expect(page.getByRole('dialog', { name: 'Columns' })).toBeVisible();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Filter' })).toBeVisible();
  await expect(page.getByRole('dialog', { name: 'Columns' })).toBeHidden();
});

test('suggestions without a match say so', async ({ page, person }) => {
  const amara = await person({ cerego: {} });
  await openUser(page, amara);
  await regionOf(page, 'Cerego').getByRole('combobox', { name: 'Type' }).fill('no-such-type');
  await expect(page.getByRole('status').filter({ hasText: '“no-such-type” is not a type' })).toBeAttached();
});
