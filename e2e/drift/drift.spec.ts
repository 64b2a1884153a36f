/** What a provider shows otherwise than a member gave it: accepted, put back or ignored. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { differ, expectTag, historyOf, regionOf, tagIn } from '../providers/region.ts';
import { uniqueMark } from '../support/mark.ts';
import type { Person } from '../support/person.ts';
import type { Sandbox } from '../support/sandbox.ts';

const said = (page: Page) =>
  regionOf(page, 'FRAGMENT')
    .getByRole('status')
    .filter({ hasText: /^FRAGMENT says team, .* set pro today/ });
const valueThere = async (sandbox: Sandbox, person: Person, key: string) =>
  (await sandbox.state('fragment', person.ids.fragment))[0]?.tags.find((tag) => tag.key === key)?.value;

test('on a user the difference is told, and accepted or put back', async ({
  page,
  person,
  sandbox,
  expectAccessible,
}) => {
  const key = `plan-${uniqueMark()}`;
  const amara = await person({ fragment: {} });
  await differ(page, sandbox, amara, key);
  await expect(said(page)).toBeVisible();
  await page.mouse.move(0, 0);
  await expectAccessible();
  await said(page).getByRole('button', { name: 'Put back' }).click();
  await expectTag(regionOf(page, 'FRAGMENT'), `${key} = pro`, 'confirmed');
  await expect(said(page)).toHaveCount(0);
  expect(await valueThere(sandbox, amara, key)).toBe('pro');

  await sandbox.editOutside({
    fragment: [{ externalId: amara.ids.fragment, tags: [{ key, value: 'team' }] }],
  });
  await regionOf(page, 'FRAGMENT').getByRole('button', { name: 'Refresh FRAGMENT' }).click();
  await said(page).getByRole('button', { name: 'Accept' }).click();
  await expect(said(page)).toHaveCount(0);
  await expect(tagIn(regionOf(page, 'FRAGMENT'), `${key} = team`)).toBeVisible();
  expect(await valueThere(sandbox, amara, key)).toBe('team');
});

test('the line of the history that found it offers the same', async ({ page, person, sandbox }) => {
  const key = `plan-${uniqueMark()}`;
  const amara = await person({ fragment: {} });
  await differ(page, sandbox, amara, key);
  const line = historyOf(page, 'other value there');
  await line.getByRole('button', { name: 'Put back' }).click();
  await expectTag(regionOf(page, 'FRAGMENT'), `${key} = pro`, 'confirmed');
  await expect(line.getByRole('button', { name: 'Accept' })).toHaveCount(0);
});

test('one is accepted and another put back by keys alone', async ({
  page,
  person,
  sandbox,
  expectAccessible,
}) => {
  const mark = uniqueMark();
  const [taken, returned] = [await person({ fragment: {} }), await person({ fragment: {} })];
  await differ(page, sandbox, taken, `plan-${mark}`);
  await differ(page, sandbox, returned, `seat-${mark}`);

  await page.goto('/');
  const link = page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Differences', exact: true });
  await expect(link).toHaveAccessibleDescription(/waiting for you/);
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page.getByRole('heading', { name: 'Differences', exact: true })).toBeVisible();
  await page.goto(`/drift?text=${mark}`);
  const grid = page.getByRole('treegrid', { name: 'Differences' });
  await expect(grid.getByRole('row', { level: 1 })).toHaveCount(2);

  await grid.focus();
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowRight');
  await expect(grid.getByRole('row', { name: taken.name, level: 2 })).toBeVisible();
  await expectAccessible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(grid.getByRole('row', { name: taken.name, level: 2 })).toHaveCount(0);
  await expect(grid.getByRole('row', { level: 1 })).toHaveCount(1);

  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(grid.getByRole('row', { name: returned.name, level: 2 })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('p');
  await expect(page.getByRole('heading', { name: 'No difference matches' })).toBeVisible();
  expect(await valueThere(sandbox, taken, `plan-${mark}`)).toBe('team');
  expect(await valueThere(sandbox, returned, `seat-${mark}`)).toBe('pro');
  await page.goto(`/drift?state=put-back&text=${mark}`);
  await expect(grid.getByRole('row', { level: 1 })).toHaveCount(1);
});

test.describe('for many', () => {
  test.use({ role: 'admin' });

  test('a group becomes a run, and the policy stands in its row', async ({
    page,
    person,
    sandbox,
    ledger,
    expectAccessible,
  }) => {
    const key = `plan-${uniqueMark()}`;
    const people = [await person({ fragment: {} }), await person({ fragment: {} })];
    for (const each of people) await differ(page, sandbox, each, key);
    await page.goto(`/drift?text=${key}`);
    const grid = page.getByRole('treegrid', { name: 'Differences' });
    await grid.getByRole('combobox', { name: `Policy for ${key} at FRAGMENT` }).selectOption('Ask');
    await expect
      .poll(() => ledger.query('select rule from drift_policies where key = $1', [key]))
      .toEqual([{ rule: 'ask' }]);
    await grid.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('p');
    const question = page.getByRole('dialog', { name: 'Put back 2 differences?' });
    await expect(question).toContainText('Put back: 2 calls to FRAGMENT, under 1 s');
    await expectAccessible();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await grid.getByRole('checkbox', { name: new RegExp(`^Pick ${key} = pro`) }).check();
    const bar = page.getByRole('toolbar', { name: 'Selection' });
    await expect(bar).toContainText('2 selected');
    await expect(bar).toContainText('Put back: 2 calls to FRAGMENT, under 1 s');
    await bar.getByRole('button', { name: 'Put back' }).click();
    await expect(page.getByRole('heading', { name: 'No difference matches' })).toBeVisible();
    await page.getByRole('button', { name: 'Open run' }).click();
    await expect(page.getByRole('heading', { name: 'Put back differences at FRAGMENT' })).toBeVisible();
    for (const each of people) await expect.poll(() => valueThere(sandbox, each, key)).toBe('pro');
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('a group unfolds and its user is decided by touch', async ({
    page,
    person,
    sandbox,
    expectAccessible,
  }) => {
    const key = `plan-${uniqueMark()}`;
    const amara = await person({ fragment: {} });
    await differ(page, sandbox, amara, key);
    await page.goto(`/drift?text=${key}`);
    const grid = page.getByRole('treegrid', { name: 'Differences' });
    await grid.getByRole('button', { name: /^Unfold/ }).click();
    const row = grid.getByRole('row', { name: amara.name, level: 2 });
    await row.click();
    await expectAccessible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await row.getByRole('button', { name: 'Ignore' }).click();
    await expect(page.getByRole('heading', { name: 'No difference matches' })).toBeVisible();
  });
});
