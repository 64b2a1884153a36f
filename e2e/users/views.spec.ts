import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';

const tabs = (page: Page) => page.getByRole('navigation', { name: 'Views' });
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search users' });

async function saveAs(page: Page, name: string, shared: boolean): Promise<void> {
  await page.getByRole('button', { name: 'Save view' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  if (shared) await dialog.getByRole('checkbox', { name: 'Share with the team' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test.describe('a marketer', () => {
  test.use({ role: 'marketer' });

  test('shares a view, the team opens it, and its maker alters, hides and deletes it', async ({
    page,
    person,
    browser,
    baseURL,
    sessionOf,
    expectAccessible,
  }) => {
    test.slow();
    const mark = `view-${uniqueMark()}`;
    const { name: personName } = await person({ vero: [mark] });
    const name = `Team ${mark}`;
    await page.goto(`/users?q=vero:${mark}&sort=name`);
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(
      /Give the view a name\./,
    );
    await expectAccessible();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await saveAs(page, name, true);
    await expect(tabs(page).getByRole('link', { name: `${name} shared with the team 1` })).toHaveAttribute(
      'aria-current',
      'page',
    );
    await expectAccessible();

    const context = await browser.newContext({
      storageState: await sessionOf('viewer'),
      ...(baseURL ? { baseURL } : {}),
    });
    const theirs = await context.newPage();
    await theirs.goto('/users');
    await tabs(theirs).getByRole('button', { name: 'All views' }).click();
    await theirs.getByRole('menuitemradio', { name }).click();
    await expect(theirs).toHaveURL(new RegExp(`q=vero(:|%3A)${mark}&sort=name`));
    await expect(
      theirs.getByRole('grid', { name: 'Users' }).getByRole('link', { name: personName }),
    ).toBeVisible();
    await expect(theirs.getByRole('button', { name: `Change the view ${name}` })).toHaveCount(0);
    await theirs.getByRole('button', { name: 'Save view' }).click();
    await expect(theirs.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeVisible();
    await expect(theirs.getByRole('checkbox', { name: 'Share with the team' })).toHaveCount(0);

    await search(page).fill(`vero:${mark} has:vero`);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByRole('button', { name: 'Save changes' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: `Change the view ${name}` })).toBeFocused();
    await page.getByRole('button', { name: `Change the view ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Make private' }).click();
    await expect(page.getByRole('status').filter({ hasText: `${name} is private now` })).toBeAttached();
    await theirs.goto('/users');
    await expect(search(theirs)).toBeVisible();
    await expect(theirs.getByRole('link', { name })).toHaveCount(0);
    await context.close();

    await page.getByRole('button', { name: `Change the view ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete view' }).click();
    await expect(page.getByRole('link', { name })).toHaveCount(0);
    await expect(page).toHaveURL(/\/users$/);
  });
});

test('a private view is renamed, opened from its tab, and the way back leads through what was seen', async ({
  page,
  person,
}) => {
  const mark = `view-${uniqueMark()}`;
  await person({ vero: [mark] });
  await page.goto(`/users?q=vero:${mark}&columns=email,vero`);
  await saveAs(page, `Mine ${mark}`, false);
  const name = `Renamed ${mark}`;
  await page.getByRole('button', { name: `Change the view Mine ${mark}` }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  const tab = tabs(page).getByRole('link', { name });
  await expect(tab).toHaveAttribute('aria-current', 'page');

  await tabs(page).getByRole('link', { name: /^All/ }).click();
  await expect(search(page)).toHaveValue('');
  await expect(page).toHaveURL(/\/users$/);
  await expect(page.getByRole('columnheader', { name: 'FRAGMENT' })).toBeVisible();
  await page.goBack();
  await expect(search(page)).toHaveValue(`vero:${mark}`);
  await expect(tab).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('columnheader', { name: 'FRAGMENT' })).toHaveCount(0);
  await expect(page.getByRole('status').first()).toHaveText('1 users');
  await page.goForward();
  await expect(search(page)).toHaveValue('');
  await page.reload();
  await tabs(page).getByRole('button', { name: 'All views' }).click();
  await page.getByRole('menuitemradio', { name }).click();
  await expect(search(page)).toHaveValue(`vero:${mark}`);
  await page.reload();
  await expect(tab).toHaveAttribute('aria-current', 'page');
});

test('a dialog of a view gives the focus back to where it was opened', async ({ page, person }) => {
  const mark = `focus-${uniqueMark()}`;
  await person({ vero: [mark] });
  await page.goto(`/users?q=vero:${mark}`);
  const save = page.getByRole('button', { name: 'Save view' });
  await save.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(save).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type(`Mine ${mark}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(save).toBeFocused();

  const menu = page.getByRole('button', { name: `Change the view Mine ${mark}` });
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Rename view' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Delete view' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete view' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(tabs(page).getByRole('link', { name: /^All/ })).toBeFocused();
});

test.describe('names of views, as a marketer', () => {
  test.use({ role: 'marketer' });
  test('a shared view says so, and a name that is taken is refused at its field', async ({
    page,
    expectAccessible,
  }) => {
    const mark = uniqueMark();
    await page.goto(`/users?q=${mark}`);
    await saveAs(page, `Mine ${mark}`, false);
    await expect(tabs(page).getByRole('link', { name: new RegExp(`^Mine ${mark} 0`) })).toBeVisible();
    await page.getByRole('button', { name: 'Save view' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save view' });
    const name = dialog.getByRole('textbox', { name: 'Name' });
    await name.fill(`mine ${mark} `);
    await page.keyboard.press('Enter');
    await expect(name).toHaveAccessibleDescription(/You have a view of this name already\./);
    await expect(name).toBeFocused();
    await expectAccessible();
    await page.keyboard.press('Escape');

    await saveAs(page, `Team ${mark}`, true);
    await expect(
      tabs(page).getByRole('link', { name: new RegExp(`^Team ${mark} shared with the team 0`) }),
    ).toBeVisible();
    await tabs(page).getByRole('button', { name: 'All views' }).click();
    await expect(
      page.getByRole('menuitemradio', { name: new RegExp(`^Team ${mark} shared with the team`) }),
    ).toBeVisible();
    await expectAccessible();
  });
});
