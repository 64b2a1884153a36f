import type { Locator, Page } from '@playwright/test';
import type { OwnInstallation } from '../support/own-installation.ts';
import type { ProviderName } from '../support/sandbox.ts';
import { expect, size } from './fixtures.ts';

export type Change = {
  provider: 'Vero' | 'Capillary' | 'FRAGMENT';
  verb?: string;
  key: string;
  value?: string;
};

/** An end is certain: a provider that stalled would be another failure than the one tested. */
export const untilEnd = { timeout: 90_000 };

export async function addChanges(page: Page, ...changes: Change[]): Promise<void> {
  for (const { provider, verb, key, value } of changes) {
    const card = page.getByRole('region', { name: provider });
    if (verb) await card.getByRole('radio', { name: verb }).check();
    await card.getByRole('combobox').fill(key);
    if (value !== undefined) await card.getByRole('textbox', { name: 'Value' }).fill(value);
    await card.getByRole('button', { name: 'Add change' }).click();
    await expect(card.getByRole('list', { name: 'Changes' })).toContainText(key);
  }
}

/** Gives the run's id. */
export async function plan(page: Page, mark: string, ...changes: Change[]): Promise<number> {
  await page.goto(`/runs/new?q=vero:${mark}`);
  await expect(page.getByRole('status').filter({ hasText: `${size} users match` })).toBeVisible();
  await addChanges(page, ...changes);
  return makePlan(page);
}

export async function makePlan(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible(untilEnd);
  return Number(/\/runs\/(\d+)$/.exec(page.url())?.[1]);
}

/** `count`: to be typed; null: nothing. */
export async function start(page: Page, count: string | null = null): Promise<void> {
  await page.getByRole('button', { name: /^Start, / }).click();
  if (count !== null) {
    await page.getByRole('textbox', { name: `Type ${count} to confirm` }).fill(count);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
  }
  await expect(page.getByRole('list', { name: 'Providers' })).toBeVisible();
}

export function providerRow(page: Page, provider: string): Locator {
  return page.getByRole('list', { name: 'Providers' }).getByRole('listitem').filter({ hasText: provider });
}

export async function expectProviderDone(page: Page, provider: string, count = size): Promise<void> {
  await expect(page.getByRole('listitem', { name: `${provider}: ${count} of ${count}` })).toBeVisible(
    untilEnd,
  );
}

export async function expectEnded(page: Page): Promise<void> {
  await expect(page.getByRole('term').filter({ hasText: 'Ran for' })).toBeVisible(untilEnd);
}

/** Planned, started and done. Gives the run's id. */
export async function runToEnd(page: Page, mark: string, ...changes: Change[]): Promise<number> {
  const runId = await plan(page, mark, ...changes);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expectEnded(page);
  return runId;
}

export async function outcomesOf(
  installation: OwnInstallation,
  runId: number,
  provider: ProviderName,
): Promise<Record<string, number>> {
  const rows = await installation
    .ledger()
    .query<{ outcome: string; count: number }>(
      'select outcome, count(*)::int as count from changes where run_id = $1 and provider = $2 group by outcome',
      [runId, provider],
    );
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
}

/** By the provider's record: one effective write each, and nobody else. */
export async function expectOncePerPerson(
  { sandbox }: OwnInstallation,
  provider: ProviderName,
  text: string,
  people: readonly string[],
): Promise<void> {
  const writes = await sandbox.writesOf(provider, text);
  expect([...writes].filter(([, count]) => count !== 1)).toEqual([]);
  expect([...writes.keys()].toSorted()).toEqual([...people].toSorted());
}

/** By the mirror, as ids at the provider. */
export async function believedToHave(
  installation: OwnInstallation,
  provider: ProviderName,
  key: string,
): Promise<string[]> {
  const rows = await installation.ledger().query<{ id: string }>(
    `select i.external_id as id from identities i join identity_tags it on it.identity_id = i.id
     join tags t on t.id = it.tag_id where t.provider = $1 and t.key = $2`,
    [provider, key],
  );
  return rows.map(({ id }) => id).toSorted();
}
