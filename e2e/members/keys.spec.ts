/** Single keys (WCAG 2.1.4): turned off, changed, and on keyboards of other alphabets. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { openUser, regionOf } from '../providers/region.ts';

/** As a keyboard with another alphabet reports it: its character, and the place of the key. */
async function press(page: Page, key: string, code: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code, text: key });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code });
  await devtools.detach();
}

test('single keys are switched off and on again, by keyboard alone', async ({
  page,
  person,
  expectAccessible,
}) => {
  const amara = await person({ vero: ['newsletter'] });
  await page.goto('/account');
  const card = page.getByRole('region', { name: 'Keyboard' });
  const alone = card.getByRole('switch', { name: 'Single keys' });
  await expect(alone).toBeChecked();
  await expectAccessible();
  await alone.focus();
  await page.keyboard.press('Space');
  await expect(alone).not.toBeChecked();
  await openUser(page, amara);
  const field = regionOf(page, 'Vero').getByRole('combobox', { name: 'Add tag' });
  const note = page.getByRole('textbox', { name: 'Note for the next edit' });
  for (const key of ['t', 'n', '?']) await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(field).not.toBeFocused();
  await expect(note).not.toBeFocused();
  // Keys that cannot be typed by accident still act.
  await page.keyboard.press('ControlOrMeta+K');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Account' }).click();
  await page
    .getByRole('menuitem')
    .filter({ hasText: /keys|shortcuts/i })
    .click();
  const help = page.getByRole('dialog');
  await expect(help).toContainText('Single keys are switched off.');
  await expect(help).not.toContainText('Add tag');
  await expectAccessible();
  await help.getByRole('link', { name: 'Keyboard settings' }).click();
  await card.getByRole('button', { name: 'Use the usual keys' }).click();
  await expect(alone).toBeChecked();
  await openUser(page, amara);
  await page.keyboard.press('n');
  await expect(note).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await expect(field).toBeFocused();
});

test('a key is changed for one that nothing else has', async ({ page, person }) => {
  const amara = await person({ vero: ['newsletter'] });
  await page.goto('/account');
  const key = page.getByRole('region', { name: 'Keyboard' }).getByRole('textbox', { name: 'Add tag' });
  await key.focus();
  await page.keyboard.press('u');
  await expect(key).toHaveAccessibleDescription('“u” is the key of “Undo last edit”.');
  await expect(key).toHaveValue('t');
  await page.keyboard.press('n');
  await expect(key).toHaveAccessibleDescription('“n” is the key of “Write a note”.');
  await page.keyboard.press('g');
  await expect(key).toHaveValue('g');
  await openUser(page, amara);
  const field = regionOf(page, 'Vero').getByRole('combobox', { name: 'Add tag' });
  await page.keyboard.press('t');
  await expect(field).not.toBeFocused();
  await page.keyboard.press('g');
  await expect(field).toBeFocused();
});

test('single keys act on a Cyrillic keyboard', async ({ page, person }) => {
  const amara = await person({ vero: ['newsletter'] });
  await openUser(page, amara);
  const field = regionOf(page, 'Vero').getByRole('combobox', { name: 'Add tag' });
  await press(page, 'е', 'KeyT');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('');
  await page.keyboard.press('Escape');
  await press(page, '?', 'Digit7');
  await expect(page.getByRole('dialog')).toBeVisible();
});
