import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { createCrowd } from '../support/crowd.ts';
import { uniqueMark } from '../support/mark.ts';

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search users' });

test('the way back leads through what was filtered and sorted', async ({ page, person }) => {
  const mark = `back-${uniqueMark()}`;
  for (const name of [`Zed ${mark}`, `Amy ${mark}`]) await person({ name });
  await page.goto(`/users?q=${mark}&sort=name`);
  const links = page.getByRole('grid', { name: 'Users' }).getByRole('link');
  await expect(links).toHaveText([`Amy ${mark}`, `Zed ${mark}`]);
  await page.getByRole('grid').getByRole('button', { name: 'Name' }).click();
  await expect(links).toHaveText([`Zed ${mark}`, `Amy ${mark}`]);
  await search(page).fill(`${mark} zed`);
  await expect(links).toHaveText([`Zed ${mark}`]);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/zed/);
  await page.goBack();
  await expect(search(page)).toHaveValue(mark);
  await expect(links).toHaveText([`Zed ${mark}`, `Amy ${mark}`]);
  await page.goBack();
  await expect(links).toHaveText([`Amy ${mark}`, `Zed ${mark}`]);
  await page.goForward();
  await page.goForward();
  await expect(search(page)).toHaveValue(`${mark} zed`);
  await expect(links).toHaveText([`Zed ${mark}`]);
});

test('whoever comes back from a user finds the list as they left it', async ({ page, ledger, sandbox }) => {
  const { mark } = await createCrowd(ledger, sandbox, { size: 180 });
  await page.goto(`/users?q=vero:${mark}&sort=name`);
  await expect(page.getByRole('status')).toHaveText('180 users');
  const rows = page.getByRole('grid', { name: 'Users' });
  await page.keyboard.press('j');
  await expect(rows).toBeFocused();
  await page.keyboard.press('x');
  const far = rows.getByRole('row', { name: `${mark}-0142` });
  // Each key loads more.
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(rows.getByRole('row', { name: `${mark}-0179` })).toBeVisible({ timeout: 500 });
  }).toPass();
  for (let step = 0; step < 37; step += 1) await page.keyboard.press('k');
  await page.keyboard.press('x');
  await expect(far).toHaveAttribute('aria-selected', 'true');
  const scroller = rows.locator('..');
  const scrolled = await scroller.evaluate((element) => element.scrollTop);

  const leave = async () => {
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: `Person ${mark}-0142` })).toBeVisible();
  };
  const isAsBefore = async () => {
    await expect(far).toBeInViewport();
    await expect(far).toHaveAttribute('data-cursor', 'true');
    await expect(far).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText('2 selected');
    expect(await scroller.evaluate((element) => element.scrollTop)).toBe(scrolled);
  };
  await leave();
  await page.goBack();
  await isAsBefore();
  await leave();
  await page.keyboard.press('Escape');
  await isAsBefore();

  // A new visit to the list does not restore the place.
  await leave();
  await page.getByRole('navigation').getByRole('link', { name: 'Users' }).click();
  await expect(rows.getByRole('row', { selected: true })).toHaveCount(0);
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toHaveCount(0);
});

test('from user to user by J and K, with keys for the next one waiting for it, and Back to the list', async ({
  page,
  person,
  sandbox,
}) => {
  const mark = uniqueMark();
  const people = [];
  for (const name of ['Amy', 'Bob', 'Cal']) people.push(await person({ name: `${name} ${mark}`, vero: [] }));
  const [amy, bob, cal] = people;
  if (!amy || !bob || !cal) throw new Error('Three were made.');
  await page.goto(`/users?q=${mark}&sort=name`);
  await expect(page.getByRole('status')).toHaveText('3 users');
  await page.getByRole('link', { name: amy.name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(amy.name);
  await expect(page.getByText('1 of 3')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Previous user' })).toBeDisabled();

  await page.keyboard.press('j');
  await page.keyboard.press('t');
  await page.keyboard.type(mark);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(bob.name);
  const tagsOf = async (id: string) => (await sandbox.state('vero', id))[0]?.tags ?? [];
  await expect.poll(() => tagsOf(bob.ids.vero)).toEqual([mark]);
  expect(await tagsOf(amy.ids.vero)).toEqual([]);

  await page.getByRole('button', { name: 'Next user' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(cal.name);
  await expect(page.getByRole('button', { name: 'Next user' })).toBeDisabled();
  await page.keyboard.press('k');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(bob.name);
  await page.goBack();
  await expect(page.getByRole('grid', { name: 'Users' }).getByRole('link')).toHaveCount(3);
});
