/** A run at home: planned it waits, started it runs there, refused in parts it waits again. */
import { expect, test } from '../runs/fixtures.ts';
import { expectEnded, plan, start } from '../runs/steps.ts';
import { expectAccessible } from '../support/accessibility.ts';

test('a run is followed from home, from its plan to what was refused', async ({
  page,
  installation,
  crowd,
  tag,
}) => {
  const { sandbox } = installation;
  const { mark, ids } = await crowd();
  const runId = await plan(page, mark, { provider: 'Vero', key: tag });
  const waiting = page.getByRole('region', { name: 'Waiting for you' });
  const running = page.getByRole('region', { name: 'Running now' });

  await page.goto('/');
  const planned = waiting.getByRole('link').filter({ hasText: `Add ${tag} at Vero` });
  await expect(planned).toContainText('500');
  await expect(planned).toContainText('changes planned by you');
  await planned.click();
  await expect(page).toHaveURL(new RegExp(`/runs/${runId}$`));

  await sandbox.fault({ provider: 'vero', kind: 'status', status: 400, match: { user: ids.vero[0] ?? '' } });
  await sandbox.configure({ writeLatencyMs: { min: 1_500, max: 1_500 } });
  await start(page);
  await page.goto('/');
  const run = running.getByRole('link', { name: `Add ${tag} at Vero` });
  await expect(run).toBeVisible();
  const vero = running.getByRole('list', { name: `Providers of run ${runId}` }).getByRole('listitem');
  await expect(vero).toHaveAccessibleName(/^Vero: [1-9]\d* of 500$/);
  await expect(planned).toHaveCount(0);
  await expectAccessible(page);
  await sandbox.configure({ writeLatencyMs: { min: 0, max: 0 } });
  await run.click();
  await expectEnded(page);

  await page.goto('/');
  await expect(run).toHaveCount(0);
  await expect(
    waiting.getByRole('link', { name: new RegExp(`^1 (refused|failed) in run ${runId}`) }),
  ).toBeVisible();
});
