/** Where everybody begins: what waits, what runs, what changed. Each number is that of the list it leads to. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { addAtVero, expectTag, openUser, regionOf } from '../providers/region.ts';
import { uniqueMark } from '../support/mark.ts';

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

const unknownLine = (page: Page) =>
  region(page, 'Waiting for you').getByRole('link', { name: /^[\d,]+\+? unknown outcomes?/ });

async function openHome(page: Page): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
}

/** Of the history, which loads more at its end. */
async function countRows(page: Page): Promise<number> {
  const grid = page.getByRole('grid', { name: 'History' });
  await expect(grid.getByRole('row').nth(1)).toBeVisible();
  return Number(await grid.getAttribute('aria-rowcount')) - 1;
}

async function numberOf(link: Locator): Promise<number> {
  return Number(/^\D*([\d,]+)/.exec((await link.textContent()) ?? '')?.[1]?.replaceAll(',', ''));
}

test('an unknown outcome waits at home until it is settled, in the list of as many', async ({
  page,
  person,
  sandbox,
  expectAccessible,
}) => {
  const tag = uniqueMark();
  const amara = await person({ vero: [] });
  await sandbox.fault({ provider: 'vero', kind: 'reset-after', match: { user: amara.ids.vero } });
  await openUser(page, amara);
  await addAtVero(page, tag);
  await expectTag(regionOf(page, 'Vero'), tag, 'unknown');

  await openHome(page);
  await expect(unknownLine(page)).toBeVisible();
  await expectAccessible();
  const before = await numberOf(unknownLine(page));
  await unknownLine(page).click();
  await expect(page).toHaveURL(/\/history\?view=waiting$/);
  const row = page.getByRole('grid', { name: 'History' }).getByRole('row').filter({ hasText: tag });
  await row.getByRole('button', { name: 'It is there' }).click();
  await expect(row).toHaveCount(0);

  await page.getByRole('link', { name: 'Tagdesk, home' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  // Other tests' outcomes may wait beside it.
  if (before === 1) await expect(unknownLine(page)).toHaveCount(0);
  else await expect.poll(() => numberOf(unknownLine(page))).toBeLessThan(before);
});

test('whom the member changed last and the tag that moved are found again', async ({ page, person }) => {
  const tag = uniqueMark();
  const amara = await person({ name: `Amara ${tag}`, vero: [] });
  await openUser(page, amara);
  await addAtVero(page, tag);
  await expectTag(regionOf(page, 'Vero'), tag, 'accepted');
  await openHome(page);
  const users = region(page, 'Your last users').getByRole('listitem');
  await expect(users.first()).toContainText(`+ ${tag}`);
  await users.first().getByRole('link', { name: amara.name }).click();
  await expect(page.getByRole('heading', { level: 1, name: amara.name })).toBeVisible();
});

test.describe('a viewer', () => {
  test.use({ role: 'viewer' });

  test('sees a day of a provider with as many changes as the history lists, by the keyboard alone', async ({
    page,
    person,
    ledger,
  }) => {
    const amara = await person({ capillary: [] });
    await ledger.query(
      `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, outcome, state)
       select 'tags', user_id, id, provider, external_id, 'Ana', '[]', 'refused', 'closed'
       from identities where user_id = $1`,
      [amara.id],
    );
    await openHome(page);
    const day = region(page, 'Changes per day').getByRole('link', { name: /^Capillary on / });
    await day.focus();
    const today = (await day.textContent()) ?? '';
    await page.keyboard.press('ArrowLeft');
    await expect(day).not.toHaveText(today);
    await page.keyboard.press('End');
    await expect(day).toHaveText(today);
    const count = Number(today.split('·')[1]?.replaceAll(/\D/g, ''));
    expect(count).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/history\?provider=capillary&kind=changes&from=/);
    expect(await countRows(page)).toBeGreaterThanOrEqual(Math.min(count, 50));
  });

  test('is offered nothing that only others may do', async ({ page, expectAccessible }) => {
    await openHome(page);
    await expect(region(page, 'Changes per day').getByRole('link').first()).toBeVisible();
    for (const name of ['Import', 'New run', 'Invite'])
      await expect(page.getByRole('main').getByRole('link', { name })).toHaveCount(0);
    await expect(page.getByRole('main').getByText('Settle')).toHaveCount(0);
    await expectAccessible();
  });
});

test('g and o lead home from anywhere', async ({ page }) => {
  await page.goto('/tags');
  await expect(page.getByRole('searchbox', { name: 'Search tags' })).toBeEnabled();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Home');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});
