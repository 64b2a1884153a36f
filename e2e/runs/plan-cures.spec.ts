/** What a plan foresees to fail: said in its place, cured there, and no refusal of the run. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';

test.use({ role: 'marketer' });

async function add(page: Page, provider: string, fields: Record<string, string>, verb?: string) {
  const card = page.getByRole('region', { name: provider });
  if (verb) await card.getByRole('radio', { name: verb }).check();
  for (const [name, text] of Object.entries(fields))
    await card.getByLabel(name, { exact: true }).and(card.locator('input')).fill(text);
  await card.getByRole('button', { name: 'Add change' }).click();
  await expect(card.getByRole('list', { name: 'Changes' })).toContainText(Object.values(fields)[0] ?? '');
}

async function preview(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible();
}

const textOf = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

test('a missing value and a missing label are foreseen, cured in the plan, and nothing is refused', async ({
  page,
  person,
  sandbox,
  ledger,
  expectAccessible,
}) => {
  test.slow();
  const mark = `plan-${uniqueMark()}`;
  const label = `Q4 ${mark}`;
  const both = await person({
    vero: [mark],
    cerego: { Region: 'California' },
    capillary: [],
    fragment: { plan: 'team' },
  });
  const bare = await person({ vero: [mark], cerego: {}, capillary: [], fragment: {} });
  await person({ vero: [mark] });
  await page.goto(`/runs/new?q=vero:${mark}`);
  await add(page, 'Cerego', { Type: 'Region', Value: 'Oregon' }, 'Update');
  await add(page, 'Capillary', { Label: label });
  await add(page, 'FRAGMENT', { Key: 'plan', Value: 'premium' }, 'Update');
  await preview(page);

  const part = (name: string) => page.getByRole('region', { name, exact: true });
  await expect(part('Cerego')).toContainText('1 to change');
  await expect(part('Capillary')).toContainText('0 to change');
  await expect(part('FRAGMENT')).toContainText('1 to change');
  await expect(page.getByRole('region', { name: 'Start' })).toContainText(
    'Started now, the 4 to choose are left out.',
  );
  await part('FRAGMENT').getByRole('button', { name: 'Show 1: No value known' }).click();
  const grid = page.getByRole('grid', { name: 'Before and after' });
  await expect(grid.getByRole('link', { name: bare.name })).toBeVisible();
  await expect(grid.getByRole('row')).toHaveCount(2);
  await expectAccessible();

  await part('Cerego').getByRole('button', { name: 'Add instead, 1' }).click();
  await expect(part('Cerego')).toContainText('2 to change');
  await expect(part('Cerego')).toContainText('added instead, as you chose');
  await part('Capillary')
    .getByRole('button', { name: `Create label “${label}”` })
    .click();
  await expect(part('Capillary')).toContainText('2 to change');
  await part('FRAGMENT').getByRole('button', { name: 'Add instead, 1' }).click();
  await expect(part('FRAGMENT')).toContainText('2 to change');
  await part('FRAGMENT')
    .getByRole('button', { name: /^Take back: / })
    .click();
  await expect(part('FRAGMENT')).toContainText('1 to change');
  await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false);
  await part('FRAGMENT').getByRole('button', { name: 'Add instead, 1' }).click();
  await expect(part('FRAGMENT')).toContainText('2 to change');
  await expect(page.getByText('to choose')).toHaveCount(0);
  await expectAccessible();

  await page.getByRole('button', { name: 'Start, 6 changes' }).click();
  await textOf(page, 'Type 6 to confirm').fill('6');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('term').filter({ hasText: 'Ran for' })).toBeVisible();
  await expect(page).toHaveTitle(/^Finished · Run \d+/);
  const lines = await ledger.query<{ outcome: string }>(
    'select outcome from changes where user_id = any($1::bigint[]) and run_id is not null',
    [[both.id, bare.id]],
  );
  expect(lines.map(({ outcome }) => outcome)).toEqual(Array(6).fill('confirmed'));
  const [back] = await sandbox.state('fragment', bare.ids.fragment);
  expect(back?.tags).toContainEqual({ key: 'plan', value: 'premium' });
});

test('another label is chosen in the plan, and Back and “Change” lead to all that was typed', async ({
  page,
  person,
}) => {
  const mark = `plan-${uniqueMark()}`;
  await person({ vero: [mark], capillary: [] });
  await page.goto(`/runs/new?q=vero:${mark}`);
  await add(page, 'Vero', { Tag: `t-${mark}` });
  await add(page, 'Capillary', { Label: `No ${mark}` });
  await textOf(page, 'Note').fill('MKT-418');
  await preview(page);
  const plan = page.url();

  const capillary = page.getByRole('region', { name: 'Capillary', exact: true });
  await capillary.getByRole('button', { name: 'Choose another' }).click();
  const field = page.getByRole('combobox', { name: /^Another label/ });
  await expect(field).toBeFocused();
  await field.fill('Premium Customer');
  await field.press('Enter');
  await expect(capillary).toContainText('replaced by “Premium Customer”');
  await expect(capillary).toContainText('1 to change');

  const expectForm = async () => {
    await expect(page.getByRole('searchbox', { name: 'Filter' })).toHaveValue(`vero:${mark}`);
    const changes = (name: string) =>
      page.getByRole('region', { name, exact: true }).getByRole('list', { name: 'Changes' });
    await expect(changes('Vero')).toContainText(`t-${mark}`);
    await expect(changes('Capillary')).toContainText('Premium Customer');
    await expect(textOf(page, 'Note')).toHaveValue('MKT-418');
  };
  await page.goBack();
  await expectForm();
  await page.goForward();
  await expect(page.getByRole('heading', { name: /^Plan of run/ })).toBeVisible();
  await page.getByRole('link', { name: 'Change' }).click();
  await expectForm();
  await page.reload();
  await expectForm();
  await page
    .getByRole('region', { name: 'Vero', exact: true })
    .getByRole('button', { name: `Remove: add t-${mark}` })
    .click();
  await preview(page);
  expect(page.url()).not.toBe(plan);
  await expect(page.getByRole('region', { name: 'Vero', exact: true })).toHaveCount(0);
  await expect(capillary).toContainText('1 to change');
  await page.goto(plan);
  await expect(page.getByText('Discarded', { exact: true })).toBeVisible();
});
