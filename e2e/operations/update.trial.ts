/** An update keeps users, tags, sessions and runs under way. */
import { expect, type Page, test } from '@playwright/test';
import { openEarlierVersion } from '../../lib/testing/operations/earlier-version.ts';
import { addAtVero, openUser, regionOf, tagIn } from '../providers/region.ts';
import { startOwnInstallation } from '../support/own-installation.ts';
import { createPerson } from '../support/person.ts';
import { signInOn } from '../support/sign-in.ts';

const size = 24;

test('an installation of the earlier version goes on in the present one', async ({ page: _, browser }) => {
  test.setTimeout(600_000);
  const version = openEarlierVersion();
  // Slow enough to be stopped in the middle.
  const installation = await startOwnInstallation(
    { VERO_MAX_PER_SECOND: '2', VERO_MAX_CONCURRENT: '1' },
    version,
  );
  try {
    const { sandbox } = installation;
    const create = () => createPerson(installation.ledger(), sandbox, { vero: ['newsletter'] });
    const people = await Promise.all(Array.from({ length: size }, create));
    const amara = await create();
    const context = await browser.newContext({ baseURL: installation.url });
    const page = await context.newPage();
    await signInOn(page, 'admin');
    await openUser(page, amara);
    await addAtVero(page, 'welcome');
    await expect(tagIn(regionOf(page, 'Vero'), 'welcome')).toHaveAccessibleDescription(/^accepted/);
    const runId = await startEarlierRun(page, 'spring');
    const outcomes = () =>
      installation
        .ledger()
        .query<{ outcome: string | null; count: number }>(
          'select outcome, count(*)::int as count from changes where run_id = $1 group by outcome order by 2',
          [runId],
        );
    await expect.poll(async () => (await outcomes()).length, { timeout: 60_000 }).toBe(2);

    await installation.update();

    await page.reload();
    await expect(page.getByRole('button', { name: /^Account/ })).toBeVisible();
    await expect.poll(outcomes, { timeout: 90_000 }).toEqual([{ outcome: 'accepted', count: size + 1 }]);
    for (const person of [...people, amara]) {
      const [known] = await sandbox.state('vero', person.ids.vero);
      expect(known?.tags.toSorted()).toEqual(
        person === amara ? ['newsletter', 'spring', 'welcome'] : ['newsletter', 'spring'],
      );
    }
    const sent = await Promise.all(people.map(({ ids }) => sandbox.callsFor('vero', ids.vero)));
    expect(sent.map((calls) => calls.length)).toEqual(people.map(() => 1));
    // The present version undoes what the earlier one recorded.
    await openUser(page, amara);
    const vero = regionOf(page, 'Vero');
    await expect(tagIn(vero, 'welcome')).toHaveAccessibleDescription(/^accepted/);
    await page
      .getByRole('list', { name: 'History' })
      .getByRole('listitem')
      .filter({ hasText: 'welcome' })
      .getByRole('button', { name: 'Undo' })
      .click();
    await expect(tagIn(vero, 'welcome')).toHaveCount(0);
    await expect
      .poll(async () => (await sandbox.state('vero', amara.ids.vero))[0]?.tags)
      .not.toContain('welcome');
    await context.close();
  } finally {
    await installation.stop();
    version.remove();
  }
});

/** By the texts of the earlier version. Gives the run's id. */
async function startEarlierRun(page: Page, tag: string): Promise<number> {
  await page.goto('/runs/new?q=vero:newsletter');
  const card = page.getByRole('region', { name: 'Vero' });
  await card.getByRole('combobox').fill(tag);
  await card.getByRole('button', { name: 'Add act' }).click();
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: /^Start, / }).click();
  await expect(page.getByRole('list', { name: 'Lanes' })).toBeVisible();
  return Number(/\/runs\/(\d+)$/.exec(page.url())?.[1]);
}
