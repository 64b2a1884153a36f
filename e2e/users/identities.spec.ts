/** Who is who: cases by keys, a merge and its undo, name and e-mail. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { openUser, regionOf } from '../providers/region.ts';
import { makeCase, type Person } from '../support/person.ts';

const caseOf = (page: Page, { name }: Person) =>
  page.getByRole('list', { name: 'Cases' }).getByRole('listitem').filter({ hasText: name });
const choose = (page: Page, one: Person, other: Person) =>
  caseOf(page, one)
    .getByRole('button', { name: `${one.name} and ${other.name}` })
    .click();
const pane = (page: Page, one: Person, other: Person) =>
  page.getByRole('region', { name: `${one.name} and ${other.name}` });

test.describe('a marketer', () => {
  test.use({ role: 'marketer' });

  test('merges two by a key, looks at the one they are now, and undoes it', async ({
    page,
    person,
    ledger,
    expectAccessible,
  }) => {
    const one = await person({ vero: ['prospect'] });
    const other = await person({ cerego: { Region: 'North' } });
    await makeCase(ledger, one, other);
    await page.goto('/users');
    const link = page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Identities', exact: true });
    await expect(link).toHaveAccessibleDescription(/to decide/);
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await expect(page.getByRole('heading', { name: 'Identities', level: 1 })).toBeFocused();
    await choose(page, one, other);
    const table = pane(page, one, other).getByRole('table');
    await expect(table.getByRole('row', { name: /Vero/ })).toContainText(one.ids.vero);
    await expectAccessible();

    await page.keyboard.press('m');
    const status = page.getByRole('status').filter({ hasText: 'are one user now: 2 identities, 2 tags.' });
    await expect(status).toBeVisible();
    await expect(caseOf(page, one)).toHaveCount(0);

    // Who has the merged user open reads the one they are now.
    const read = await page.request.get(`/api/users/${other.id}`);
    expect([read.status(), (await read.json()).id]).toEqual([200, one.id]);
    await page.goto(`/users/${other.id}`);
    await expect(page).toHaveURL(new RegExp(`/users/${one.id}$`));
    await expect(regionOf(page, 'Cerego')).toContainText(other.ids.cerego);
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect(regionOf(page, 'Cerego').getByRole('textbox', { name: 'Cerego user id' })).toBeVisible();
    await page.goto(`/users/${other.id}`);
    await expect(page.getByRole('heading', { name: other.name, level: 1 })).toBeVisible();
  });

  test('what is not the same is not asked again, and a put-off case stays', async ({
    page,
    person,
    ledger,
  }) => {
    const [one, other, third] = [await person(), await person(), await person()];
    await makeCase(ledger, one, other);
    await makeCase(ledger, third, await person({ vero: [] }));
    await page.goto('/identities');
    await choose(page, one, other);
    await expect(pane(page, one, other).getByRole('table')).toBeVisible();
    await page.keyboard.press('n');
    await expect(page.getByRole('status').filter({ hasText: 'It is not asked again.' })).toBeVisible();
    await expect(caseOf(page, one)).toHaveCount(0);
    await caseOf(page, third).getByRole('button', { name: 'Later' }).click();
    await expect(caseOf(page, third)).toHaveCount(0);

    await makeCase(ledger, one, other);
    await page.reload();
    await page.getByRole('radio', { name: /^Later/ }).check();
    await expect(caseOf(page, third)).toContainText('later');
    await expect(caseOf(page, one)).toHaveCount(0);
    await caseOf(page, third).getByRole('button', { name: 'Open again' }).click();
    await expect(caseOf(page, third)).toHaveCount(0);
    await page.getByRole('radio', { name: /^Open/ }).check();
    await expect(caseOf(page, third)).toHaveCount(1);
  });

  test('a verdict is taken back and a merge undone from their lists; the name is chosen', async ({
    page,
    person,
    ledger,
    expectAccessible,
  }) => {
    const [one, other] = [
      await person({ vero: ['prospect'] }),
      await person({ cerego: { Region: 'North' } }),
    ];
    await makeCase(ledger, one, other);
    await page.goto('/identities');
    await choose(page, one, other);
    await expect(pane(page, one, other).getByRole('table')).toBeVisible();
    await page.keyboard.press('n');
    await expect(caseOf(page, one)).toHaveCount(0);
    await page.getByRole('radio', { name: 'Not the same' }).check();
    const notSame = page.getByRole('list', { name: 'Not the same' }).getByRole('listitem');
    await notSame
      .filter({ hasText: one.name })
      .getByRole('button', { name: /^Ask again/ })
      .click();
    await expect(notSame.filter({ hasText: one.name })).toHaveCount(0);

    await page.getByRole('radio', { name: /^Open/ }).check();
    await choose(page, one, other);
    await pane(page, one, other)
      .getByRole('group', { name: 'Name to keep' })
      .getByRole('radio', { name: other.name })
      .check();
    await pane(page, one, other).getByRole('button', { name: 'Merge the two' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'are one user now' })).toBeVisible();
    const nameOf = async (id: number) =>
      (await ledger.query<{ name: string }>('select name from users where id = $1', [id]))[0]?.name;
    expect(await nameOf(one.id)).toBe(other.name);

    await page.getByRole('radio', { name: 'Merged' }).check();
    const merged = page.getByRole('list', { name: 'Merged' }).getByRole('listitem');
    const mine = merged.filter({ hasText: `${other.name} and ${other.name}` });
    await expectAccessible();
    await mine.getByRole('button', { name: /^Unmerge/ }).click();
    await expect(mine).toHaveCount(0);
    expect(await nameOf(one.id)).toBe(one.name);
    expect(await nameOf(other.id)).toBe(other.name);
  });

  test('of two ids at one provider one is chosen, from the user’s menu', async ({
    page,
    person,
    expectAccessible,
  }) => {
    const one = await person({ fragment: { plan: 'team' } });
    const other = await person({ fragment: { plan: 'free' }, vero: [] });
    await openUser(page, one);
    await page.getByRole('button', { name: 'User menu' }).click();
    await page.getByRole('menuitem', { name: 'Merge with …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Other user' }).fill(other.email);
    await page.getByRole('option', { name: other.name }).click();
    await expect(dialog.getByRole('button', { name: 'Merge' })).toBeDisabled();
    await dialog.getByRole('radio', { name: other.ids.fragment }).check();
    await expect(dialog).toContainText(`${one.ids.fragment} stays with ${other.name}`);
    await expectAccessible();
    await dialog.getByRole('button', { name: 'Merge' }).click();
    await expect(dialog).toBeHidden();
    await expect(regionOf(page, 'FRAGMENT')).toContainText(other.ids.fragment);
    await expect(regionOf(page, 'Vero')).toContainText(other.ids.vero);
  });
});

test('support edits name and e-mail, and unlinks an id with an undo', async ({ page, person }) => {
  const amara = await person({ vero: ['prospect'] });
  await openUser(page, amara);
  await page.getByRole('button', { name: 'User menu' }).press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Merge with …' })).toHaveCount(0);
  await page.getByRole('menuitem', { name: 'Edit' }).press('Enter');
  const name = `Amara ${amara.ids.vero}`;
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`new.${amara.email}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await expect(page.getByText(`new.${amara.email}`)).toBeVisible();

  await page.getByRole('button', { name: 'User menu' }).click();
  await page.getByRole('menuitem', { name: 'Unlink …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click();
  await expect(regionOf(page, 'Vero').getByRole('textbox', { name: 'Vero id' })).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(regionOf(page, 'Vero').getByRole('listitem', { name: 'prospect' })).toBeVisible();
});

test('a name that a provider gives otherwise is taken over, from the user and from the list', async ({
  page,
  person,
  ledger,
  expectAccessible,
}) => {
  const [one, other] = [await person({ cerego: {} }), await person({ cerego: {} })];
  for (const { id, name } of [one, other])
    await ledger.query(`update identities set other_name = $2 where user_id = $1 and provider = 'cerego'`, [
      id,
      `New ${name}`,
    ]);
  await openUser(page, one);
  await expect(regionOf(page, 'Cerego')).toContainText(`Cerego has the name New ${one.name}.`);
  await expectAccessible();
  await page.getByRole('button', { name: `Take over New ${one.name}` }).press('Enter');
  await expect(page.getByRole('heading', { name: `New ${one.name}`, level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Take over/ })).toHaveCount(0);

  await page.goto('/identities');
  await page.getByRole('radio', { name: 'Names' }).check();
  const row = page
    .getByRole('list', { name: 'Names that differ' })
    .getByRole('listitem')
    .filter({ hasText: `New ${other.name}` });
  await expect(row).toBeVisible();
  await expectAccessible();
  await row.getByRole('button', { name: `Take over New ${other.name}` }).click();
  await expect(row.getByRole('button')).toHaveCount(0);
  const [held] = await ledger.query<{ name: string }>('select name from users where id = $1', [other.id]);
  expect(held?.name).toBe(`New ${other.name}`);
});

test.describe('on a phone', () => {
  test.use({ role: 'marketer', viewport: { width: 390, height: 780 } });

  test('a case is decided with a thumb, and nothing scrolls sideways but the comparison', async ({
    page,
    person,
    ledger,
    expectAccessible,
  }) => {
    const [one, other] = [await person({ vero: ['prospect'] }), await person({ capillary: [] })];
    await makeCase(ledger, one, other);
    await page.goto('/identities');
    await choose(page, one, other);
    await expect(pane(page, one, other).getByRole('table')).toBeVisible();
    await expectAccessible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await pane(page, one, other).getByRole('button', { name: 'Merge the two' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'are one user now' })).toBeVisible();
  });
});

test.describe('an admin', () => {
  test.use({ role: 'admin' });

  test('erases a person after downloading what is known', async ({
    page,
    person,
    ledger,
    expectAccessible,
  }) => {
    const amara = await person({ vero: ['prospect'] });
    await openUser(page, amara);
    await page.getByRole('button', { name: 'User menu' }).click();
    await page.getByRole('menuitem', { name: 'Erase …' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: 'Erase' })).toBeDisabled();
    await expect(dialog).toContainText(`Delete ${amara.ids.vero} at Vero`);
    await expectAccessible();
    const download = page.waitForEvent('download');
    await dialog.getByRole('link', { name: 'Download everything known' }).click();
    expect((await download).suggestedFilename()).toBe(`user-${amara.id}.json`);
    await dialog.getByRole('textbox', { name: 'Why' }).fill('asked by letter');
    await dialog.getByRole('button', { name: 'Erase' }).click();
    await expect(page).toHaveURL(/\/users$/);
    expect(await ledger.query('select id from users where id = $1', [amara.id])).toEqual([]);
  });
});
