import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import type { Ledger } from '../support/ledger.ts';
import { uniqueMark } from '../support/mark.ts';

const manyTags = 1_200;
const rows = (page: Page) => page.getByRole('grid', { name: 'Tags' }).getByRole('row');
const look = (page: Page) => page.getByRole('region', { name: 'Quick look' });

async function insertTags(ledger: Ledger, mark: string): Promise<void> {
  await ledger.query(
    `insert into tags (provider, key, value)
     select 'fragment', $1, 'value ' || lpad(n::text, 4, '0') from generate_series(1, $2::int) n`,
    [mark, manyTags],
  );
}

test('among many tags one is found, sorted and looked at by keyboard', async ({
  page,
  person,
  ledger,
  expectAccessible,
}) => {
  const mark = `many-${uniqueMark()}`;
  await insertTags(ledger, mark);
  const { id } = await person({ fragment: {}, vero: [] });
  await page.goto(`/users/${id}`);
  const fragment = page.getByRole('region', { name: 'FRAGMENT' });
  for (const value of ['value 0777', 'value 0778']) {
    if (value.endsWith('8')) await fragment.getByRole('button', { name: `Edit ${mark}` }).click();
    else await fragment.getByRole('textbox', { name: 'Key' }).fill(mark);
    await fragment.getByRole('textbox', { name: 'Value' }).fill(value);
    await page.keyboard.press('Enter');
    await expect(
      fragment.getByRole('listitem', { name: `${mark} = ${value}` }).filter({ hasText: 'confirmed' }),
    ).toBeVisible();
  }

  await page.goto('/tags');
  await page.keyboard.press('/');
  await page.keyboard.type(mark);
  await expect(page.getByRole('status')).toHaveText('1,200 tags');
  await expect(rows(page).nth(1)).toContainText(`${mark} = value 0778`);
  // A virtual list: only rows near the window.
  await expect.poll(() => rows(page).count()).toBeLessThan(60);
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');
  await expect(page.getByRole('row', { name: `${mark} = value 1200` })).toBeVisible();

  await page.getByRole('columnheader', { name: 'Tag', exact: true }).getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(rows(page).nth(1)).toContainText(`${mark} = value 0001`);
  await expect(page.getByRole('columnheader', { name: 'Tag', exact: true })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await page.keyboard.press('Enter');
  await expect(rows(page).nth(1)).toContainText(`${mark} = value 1200`);

  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Most users');
  await expect(rows(page).nth(1)).toContainText(`${mark} = value 0778`);
  await page.keyboard.press('Home');
  await page.keyboard.press('q');
  await expect(look(page).getByRole('heading', { name: `${mark} = value 0778` })).toBeVisible();
  await expect(look(page).getByRole('img', { name: 'Added once, removed 0 times.' })).toBeVisible();
  await expectAccessible();
  // The next row is the replaced value.
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Last added');
  await expect(rows(page).nth(2)).toContainText(`${mark} = value 0777`);
  await page.keyboard.press('Home');
  await page.keyboard.press('j');
  await expect(look(page).getByRole('heading', { name: `${mark} = value 0777` })).toBeVisible();
  await expect(look(page).getByRole('img', { name: 'Added once, removed once.' })).toBeVisible();
  await expect(look(page).getByRole('link', { name: /^removed by / })).toBeVisible();
  await expect(page).toHaveURL(/[?&]tag=\d+/);
  await page.reload();
  await expect(look(page).getByRole('img', { name: 'Added once, removed once.' })).toBeVisible();
  await look(page).getByRole('radio', { name: 'All time' }).check();
  await expect(look(page).getByRole('list', { name: 'Changes over time' })).toContainText('+1');
  await page.keyboard.press('Escape');
  await expect(look(page)).toHaveCount(0);
});

test('a tag’s history is a click away, and on a phone its picture takes the list’s place', async ({
  page,
  person,
  ledger,
  expectAccessible,
}) => {
  const mark = `phone-${uniqueMark()}`;
  const { id } = await person({ vero: [] });
  await page.goto(`/users/${id}`);
  const vero = page.getByRole('region', { name: 'Vero' });
  await vero.getByRole('combobox', { name: 'Add tag' }).fill(mark);
  await page.keyboard.press('Enter');
  await expect(vero.getByRole('listitem', { name: mark }).filter({ hasText: 'accepted' })).toBeVisible();
  const [tag] = await ledger.query<{ id: number }>('select id from tags where key = $1', [mark]);

  await test.step('its row and the bars of charts lead somewhere, too', async () => {
    await page.goto(`/tags?text=${mark}`);
    const users = page.getByRole('row', { name: mark }).getByRole('gridcell').nth(1);
    await users.click();
    await expect(look(page).getByRole('heading', { name: mark })).toBeVisible();
    const bars = await look(page)
      .getByRole('img', { name: /^Added once/ })
      .boundingBox();
    if (!bars) throw new Error('There is no chart.');
    // The last bar is today.
    await page.mouse.click(bars.x + bars.width - 3, bars.y + bars.height / 2);
    await expect(page).toHaveURL(new RegExp(`/history\\?provider=vero&tag=${mark}&from=([\\d-]+)&to=\\1$`));
    await expect(rowsOfHistory(page)).toContainText(mark);
    await page.goto('/tags');
    const total = page.getByRole('link', { name: /^[\d,]+ changes? in 30 days at Vero$/ });
    const place = await total.boundingBox();
    const strip = await page.getByRole('list', { name: 'Changes in the last 30 days' }).boundingBox();
    if (!place || !strip) throw new Error('There is no chart of the provider.');
    // In the chart above it, at its right end: today.
    await page.mouse.click(strip.x + strip.width / 4 - 20, place.y - 12);
    await expect(page).toHaveURL(/\/history\?provider=vero&kind=changes&from=([\d-]+)&to=\1$/);
    await expect(rowsOfHistory(page)).toBeVisible();
    await page.goto('/tags');
    await total.click();
    await expect(page).toHaveURL(/\/history\?provider=vero&kind=changes&from=/);
  });

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/tags?text=${mark}&tag=${tag?.id}`);
  await expect(look(page).getByRole('img', { name: /^Added once, removed 0 times/ })).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Tags' })).toBeHidden();
  await expectAccessible();
  await look(page).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: `Usage over time: ${mark}` }).click();
  await look(page).getByRole('link', { name: 'History' }).click();
  await expect(page).toHaveURL(`/history?provider=vero&tag=${mark}`);
  await expect(rowsOfHistory(page)).toContainText(mark);
});

const rowsOfHistory = (page: Page) => page.getByRole('grid', { name: 'History' }).getByRole('row').nth(1);
