/** A filter of the greatest length, in letters that take nine times the room in a URL. */
import { expect, test } from '../fixtures.ts';

test.use({ role: 'marketer' });

const longest = 10_000;

test('list, count, reload, file and run take the longest filter; of a longer one it is said while typing', async ({
  page,
  person,
}) => {
  const amara = await person({ vero: ['newsletter'] });
  const begin = `"${amara.email}" OR `;
  const words = `${'ア'.repeat(40)} OR `.repeat(300);
  const q = begin + words.slice(0, longest - begin.length - 50) + 'ア'.repeat(50);
  expect(q).toHaveLength(longest);

  await page.goto('/users');
  const search = page.getByRole('searchbox', { name: 'Search users' });
  await search.fill(`${q}ア`);
  await expect(search).toHaveAccessibleDescription(
    /A filter has at most 10,000 characters; this one has 10,001\./,
  );
  await search.fill(q);
  const row = page.getByRole('grid', { name: 'Users' }).getByRole('row').filter({ hasText: amara.email });
  await expect(row).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '1 user' })).toBeVisible();
  await search.blur();
  // First the URL had the text that is too long.
  await expect.poll(() => new URL(page.url()).searchParams.get('q') === q).toBe(true);
  expect(page.url().length).toBeGreaterThan(80_000);
  await page.reload();
  await expect(row).toBeVisible();
  const file = await page.request.get(`/api/users/export?${new URLSearchParams({ q })}`);
  expect(await file.text()).toContain(amara.email);

  await page.getByRole('link', { name: 'Plan a run' }).click();
  await expect(page.getByText('1 user matches')).toBeVisible();
  const filter = page.getByRole('searchbox', { name: 'Filter' });
  await filter.fill(`${q}ア`);
  await expect(filter).toHaveAccessibleDescription(/at most 10,000 characters/);
  await filter.fill(q);
  const vero = page.getByRole('region', { name: 'Vero' });
  await vero.getByRole('combobox').fill('long-filter');
  await vero.getByRole('button', { name: 'Add change' }).click();
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByRole('button', { name: 'Start, 1 change' })).toBeVisible({ timeout: 60_000 });
});
