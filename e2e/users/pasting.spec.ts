/** Pasting lists into single fields: nothing is joined silently, and the list is offered. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { expectTag, openUser, regionOf } from '../providers/region.ts';
import { uniqueMark } from '../support/mark.ts';

test.use({ role: 'marketer' });

test.beforeEach(({ context }) => context.grantPermissions(['clipboard-read', 'clipboard-write']));

async function paste(page: Page, field: Locator, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await field.focus();
  await page.keyboard.press('ControlOrMeta+V');
}

test('a column of labels is offered as tags: Enter adds them in one edit', async ({
  page,
  person,
  ledger,
  sandbox,
  expectAccessible,
}) => {
  const amara = await person({ vero: [] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  const field = vero.getByRole('combobox', { name: 'Add tag' });
  await paste(page, field, 'uno\ndos\ntres\n');
  const offer = vero.getByRole('group', { name: 'Pasted list' });
  await expect(offer).toContainText('uno · dos · tres');
  await expect(field).toHaveValue('');
  await expectAccessible();
  await field.press('Enter');
  for (const tag of ['uno', 'dos', 'tres']) await expectTag(vero, tag, 'accepted');
  await expect(offer).toHaveCount(0);
  await expect(field).toBeFocused();
  expect(await ledger.changesOf(amara.id)).toHaveLength(1);
  // The whole can be one tag, too; both by keyboard.
  await paste(page, field, 'one\ttwo');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(offer.getByRole('button', { name: 'Add as one' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expectTag(vero, 'one two', 'accepted');
  expect((await sandbox.state('vero', amara.ids.vero))[0]?.tags).toEqual(['uno', 'dos', 'tres', 'one two']);
});

test('commas may belong to a label: it is one unless it is said otherwise', async ({ page, person }) => {
  const amara = await person({ vero: [] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  const field = vero.getByRole('combobox', { name: 'Add tag' });
  await paste(page, field, 'red, green');
  await expect(field).toHaveValue('red, green');
  const offer = vero.getByRole('group', { name: 'Pasted list' });
  await expect(offer.getByRole('button', { name: 'Add 2 tags' })).toBeVisible();
  await field.press('Enter');
  await expectTag(vero, 'red, green', 'accepted');
  await expect(offer).toHaveCount(0);
  await paste(page, field, 'cyan, teal');
  await offer.getByRole('button', { name: 'Add 2 tags' }).click();
  await expectTag(vero, 'cyan', 'accepted');
  await expectTag(vero, 'teal', 'accepted');
  await expect(field).toHaveValue('');
});

test('whoever types on after a paste loses no letter', async ({ page, person }) => {
  const amara = await person({ vero: [], cerego: {}, fragment: {} });
  await openUser(page, amara);
  const fields = [
    regionOf(page, 'Vero').getByRole('combobox', { name: 'Add tag' }),
    regionOf(page, 'Cerego').getByRole('combobox', { name: 'Type' }),
    regionOf(page, 'FRAGMENT').getByRole('textbox', { name: 'Key' }),
  ];
  for (const field of fields) {
    await paste(page, field, 'a=b, c=d');
    await expect(page.getByRole('group', { name: 'Pasted list' })).toBeVisible();
    await page.keyboard.type('xyz');
    await expect(field).toHaveValue('a=b, c=dxyz');
    await expect(page.getByRole('group', { name: 'Pasted list' })).toHaveCount(0);
    await field.fill('');
  }
});

test('keys and types take pairs, and say which lines are none', async ({ page, person, ledger }) => {
  const amara = await person({ vero: [], cerego: {}, fragment: {} });
  await openUser(page, amara);
  const fragment = regionOf(page, 'FRAGMENT');
  await paste(page, fragment.getByRole('textbox', { name: 'Key' }), 'plan=pro\nregion\teu\nnonsense\na/b=c');
  const offer = fragment.getByRole('group', { name: 'Pasted list' });
  await expect(offer).toContainText('“nonsense” is no key with a value.');
  await offer.getByRole('button', { name: 'Add the first 2 tags' }).click();
  await expectTag(fragment, 'plan = pro', 'confirmed');
  await expectTag(fragment, 'region = eu', 'confirmed');
  await expect(offer).toContainText('a/b');
  await offer.getByRole('button', { name: 'Cancel' }).click();
  const cerego = regionOf(page, 'Cerego');
  await paste(page, cerego.getByRole('combobox', { name: 'Type' }), 'Region=Nevada\nTeam=Field');
  await cerego.getByRole('combobox', { name: 'Type' }).press('Enter');
  await expectTag(cerego, 'Region = Nevada', 'confirmed');
  await expectTag(cerego, 'Team = Field', 'confirmed');
  expect(await ledger.changesOf(amara.id)).toHaveLength(2);
});

test('changes of a run are pasted as a list, too', async ({ page }) => {
  await page.goto('/runs/new');
  const vero = page.getByRole('region', { name: 'Vero' });
  const field = vero.getByRole('combobox', { name: 'Tag' });
  await paste(page, field, 'uno\ndos');
  await expect(vero.getByRole('group', { name: 'Pasted list' })).toContainText('uno · dos');
  await field.press('Enter');
  await expect(vero.getByRole('list', { name: 'Changes' }).getByRole('listitem')).toHaveCount(2);
});

test('where one line is all that fits, line ends become spaces, and it is said', async ({ page, person }) => {
  const amara = await person({ vero: [], fragment: {} });
  await openUser(page, amara);
  const fragment = regionOf(page, 'FRAGMENT');
  const fields = [
    page.getByRole('textbox', { name: 'Note for the next edit' }),
    fragment.getByRole('textbox', { name: 'Value' }),
  ];
  for (const field of fields) {
    await paste(page, field, 'first\r\nsecond\nthird');
    await expect(field).toHaveValue('first second third');
    const toasts = page.getByRole('region', { name: 'Notifications' });
    await expect(toasts).toContainText('each line break and tab that was pasted is a space now');
    await toasts.getByRole('button', { name: 'Dismiss' }).click();
  }
  await paste(page, fields[0] as Locator, 'x'.repeat(600));
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(
    'Only 500 characters fit here',
  );
});

test('addresses pasted into the search are found by one press, however they are separated', async ({
  page,
  person,
  expectAccessible,
}) => {
  const mark = uniqueMark();
  const people = await Promise.all(
    [1, 2, 3].map((number) => person({ name: `Pasted ${mark} ${number}`, vero: [] })),
  );
  const emails = people.map(({ email }) => email);
  const search = page.getByRole('searchbox', { name: 'Search users' });
  for (const separator of ['\n', ', ', ';', '\t']) {
    await page.goto('/users');
    await paste(page, search, emails.join(separator));
    const cure = page.getByRole('button', { name: 'Any of these 3' });
    await expect(cure).toBeVisible();
    await expect(page.getByText('One user would have to be all 3 of these.')).toBeVisible();
    if (separator === '\n') await expectAccessible();
    await cure.click();
    await expect(page.getByRole('status').filter({ hasText: '3 users' })).toBeVisible();
    await expect(search).toHaveValue(emails.join(' OR '));
  }
  await page.goto('/runs/new');
  const filter = page.getByRole('searchbox', { name: 'Filter' });
  await paste(page, filter, emails.join('\n'));
  await page.getByRole('button', { name: 'Any of these 3' }).click();
  await expect(page.getByText('3 users match')).toBeVisible();
});

test('a list in the search says who of it is not found, and leaves them out', async ({ page, person }) => {
  const { email } = await person();
  const { email: other } = await person();
  const q = `${email} OR nobody-${email} OR ${other}`;
  await page.goto(`/users?${new URLSearchParams({ q })}`);
  const note = page.getByRole('paragraph').filter({ hasText: '2 of 3 found, 1 not.' });
  await page.getByRole('button', { name: 'Show them' }).click();
  await expect(note).toContainText(`nobody-${email}`);
  await page.getByRole('button', { name: 'Leave out the 1' }).click();
  await expect(page.getByRole('searchbox', { name: 'Search users' })).toHaveValue(`${email} OR ${other}`);
  await expect(page.getByText('2 of 3 found')).toBeHidden();
});

test('a list that no filter holds goes on as the pasted list of a run', async ({ page }) => {
  await page.goto('/users');
  const many = Array.from({ length: 600 }, (_, index) => `p${index}@x.example`).join('\n');
  await paste(page, page.getByRole('searchbox', { name: 'Search users' }), many);
  await expect(page.getByText(/New run takes longer lists/)).toBeVisible();
  await page.getByRole('link', { name: 'Take the list to New run' }).click();
  await expect(page.getByRole('radio', { name: 'Pasted list' })).toBeChecked();
  await expect(page.getByText('0 of 600 found, 600 not')).toBeVisible();
});
