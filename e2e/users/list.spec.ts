import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search users' });
const suggestions = (page: Page) => page.getByRole('listbox', { name: 'Suggestions' });

test('a filter is typed with suggestions, and Escape keeps what was typed', async ({
  page,
  person,
  expectAccessible,
}) => {
  const mark = `value${uniqueMark()}`;
  const { name } = await person({ cerego: { Region: mark }, vero: [mark] });
  await page.goto('/users');
  await page.keyboard.press('/');
  await page.keyboard.type('cerego:Reg');
  await expect(suggestions(page).getByRole('option', { name: /Region = …/ })).toBeVisible();
  // Nothing is chosen before an arrow key.
  await expect(search(page)).not.toHaveAttribute('aria-activedescendant', /.+/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(search(page)).toHaveValue('cerego:Region=');
  await expect(suggestions(page).getByRole('option', { name: 'any value' })).toBeVisible();
  await page.keyboard.type(mark.slice(0, -1));
  await expect(suggestions(page).getByRole('option')).toHaveText([new RegExp(`^Cerego${mark}1 user$`)]);
  await expectAccessible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(search(page)).toHaveValue(`cerego:Region=${mark} `);
  await expect(page.getByRole('status')).toHaveText('1 users');

  await page.keyboard.type(`vero:${mark}x`);
  await expect(suggestions(page).getByRole('option', { name: /did you mean/ })).toContainText(mark);
  await page.keyboard.press('Escape');
  await expect(suggestions(page)).toHaveCount(0);
  await expect(search(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(search(page)).not.toBeFocused();
  await expect(search(page)).toHaveValue(`cerego:Region=${mark} vero:${mark}x`);

  await page.keyboard.press('/');
  await page.keyboard.type('vero:');
  await page.keyboard.type(mark);
  await expect(page.getByRole('grid', { name: 'Users' }).getByRole('link')).toHaveText([name]);
  await page.keyboard.press('Enter');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('after “changed-by:” oneself is offered to take', async ({ page }) => {
  await page.goto('/users');
  await page.keyboard.press('/');
  await page.keyboard.type('changed-by:');
  await page.keyboard.press('Control+Space');
  const offered = suggestions(page).getByRole('option');
  await expect(offered).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(search(page)).toHaveValue(/^changed-by:\S+@\S+ $/);
  await expect(page.getByRole('status')).toHaveText(/users$/);
});

test('a column is as wide as it was made, by keys or by dragging, until the usual widths are asked for', async ({
  page,
  person,
}) => {
  const { email } = await person({ vero: ['prospect'] });
  await page.goto(`/users?q=${email}`);
  await expect(page.getByRole('status')).toHaveText('1 users');
  const head = page.getByRole('columnheader', { name: 'Name' });
  const widthOf = async () => Math.round((await head.boundingBox())?.width ?? 0);
  const usual = await widthOf();
  await page.getByRole('button', { name: 'Columns' }).click();
  const field = page.getByRole('spinbutton', { name: 'Width of Name in pixels' });
  await field.fill('300');
  await page.keyboard.press('ArrowUp');
  await expect.poll(widthOf).toBe(310);
  await page.keyboard.press('Escape');
  await page.reload();
  expect(await widthOf()).toBe(310);

  const box = await head.boundingBox();
  if (!box) throw new Error('The head is not on the screen.');
  await page.mouse.move(box.x + box.width - 3, box.y + 10);
  await page.mouse.down();
  // Dragging is loaded on demand; from then on the column follows the pointer.
  await expect(async () => {
    await page.mouse.move(box.x + box.width - 62, box.y + 10);
    await page.mouse.move(box.x + box.width - 63, box.y + 10);
    expect(await widthOf()).toBe(250);
  }).toPass();
  await page.mouse.up();
  await expect.poll(widthOf).toBe(250);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'Usual widths' }).click();
  await expect.poll(widthOf).toBe(usual);
});

test('what two providers say differently is found by a filter and not marked, since both may be right', async ({
  page,
  person,
}) => {
  const mark = `differ-${uniqueMark()}`;
  const { name } = await person({
    name: `Ada ${mark}`,
    cerego: { Region: 'Nevada' },
    fragment: { region: 'Utah' },
  });
  await person({ name: `Bob ${mark}`, cerego: { Region: 'Utah' }, fragment: { region: 'Utah' } });
  await page.goto(`/users?q=${mark}`);
  const grid = page.getByRole('grid', { name: 'Users' });
  await expect(grid.getByRole('link')).toHaveCount(2);
  await expect(grid).not.toContainText('≠');
  await search(page).fill(`${mark} differs:cerego.Region/fragment.region`);
  await expect(grid.getByRole('link')).toHaveText([name]);
});

test('a press on a chip leads to those who carry the tag, and to those who do not', async ({
  page,
  person,
}) => {
  const mark = uniqueMark();
  const [ada, bob] = [
    await person({ name: `Ada ${mark}`, vero: [mark] }),
    await person({ name: `Bob ${mark}`, vero: ['vip'] }),
  ];
  const grid = page.getByRole('grid', { name: 'Users' });
  const chip = page.getByRole('row', { name: ada.name }).getByRole('button', { name: `accepted ${mark}` });
  await page.goto(`/users?q=${mark}&sort=name`);
  await chip.click();
  await page
    .getByRole('dialog', { name: /Vero/ })
    .getByRole('button', { name: `${mark} accepted` })
    .click();
  await expect(search(page)).toHaveValue(`${mark} vero:${mark}`);
  await expect(grid.getByRole('link')).toHaveText([ada.name]);

  await page.goto(`/users?q=${mark}&sort=name`);
  await chip.click();
  await page.getByRole('button', { name: 'Users without it' }).click();
  await expect(search(page)).toHaveValue(`${mark} NOT vero:${mark}`);
  await expect(grid.getByRole('link')).toHaveText([bob.name]);
});

test('odd filters and addresses get a result or a message, and the list goes on', async ({
  page,
  person,
}) => {
  const { name, email } = await person({ vero: ['100%_\\'] });
  const odd = [
    'x'.repeat(10_000),
    'x'.repeat(10_001),
    `${'('.repeat(50)}ana${')'.repeat(50)}`,
    `${'('.repeat(51)}ana${')'.repeat(51)}`,
    `${'NOT '.repeat(51)}ana`,
    Array.from({ length: 600 }, () => 'an').join(' '),
    '%',
    '\\',
    '"',
    '\0',
    "' OR 1=1 --",
    '); DROP TABLE users; --',
    'vero:%*',
    'vero:"a\\',
    'a\uD800b',
  ];
  for (const q of odd) {
    for (const path of ['/api/users', '/api/users/count']) {
      const answer = await page.request.get(`${path}?${new URLSearchParams({ q })}`);
      expect([200, 400], q.slice(0, 40)).toContain(answer.status());
      if (!answer.ok()) expect((await answer.json()).error.message).not.toBe('');
    }
  }
  const cursor = await page.request.get('/api/users?cursor=WyJjaGFuZ2VkIl0');
  expect(await cursor.json()).toMatchObject({ error: { message: expect.stringContaining('Start again') } });

  await page.goto('/users?q=%00&sort=sideways&columns=%E0%A4%A,nonsense&cursor=x');
  await expect(page.getByRole('heading', { name: 'This filter has a mistake' })).toBeVisible();
  await search(page).fill(email);
  await expect(page.getByRole('grid', { name: 'Users' }).getByRole('link', { name })).toBeVisible();
  await expect(page.getByText('There is no order “sideways”: this is the usual one.')).toBeVisible();
  await expect(page.getByText(/No such column: .*“nonsense”\./)).toBeVisible();
  await search(page).fill('vero:"100%_\\\\"');
  await expect(page.getByRole('grid', { name: 'Users' }).getByRole('link', { name })).toBeVisible();
});

test('an address that leads to nobody says so, and a list of tags in an order that does not exist goes on', async ({
  page,
  problems,
}) => {
  problems.allow(/404/);
  for (const id of ['0', '00', '999999999', '99999999999999999999', 'x']) {
    await page.goto(`/users/${id}`);
    await expect(page.getByRole('heading', { name: 'User not found' }), id).toBeVisible();
  }
  await page.goto('/tags?sort=sideways&provider=nobody');
  await expect(page.getByText('There is no provider “nobody”: these are all four.')).toBeVisible();
  await expect(page.getByText('There is no order “sideways”: this is the usual one.')).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Tags' }).getByRole('row').nth(1)).toBeVisible();
});

test('a tag of the catalogue leads to the users who carry it', async ({ page, person }) => {
  const mark = `catalogue-${uniqueMark()}`;
  const { name } = await person({ vero: [mark] });
  await page.goto('/tags');
  await page.keyboard.press('/');
  await page.keyboard.type(mark);
  const rows = page.getByRole('grid', { name: 'Tags' });
  await expect(page.getByRole('status')).toHaveText('1 tag');
  await expect(rows.getByRole('row').nth(1)).toContainText(mark);
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(search(page)).toHaveValue(`vero:${mark}`);
  await expect(page.getByRole('grid', { name: 'Users' }).getByRole('link', { name })).toBeVisible();
});

test('chips are whole or counted, and keys are kept, at every width', async ({ page, person }) => {
  const mark = `whole-${uniqueMark()}`;
  await person({
    name: `Ada ${mark}`,
    vero: ['newsletter-of-the-whole-week', 'vip'],
    cerego: { Team: 'Engineering and all of the Operations' },
    capillary: ['Premium Customer of the North'],
    fragment: { subscription_plan: 'enterprise' },
  });
  await page.goto(`/users?q=${mark}`);
  const row = page.getByRole('row', { name: `Ada ${mark}` });
  for (const width of [1_280, 1_440, 1_920]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(row.getByRole('img', { name: 'Vero, Cerego, Capillary, FRAGMENT' })).toBeVisible();
    await expect(row).toContainText('vip');
    await expect
      .poll(() =>
        row
          .locator('[data-state] *')
          .evaluateAll((parts) => parts.filter((part) => part.scrollWidth > part.clientWidth).length),
      )
      .toBe(0);
  }
  await expect(row).toContainText('subscription_plan = enterprise');
  await page.setViewportSize({ width: 1_280, height: 800 });
  await row.getByRole('button', { name: /^1 tag of Ada .* at Cerego$/ }).click();
  await expect(page.getByRole('dialog', { name: /Cerego/ })).toContainText(
    'Engineering and all of the Operations',
  );
});
