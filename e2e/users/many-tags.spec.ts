import { expect, test } from '../fixtures.ts';
import { openUser, regionOf, tagIn } from '../providers/region.ts';

test.use({ viewport: { width: 1280, height: 800 } });

test('sixty labels read well: the field on top, a filter, and their proof said once', async ({
  page,
  person,
  sandbox,
  expectAccessible,
}) => {
  const labels = Array.from({ length: 63 }, (_, index) => `campaign-${index + 1}`);
  const amara = await person({ vero: labels });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  const items = vero.getByRole('listitem');
  await test.step('in at most fourteen lines, 2 before 10', async () => {
    await expect(items).toHaveCount(63);
    const tops = await items.evaluateAll((all) =>
      all.map((item) => Math.round(item.getBoundingClientRect().top)),
    );
    expect(new Set(tops).size).toBeLessThanOrEqual(14);
    await expect(items.nth(1)).toHaveAccessibleName('campaign-2');
    await expect(items.nth(9)).toHaveAccessibleName('campaign-10');
  });
  await test.step('the proof once, and still for each whoever does not see it', async () => {
    await expect(vero.getByText(/^All accepted/)).toBeVisible();
    await expect(items.first().getByText('accepted')).toHaveCount(1);
    await expect(items.first()).toHaveAccessibleDescription(/^accepted/);
    await expectAccessible();
  });
  await test.step('the field is on the screen, and what is added stands last with its own words', async () => {
    const field = vero.getByRole('combobox', { name: 'Add tag' });
    await expect(field).toBeInViewport({ ratio: 1 });
    await field.fill('aardvark');
    await field.press('Enter');
    await expect(items.last()).toHaveAccessibleName('aardvark');
    await expect
      .poll(async () => (await sandbox.state('vero', amara.ids.vero))[0]?.tags)
      .toContain('aardvark');
  });
  await test.step('the filter keeps what has its letters; Escape brings all back', async () => {
    const filter = vero.getByRole('textbox', { name: 'Filter tags' });
    await filter.fill('GN-6');
    await expect(items).toHaveCount(5);
    await expect(tagIn(vero, 'campaign-63')).toBeVisible();
    const last = items.last();
    await expect(last).toHaveAccessibleName('campaign-63');
    const field = vero.getByRole('combobox', { name: 'Add tag' });
    await field.press('Backspace');
    await expect(
      page.getByRole('status').filter({ hasText: 'Press Backspace again to remove campaign-63' }),
    ).toBeAttached();
    await filter.press('Escape');
    await expect(items).toHaveCount(64);
  });
});
