/** A list out of a mail or a sheet is a run's source without a file, and says beforehand whom it finds. */
import type { Page } from '@playwright/test';
import { expect, size, test } from './fixtures.ts';
import {
  addChanges,
  believedToHave,
  expectEnded,
  expectOncePerPerson,
  makePlan,
  start,
  untilEnd,
} from './steps.ts';

test.beforeEach(({ context }) => context.grantPermissions(['clipboard-read', 'clipboard-write']));

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole('radio', { name: 'Pasted list' }).check();
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.getByRole('textbox', { name: 'E-mails or ids' }).focus();
  await page.keyboard.press('ControlOrMeta+V');
}

test('five hundred pasted lines are one source of a run, without a file', async ({
  page,
  installation,
  crowd,
  tag,
  expectAccessible,
}) => {
  const { emails, ids } = await crowd();
  await page.goto('/runs/new');
  await expect(page.getByRole('heading', { name: 'New run' })).toBeVisible();
  // Ids at different providers stand among the e-mails, and three that nobody has.
  const entries = [...emails.slice(0, 300), ...ids.vero.slice(300, 400), ...ids.capillary.slice(400)];
  await paste(page, [...entries, 'nobody@customers.example', 'x-1', 'x-2'].join('\n'));
  await expect(page.getByText(`${size} of ${size + 3} found, 3 not`)).toBeVisible(untilEnd);
  await page.getByRole('button', { name: 'Show the 3' }).click();
  await expect(page.getByRole('list', { name: 'Not found' })).toContainText('nobody@customers.example');
  await expectAccessible();
  await addChanges(page, { provider: 'Vero', key: tag });
  const runId = await makePlan(page);
  await expect(page.getByText(`From a pasted list of ${size + 3}`, { exact: true })).toBeVisible();
  await expect(
    page.getByRole('heading', { name: `Change tags at Vero from a pasted list of ${size + 3}` }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Show the entries' }).click();
  await expect(page.getByRole('list', { name: 'Bad entries' })).toContainText('x-1');

  await test.step('back at the form the list is still there', async () => {
    await page.goto(`/runs/new?from=${runId}`);
    await expect(page.getByRole('radio', { name: 'Pasted list' })).toBeChecked();
    await expect(page.getByText(`${size} of ${size + 3} found, 3 not`)).toBeVisible(untilEnd);
    await makePlan(page);
  });
  await start(page);
  await expectEnded(page);
  await expectOncePerPerson(installation, 'vero', tag, ids.vero);
  expect(await believedToHave(installation, 'vero', tag)).toHaveLength(size);
});

test('e-mails with a tag beside each are two columns, read as those of a file', async ({
  page,
  installation,
  crowd,
  tag,
}) => {
  const { emails, ids } = await crowd();
  await page.goto('/runs/new?source=list');
  await paste(
    page,
    ['email\tvero_tags', ...emails.map((email, place) => `${email}\t${tag}-${place % 2}`)].join('\n'),
  );
  await expect(page.getByText(`${size} of ${size} found`)).toBeVisible(untilEnd);
  await expect(page.getByRole('combobox', { name: 'Use of vero_tags' })).toHaveValue('mapping vero');
  await makePlan(page);
  await start(page);
  await expectEnded(page);
  const even = ids.vero.filter((_, place) => place % 2 === 0);
  await expectOncePerPerson(installation, 'vero', `${tag}-0`, even);
});
