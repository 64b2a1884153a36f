import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';

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
  await expect(page.getByRole('heading', { name: 'No users match' })).toBeVisible();
  await expectAccessible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(page.getByRole('searchbox')).toHaveValue('');
});

test('a long message about the filter leaves the count alone, and every cure can be pressed, also on a phone', async ({
  page,
  person,
}) => {
  const mark = `cures${uniqueMark()}`;
  await person({ vero: [mark], capillary: [mark] });
  const wrong = [`vero:${mark}x`, `capillary:${mark}y`];
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(
      `/users?q=${encodeURIComponent(`has:cerego (${wrong.join(' OR ')}) NOT vero:"no such tag"`)}`,
    );
    const count = await page.getByRole('status').boundingBox();
    const cures = page.getByRole('button', { name: /^Use / });
    await expect(cures).toHaveText([`Use vero:${mark}`, `Use capillary:${mark}`]);
    for (const cure of await cures.all()) {
      const place = await cure.boundingBox();
      if (!count || !place) throw new Error('The count or a cure is not on the screen.');
      const isBelow = place.y >= count.y + count.height;
      expect(isBelow || place.x >= count.x + count.width).toBe(true);
      expect(place.x + place.width).toBeLessThanOrEqual(width);
      await cure.click({ trial: true });
    }
  }
});

test('a link with a filter that cannot be read shows no number beside it', async ({ page }) => {
  await page.goto('/users?q=(a');
  await expect(page.getByText('This bracket is not closed.')).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('');
  await page.goto(`/users?q=${encodeURIComponent('a\u0000b')}`);
  await page.getByRole('button', { name: 'Leave it out' }).click();
  await expect(page.getByRole('searchbox', { name: 'Search users' })).toHaveValue('ab');
});
