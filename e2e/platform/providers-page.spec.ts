import { expect, test } from '../fixtures.ts';

test.use({ role: 'admin' });

test('shows the four providers and checks their connections', async ({
  page,
  sandbox,
  ledger,
  expectAccessible,
}) => {
  await page.goto('/providers');
  for (const name of ['Vero', 'Cerego', 'Capillary', 'FRAGMENT']) {
    await expect(page.getByRole('region', { name })).toContainText(
      /Configured, not checked|Connected|failed/,
    );
  }
  await expectAccessible();
  const fragment = page.getByRole('region', { name: 'FRAGMENT' });
  await fragment.getByRole('button', { name: 'Check connection' }).click();
  await expect(fragment.getByRole('status').first()).toHaveText(
    'FRAGMENT answered and takes the credentials.',
  );
  await expect(fragment).toContainText(/Connected ?answered/);
  expect(await sandbox.state('fragment', 'nobody')).toEqual([]);
  const events = await ledger.query(
    "select detail from audit_events where kind = 'provider.checked' and subject = 'fragment'",
  );
  expect(events).toContainEqual({ detail: { ok: true } });
});

test('a refusal shows the last words of the provider and whom it was about', async ({
  page,
  ledger,
  person,
}) => {
  const { id, ids, name } = await person({ capillary: [] });
  await ledger.query(
    `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, outcomes, outcome,
       state, closed_at, duration_ms)
     select 'tags', $1, id, 'capillary', external_id, 'Tests', '[{"verb":"add","key":"Gold","value":null}]',
       '[{"outcome":"refused","code":"33000","message":"Gold label not found","hint":null}]', 'refused', 'closed', now(), 42
     from identities where user_id = $1`,
    [id],
  );
  await page.goto('/providers');
  const capillary = page.getByRole('region', { name: 'Capillary' });
  await expect(capillary.getByRole('listitem').filter({ hasText: ids.capillary })).toContainText(
    'Gold label not found (33000)',
  );
  await capillary.getByRole('link', { name: ids.capillary }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
});
