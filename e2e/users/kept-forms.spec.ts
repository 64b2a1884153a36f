/** Every form that a session can end under keeps its input until sent or discarded. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { openUser, regionOf } from '../providers/region.ts';
import { uniqueMark } from '../support/mark.ts';
import { signInAgain } from '../support/sign-in.ts';

const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

type Form = {
  name: string;
  open: (page: Page, mark: string) => Promise<unknown>;
  fields: (page: Page, mark: string) => [ReturnType<typeof box>, string][];
  send: string | RegExp;
};

const dialogBox = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('textbox', { name, exact: true });
const opens = (path: string, button: string) => async (page: Page) => {
  if (!page.url().includes(path)) await page.goto(path);
  await page.getByRole('button', { name: button, exact: true }).click();
};

const forms: Form[] = [
  {
    name: 'a new user',
    open: (page) => (page.url().includes('/users/new') ? Promise.resolve() : page.goto('/users/new')),
    fields: (page, mark) => [
      [box(page, 'Name'), mark],
      [box(page, 'Vero id'), `vero-${mark}`],
    ],
    send: 'Create user',
  },
  {
    name: 'a new member',
    open: opens('/members', 'New member'),
    fields: (page, mark) => [
      [dialogBox(page, 'Name'), mark],
      [dialogBox(page, 'E-mail'), `${mark}@example.com`],
    ],
    send: 'Create member',
  },
  {
    name: 'an invitation',
    open: opens('/members', 'Invite'),
    fields: (page, mark) => [
      [page.getByRole('dialog').getByRole('textbox', { name: /E-mail/ }), `${mark}@example.com`],
    ],
    send: 'Make link',
  },
  {
    name: 'a view',
    open: opens('/users?q=has%3Avero', 'Save view'),
    fields: (page, mark) => [[dialogBox(page, 'Name'), mark]],
    send: 'Save',
  },
  {
    name: 'one’s own name',
    open: (page) => (page.url().includes('/account') ? Promise.resolve() : page.goto('/account')),
    fields: (page, mark) => [[box(page, 'Name'), mark]],
    send: 'Save name',
  },
  {
    name: 'a run',
    open: (page) =>
      page.url().includes('/runs/new') ? Promise.resolve() : page.goto('/runs/new?q=has%3Avero'),
    fields: (page, mark) => [
      [box(page, 'Name'), mark],
      [box(page, 'Note'), 'ticket 4711'],
      [page.getByRole('region', { name: 'Vero' }).getByRole('combobox', { name: 'Tag' }), `next-${mark}`],
    ],
    send: 'Preview changes',
  },
];

test.describe('as an admin', () => {
  test.use({ role: 'admin' });

  for (const { name, open, fields, send } of forms) {
    test(`${name}: what was typed is there after the session has ended and begun again`, async ({
      page,
      context,
      problems,
    }) => {
      problems.allow(/401/);
      const mark = `kept-${uniqueMark()}`;
      await open(page, mark);
      const secret = page.getByRole('textbox', { name: 'First password' });
      if (await secret.count()) await secret.fill('nine kettles on a hill');
      for (const [field, text] of fields(page, mark)) await field.fill(text);
      await context.clearCookies();
      await page.getByRole('button', { name: send, exact: true }).click();
      await expect(page.getByText('Your session has ended').first()).toBeVisible();
      for (const [field, text] of fields(page, mark)) await expect(field).toHaveValue(text);
      await signInAgain(page, 'admin');
      await open(page, mark);
      for (const [field, text] of fields(page, mark)) await expect(field).toHaveValue(text);
      expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('kettles');
    });
  }

  test('a profile is there after the session has ended and begun again, and is forgotten by Cancel', async ({
    page,
    person,
    context,
    problems,
  }) => {
    problems.allow(/401/);
    const amara = await person({ vero: [] });
    await openUser(page, amara);
    const edit = regionOf(page, 'Vero').getByRole('button', { name: 'Edit profile' });
    const dialog = page.getByRole('dialog', { name: 'Profile at Vero' });
    await edit.click();
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill('typed@example.com');
    await dialog.getByRole('button', { name: 'Add property' }).click();
    await dialog.getByRole('textbox', { name: 'Property name' }).fill('colour');
    await dialog.getByRole('textbox', { name: 'Property value' }).fill('teal');
    await context.clearCookies();
    await dialog.getByRole('button', { name: 'Save profile' }).click();
    await expect(dialog.getByRole('alert')).toContainText('It was not sent');
    await expect(dialog.getByRole('button', { name: 'Save profile' })).toBeEnabled();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await signInAgain(page, 'admin');
    await edit.click();
    await expect(dialog.getByRole('textbox', { name: 'E-mail' })).toHaveValue('typed@example.com');
    await expect(dialog.getByRole('textbox', { name: 'Property value' })).toHaveValue('teal');
    await expect(dialog).toContainText('What you typed here before is back.');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await edit.click();
    await expect(dialog.getByRole('textbox', { name: 'E-mail' })).toHaveValue(amara.email);
    await expect(dialog.getByRole('textbox', { name: 'Property value' })).toHaveCount(0);
  });
});
