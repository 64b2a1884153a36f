import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';
import { makeCase } from '../support/person.ts';
import type { Role } from '../support/roles.ts';

/** The field of a palette names the entry that Enter would take. */
async function expectChosen(palette: Locator, entry: Locator): Promise<void> {
  // Each answer to what is typed brings entries of its own.
  await expect
    .poll(async () => {
      const chosen = await palette.getByRole('combobox').getAttribute('aria-activedescendant');
      return chosen !== null && chosen === (await entry.getAttribute('id'));
    })
    .toBe(true);
}

const links: Record<Role, string[]> = {
  viewer: ['Home', 'Users', 'Tags', 'Runs', 'History', 'Differences', 'Identities', 'Providers'],
  support: ['Home', 'Users', 'Tags', 'Runs', 'History', 'Differences', 'Identities', 'Providers'],
  marketer: ['Home', 'Users', 'Tags', 'Runs', 'History', 'Differences', 'Identities', 'Providers'],
  admin: ['Home', 'Users', 'Tags', 'Runs', 'History', 'Differences', 'Identities', 'Providers', 'Members'],
};

for (const role of ['viewer', 'support', 'marketer', 'admin'] as const) {
  test.describe(`as ${role}`, () => {
    test.use({ role });

    test(`the navigation offers ${role === 'admin' ? 'everything' : 'all but the members'}`, async ({
      page,
    }) => {
      await page.goto('/users');
      const main = page.getByRole('navigation', { name: 'Main' });
      for (const name of links[role]) {
        await main.getByRole('link', { name, exact: true }).click();
        await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
        await expect(main.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page');
        await expect(page.getByText('Sandbox: nothing leaves this machine')).toBeVisible();
      }
      await expect(main.getByRole('link')).toHaveCount(links[role].length);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ role: 'admin', viewport: { width: 390, height: 844 }, hasTouch: true });

  test('“More” leads from everywhere to what the bar has no room for, and says what waits there', async ({
    page,
    person,
    ledger,
    expectAccessible,
  }) => {
    await makeCase(ledger, await person({ vero: [] }), await person({ cerego: {} }));
    await page.goto('/tags');
    const main = page.getByRole('navigation', { name: 'Main' });
    const link = (name: string) => main.getByRole('link', { name, exact: true });
    const more = main.getByRole('button', { name: 'More', exact: true });
    await expect(link('Identities')).toBeHidden();
    await expect(more).toHaveAccessibleDescription(/Identities: [\d,+]+ to decide/);
    await more.tap();
    await expect(link('Identities')).toHaveAccessibleDescription(/to decide/);
    for (const name of ['Differences', 'Identities', 'Providers', 'Members'])
      await expect(link(name)).toBeInViewport({ ratio: 1 });
    await expectAccessible();
    await page.keyboard.press('Escape');
    await expect(more).toBeFocused();
    await expect(link('Identities')).toBeHidden();
    for (const name of ['Differences', 'Identities']) {
      await more.tap();
      await link(name).tap();
      await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
      await expect(link(name)).toBeHidden();
    }
    await more.tap();
    await page.getByRole('heading', { level: 1 }).tap();
    await expect(more).toHaveAttribute('aria-expanded', 'false');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});

test('from search to edit and back without a pointer', async ({ page, person, sandbox }) => {
  const mark = `way-${uniqueMark()}`;
  const [ada, bob] = [
    await person({ name: `Ada ${mark}`, vero: ['newsletter'] }),
    await person({ name: `Bob ${mark}`, vero: ['newsletter'] }),
  ];
  const tagsOfBob = async () => (await sandbox.state('vero', bob.ids.vero))[0]?.tags;
  await page.goto('/users?sort=name');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search users' })).toBeFocused();
  await page.keyboard.type(mark);
  await expect(page.getByRole('grid', { name: 'Users' }).getByRole('link')).toHaveText([ada.name, bob.name]);
  await page.keyboard.press('ArrowDown');
  for (const key of ['j', 'j', 'k', 'k', 'j', 'Enter']) await page.keyboard.press(key);
  await expect(page.getByRole('heading', { level: 1, name: bob.name })).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('combobox', { name: 'Add tag' }).first()).toBeFocused();
  await page.keyboard.type('by-keyboard');
  await page.keyboard.press('Enter');
  await expect.poll(tagsOfBob).toEqual(['newsletter', 'by-keyboard']);
  await page.keyboard.press('Escape');
  await page.keyboard.press('u');
  await expect.poll(tagsOfBob).toEqual(['newsletter']);
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(ada.name);
  await expectChosen(palette, palette.getByRole('option', { name: ada.name }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: ada.name })).toBeVisible();
});

test('the palette leads to every page, and ? tells the keys of the screen', async ({ page }) => {
  await page.goto('/tags');
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys).toContainText('Search tags');
  await expect(keys).toContainText('Commands');
  await page.keyboard.press('Escape');
  await expect(keys).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type('hi');
  const entries = page.getByRole('listbox').getByRole('option');
  await expect(entries).not.toHaveCount(1);
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await expectChosen(palette, entries.first());
  await page.keyboard.press('ArrowUp');
  await expectChosen(palette, entries.last());
  await page.keyboard.press('ArrowDown');
  await expectChosen(palette, entries.first());
  await page.keyboard.press('End');
  await expectChosen(palette, entries.last());
  await page.keyboard.press('Home');
  await expectChosen(palette, entries.first());
  await page.keyboard.type('st');
  await expect(entries).toHaveCount(1);
  await expectChosen(palette, page.getByRole('option', { name: 'History' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/history$/);
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
});

test('the palette opens over a menu, closes it, and gives the focus back to where that was opened', async ({
  page,
}) => {
  await page.goto('/users');
  const account = page.getByRole('button', { name: 'Account' });
  await account.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Your account' })).toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox')).toBeFocused();
  await expect(page.getByRole('menu')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(account).toBeFocused();
});

test('the account menu tells the version that health tells', async ({ page }) => {
  const { version }: { version: string } = await (await page.request.get('/api/health')).json();
  await page.goto('/users');
  await page.getByRole('button', { name: 'Account' }).click();
  await expect(page.getByRole('menu', { name: 'Account' })).toContainText(`Tagdesk ${version}`);
});
