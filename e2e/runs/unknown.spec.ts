import type { Page } from '@playwright/test';
import type { Ledger } from '../support/ledger.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { expect, test } from './fixtures.ts';
import { expectEnded, outcomesOf, plan, providerRow, start } from './steps.ts';

/** The calls had arrived; their answers are lost. Gives the number of unknown changes. */
async function loseAnswers(
  page: Page,
  { sandbox, ledger }: { sandbox: Sandbox; ledger: () => Ledger },
  mark: string,
  tag: string,
): Promise<{ runId: number; count: number }> {
  // Faults of an earlier test end only after a good answer.
  await plan(page, mark, { provider: 'Vero', key: `${tag} before` });
  await start(page);
  await expectEnded(page);
  await sandbox.fault({ provider: 'vero', kind: 'reset-after', match: {}, times: null });
  const runId = await plan(page, mark, { provider: 'Vero', key: tag });
  await start(page);
  await expect(providerRow(page, 'Vero')).toContainText('does not answer as it should');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expectEnded(page);
  await sandbox.clearFaults();
  const [row] = await ledger().query<{ count: number }>(
    `select count(*)::int as count from changes where run_id = $1 and outcome = 'unknown'`,
    [runId],
  );
  return { runId, count: row?.count ?? 0 };
}

test('what nobody can look up is settled by one word, and asked anew when it is less by then', async ({
  page,
  installation,
  crowd,
  tag,
  colleague,
  expectAccessible,
}) => {
  const { mark } = await crowd();
  const { runId, count } = await loseAnswers(page, installation, mark, tag);
  expect(count).toBeGreaterThan(3);
  const cause = page.getByRole('list', { name: 'Causes' }).getByRole('listitem').filter({ hasText: 'lost' });
  await expect(cause.getByRole('button', { name: `Send again ${count}` })).toBeVisible();
  await expectAccessible();
  await cause.getByRole('button', { name: 'They were applied…' }).click();
  const dialog = page.getByRole('dialog');
  const typed = dialog.getByRole('textbox', { name: `Type ${count} to confirm` });
  await typed.fill(String(count + 1));
  await expectAccessible();
  await dialog.getByRole('button', { name: 'They were applied' }).click();
  await expect(typed).toHaveAccessibleDescription(new RegExp(`These are ${count} changes, not ${count + 1}`));

  // Another member has settled one meanwhile.
  const ledger = installation.ledger();
  const [line] = await ledger.query<{ user_id: number }>(
    `select user_id from changes where run_id = $1 and outcome = 'unknown' order by id limit 1`,
    [runId],
  );
  const bea = await colleague('Bea');
  await bea.goto(`/users/${line?.user_id}`);
  await bea.getByRole('button', { name: 'It is there' }).first().click();
  await expect
    .poll(() => outcomesOf(installation, runId, 'vero'))
    .toMatchObject({ accepted: 1, unknown: count - 1 });
  await typed.fill(String(count));
  await dialog.getByRole('button', { name: 'They were applied' }).click();
  await expect(dialog.getByRole('alert')).toContainText(`${count - 1} changes are unknown`);
  expect(await outcomesOf(installation, runId, 'vero')).toMatchObject({ unknown: count - 1 });
  await dialog.getByRole('textbox', { name: `Type ${count - 1} to confirm` }).fill(String(count - 1));
  await dialog.getByRole('button', { name: 'They were applied' }).click();
  await expect(page.getByText(`${count - 1} changes at Vero settled`).first()).toBeVisible();
  await expect(dialog).toBeHidden();
  expect(await outcomesOf(installation, runId, 'vero')).toMatchObject({ accepted: count });
  const proofs = await ledger.query(
    `select distinct it.proof from identity_tags it join tags t on t.id = it.tag_id
     join changes c on c.identity_id = it.identity_id
     where t.key = $1 and c.run_id = $2 and c.outcome = 'accepted'`,
    [tag, runId],
  );
  expect(proofs).toEqual([{ proof: 'accepted' }]);
  await page.goto('/history?kind=other');
  await expect(
    page.getByText(`said that ${count - 1} unknown changes at Vero of Run ${runId} were applied`),
  ).toBeVisible();
});

test('all of one cause is sent again at once, where that does no harm', async ({
  page,
  installation,
  crowd,
  tag,
}) => {
  const { mark } = await crowd();
  const { runId, count } = await loseAnswers(page, installation, mark, tag);
  await page.getByRole('button', { name: `Send again ${count}` }).click();
  const dialog = page.getByRole('dialog', { name: `Send ${count} changes again?` });
  await dialog.getByRole('textbox').fill(String(count));
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await expect(dialog).toBeHidden();
  await expect
    .poll(() => outcomesOf(installation, runId, 'vero'), { timeout: 60_000 })
    .toMatchObject({ accepted: count });
  expect(await outcomesOf(installation, runId, 'vero')).not.toHaveProperty('unknown');
  await expectEnded(page);
});
