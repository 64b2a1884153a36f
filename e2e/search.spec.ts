/** Finding people: by any part of a text, by filters, and what is said when nobody or nothing fits. */
import { expect, test } from './fixtures.ts';
import { uniqueMark } from './support/mark.ts';

test('a user is found by any part of name, e-mail or id, and the count is exact', async ({
  page,
  person,
}) => {
  const { name, email, ids } = await person({ vero: ['prospect'], fragment: { plan: 'team' } });
  await page.goto('/users');
  const search = page.getByRole('searchbox', { name: 'Search users' });
  const rows = page.getByRole('grid', { name: 'Users' });
  for (const text of [name.toUpperCase(), email.slice(2), ids.vero]) {
    await search.fill(text);
    await expect(page.getByRole('status')).toHaveText('1 users');
    await expect(rows.getByRole('link', { name })).toBeVisible();
  }
  await expect(page).toHaveURL(new RegExp(`q=${ids.vero}`));
  await page.reload();
  await expect(search).toHaveValue(ids.vero);
  await expect(rows.getByRole('link')).toHaveCount(1);
  await rows.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
});

test('filters combine over providers, and each condition counts', async ({ page, person }) => {
  const mark = `spec-${uniqueMark()}`;
  const both = await person({ vero: [mark], fragment: { plan: mark } });
  const one = await person({ vero: [mark] });
  await page.goto(`/users?q=vero:${mark}`);
  const rows = page.getByRole('grid', { name: 'Users' });
  await expect(page.getByRole('status')).toHaveText('2 users');

  const search = page.getByRole('searchbox', { name: 'Search users' });
  await search.fill(`vero:${mark} NOT fragment:plan=${mark}`);
  await expect(page.getByRole('status')).toHaveText('1 users');
  await expect(rows.getByRole('link', { name: one.name })).toBeVisible();

  await search.fill(`vero:${mark} fragment:plan`);
  await expect(rows.getByRole('link', { name: both.name })).toBeVisible();
  await expect(rows.getByRole('link', { name: one.name })).toHaveCount(0);

  await search.fill(`vero:${mark} no:fragment`);
  await expect(rows.getByRole('link', { name: one.name })).toBeVisible();
  await expect(rows.getByRole('link', { name: both.name })).toHaveCount(0);
});

test('a filter that cannot be read is said, the rows stay, and the cure is one press away', async ({
  page,
  person,
}) => {
  const { name } = await person({ vero: ['prospect'] });
  await page.goto(`/users?q=${encodeURIComponent(name)}`);
  const link = page.getByRole('grid', { name: 'Users' }).getByRole('link', { name });
  await expect(link).toBeVisible();
  const search = page.getByRole('searchbox', { name: 'Search users' });
  await search.fill(`"${name}`);
  await expect(page.getByText('This quote is not closed.')).toBeVisible();
  await expect(link).toBeVisible();
  await page.getByRole('button', { name: /^Use/ }).click();
  await expect(search).toHaveValue(`"${name}"`);
  await expect(page.getByRole('status')).toHaveText('1 users');
});

test('a misspelt tag gets the nearest known one', async ({ page, person }) => {
  const mark = `misspelt${uniqueMark()}`;
  const { name } = await person({ vero: [mark] });
  await page.goto(`/users?q=vero:${mark}x`);
  await expect(page.getByText(`No known tag fits vero:${mark}x.`)).toBeVisible();
  await page.getByRole('button', { name: /^Use/ }).click();
  await expect(page.getByRole('grid', { name: 'Users' }).getByRole('link', { name })).toBeVisible();
});

test('nobody matching is said, with a way back', async ({ page, expectAccessible }) => {
  await page.goto('/users?q=nobody-has-such-a-name');
  await expect(page.getByRole('status')).toHaveText('0 users');
  await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible();
  await expectAccessible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(page.getByRole('searchbox')).toHaveValue('');
});
