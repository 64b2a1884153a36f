/** What nobody knows waits in one list, and only for as long as it matters. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { addAtVero, expectTag, historyOf, openUser, regionOf, tagIn } from '../providers/region.ts';
import { uniqueMark } from '../support/mark.ts';
import type { Person } from '../support/person.ts';
import type { Sandbox } from '../support/sandbox.ts';

async function loseAnswer(page: Page, sandbox: Sandbox, amara: Person, tag: string): Promise<void> {
  await sandbox.fault({ provider: 'vero', kind: 'reset-after', match: { user: amara.ids.vero } });
  await openUser(page, amara);
  await addAtVero(page, tag);
  await expectTag(regionOf(page, 'Vero'), tag, 'unknown');
}

function navigationLink(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'History', exact: true });
}

async function openWaiting(page: Page, tag: string): Promise<Locator> {
  await navigationLink(page).click();
  await page.getByRole('button', { name: /^Waiting for you/ }).click();
  await expect(page).toHaveURL(/view=waiting/);
  return page.getByRole('grid', { name: 'History' }).getByRole('row').filter({ hasText: tag });
}

test('an unknown outcome is counted in the navigation, and settled in the list that it leads to', async ({
  page,
  person,
  sandbox,
  expectAccessible,
}) => {
  const tag = uniqueMark();
  const amara = await person({ vero: [] });
  await loseAnswer(page, sandbox, amara, tag);
  await expect(navigationLink(page)).toHaveAccessibleDescription(/^\d+\+? waiting for you$/);

  const row = await openWaiting(page, tag);
  await expect(row).toHaveCount(1);
  await expectAccessible();
  await row.getByRole('button', { name: 'It is there' }).click();
  await expect(row).toHaveCount(0);
  await expect(page.getByText('Settled: accepted').first()).toBeVisible();
  await expect(page.getByRole('grid', { name: 'History' })).toBeFocused();
  await openUser(page, amara);
  await expectTag(regionOf(page, 'Vero'), tag, 'accepted');
});

test('a later change of the same tag that went through asks nothing any more', async ({
  page,
  person,
  sandbox,
}) => {
  const tag = uniqueMark();
  const amara = await person({ vero: [] });
  await loseAnswer(page, sandbox, amara, tag);
  const vero = regionOf(page, 'Vero');
  await expect(vero.getByRole('button', { name: 'It is there' })).toBeVisible();
  await vero.getByRole('button', { name: `Remove ${tag}` }).click();
  await expect(tagIn(vero, tag)).toHaveCount(0);
  await expect(vero.getByRole('button', { name: 'It is there' })).toHaveCount(0);
  const line = historyOf(page, `+ ${tag}`);
  await expect(line).toContainText('unknown');
  await expect(line).toContainText('overtaken by a later change');
  await expect(line.getByRole('button', { name: 'It is there' })).toHaveCount(0);
  await expect(await openWaiting(page, tag)).toHaveCount(0);
});

test.describe('a viewer', () => {
  test.use({ role: 'viewer' });

  test('sees what waits, and is not asked', async ({ page, person, ledger }) => {
    const tag = uniqueMark();
    const amara = await person({ vero: [] });
    await ledger.query(
      `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, after, outcomes,
        outcome, state, sent_at, closed_at, unknown_at)
      select 'tags', user_id, id, provider, external_id, 'Ana', $2::jsonb, '[]', '[]',
        '[{"outcome": "unknown", "code": null, "message": "No answer.", "hint": null}]', 'unknown', 'closed', now(), now(), now()
      from identities where user_id = $1`,
      [amara.id, JSON.stringify([{ verb: 'add', key: tag, value: null }])],
    );
    await page.goto('/history?view=waiting');
    const row = page.getByRole('grid', { name: 'History' }).getByRole('row').filter({ hasText: tag });
    await expect(row).toContainText('unknown');
    await expect(row.getByRole('button', { name: 'It is there' })).toHaveCount(0);
  });
});
