import { expect, test } from '../fixtures.ts';

test.describe('before the page’s script is there', () => {
  test.use({ role: 'admin' });

  test('what is typed into any field of a page stays, and counts', async ({ page, person, problems }) => {
    problems.allow(/./);
    const amara = await person({ vero: [], fragment: {} });
    const pages: { path: string; role: 'textbox' | 'searchbox' | 'combobox'; names: string[] }[] = [
      { path: '/users', role: 'searchbox', names: ['Search users'] },
      { path: '/tags', role: 'searchbox', names: ['Search tags'] },
      { path: '/history', role: 'searchbox', names: ['Search notes and people'] },
      { path: '/users/new', role: 'textbox', names: ['Name', 'E-mail', 'Vero id'] },
      { path: '/account', role: 'textbox', names: ['Name', 'Current password', 'New password'] },
      { path: '/runs/new', role: 'textbox', names: ['Name', 'Note'] },
      {
        path: `/users/${amara.id}`,
        role: 'textbox',
        names: ['Note for the next edit', 'Key', 'Capillary user id'],
      },
      { path: `/users/${amara.id}`, role: 'combobox', names: ['Add tag'] },
    ];
    for (const { path, role, names } of pages) {
      // Another page: the test's own waits for the script.
      const early = await page.context().newPage();
      const gate = Promise.withResolvers<void>();
      await early.route('**/_next/static/**/*.js', async (route) => {
        await gate.promise;
        await route.continue();
      });
      await early.goto(path, { waitUntil: 'commit' });
      for (const name of names) {
        // By hand: drivers would wait for aria-disabled to go.
        await early.getByRole(role, { name, exact: true }).first().focus();
        await early.keyboard.press('ControlOrMeta+A');
        await early.keyboard.type(`typed ${name}`);
      }
      gate.resolve();
      await early.waitForFunction(() =>
        Array.from(document.querySelectorAll('main')).every((main) =>
          Object.keys(main).some((key) => key.startsWith('__reactFiber')),
        ),
      );
      await expect(early.locator('div.contents[aria-disabled]')).toHaveCount(0);
      for (const name of names)
        await expect(early.getByRole(role, { name, exact: true }).first()).toHaveValue(`typed ${name}`);
      if (path === '/users') await expect(early).toHaveURL(/typed/);
      if (path === '/account') {
        await early.getByRole('button', { name: 'Change password' }).click();
        await expect(early.getByRole('textbox', { name: 'Current password' })).toHaveAccessibleDescription(
          /This is not your password/,
        );
      }
      await early.close();
    }
  });
});
