/** By the names that outside suites rely on. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Person } from '../support/person.ts';
import type { Sandbox } from '../support/sandbox.ts';

export async function openUser(page: Page, person: Pick<Person, 'id' | 'name'>): Promise<void> {
  await page.goto(`/users/${person.id}`);
  await expect(page.getByRole('heading', { level: 1, name: person.name })).toBeVisible();
}

export function regionOf(page: Page, label: 'Vero' | 'Cerego' | 'Capillary' | 'FRAGMENT'): Locator {
  return page.getByRole('region', { name: label, exact: true });
}

export function tagIn(region: Locator, name: string): Locator {
  return region.getByRole('list', { name: 'Tags' }).getByRole('listitem', { name, exact: true });
}

/** The time follows the word. */
export async function expectTag(region: Locator, name: string, proof: string): Promise<void> {
  await expect(tagIn(region, name)).toHaveAccessibleDescription(new RegExp(`^${proof}`));
}

export function historyOf(page: Page, text: string | RegExp): Locator {
  return page.getByRole('list', { name: 'History' }).getByRole('listitem').filter({ hasText: text });
}

export async function addAtVero(page: Page, tag: string): Promise<void> {
  const box = regionOf(page, 'Vero').getByRole('combobox');
  await box.fill(tag);
  await box.press('Enter');
}

/** The member sets `key = pro` on the user's page, somebody elsewhere sets `team`, and a refresh finds it. */
export async function differ(page: Page, sandbox: Sandbox, somebody: Person, key: string): Promise<void> {
  await openUser(page, somebody);
  const fragment = regionOf(page, 'FRAGMENT');
  await fragment.getByRole('textbox', { name: 'Key' }).fill(key);
  await fragment.getByRole('textbox', { name: 'Value' }).fill('pro');
  await fragment.getByRole('button', { name: 'Add' }).click();
  await expectTag(fragment, `${key} = pro`, 'confirmed');
  await sandbox.editOutside({
    fragment: [{ externalId: somebody.ids.fragment, tags: [{ key, value: 'team' }] }],
  });
  await fragment.getByRole('button', { name: 'Refresh FRAGMENT' }).click();
  await expectTag(fragment, `${key} = team`, 'confirmed');
}
