import { expect, test } from '../fixtures.ts';
import { writesAbout } from '../support/sandbox.ts';
import { expectTag, historyOf, openUser, regionOf, tagIn } from './region.ts';

test('a label is added with Enter, shown as accepted, said once and taken back with Undo', async ({
  page,
  person,
  sandbox,
  ledger,
}) => {
  const amara = await person({ vero: ['newsletter'] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('prospect');
  await page.keyboard.press('Enter');
  await expectTag(vero, 'prospect', 'accepted');
  await expect(page.getByRole('status').getByText('Tag prospect added at Vero, 2 tags')).toHaveCount(1);
  await expect
    .poll(async () => (await sandbox.state('vero', amara.ids.vero))[0]?.tags)
    .toEqual(['newsletter', 'prospect']);
  expect(await ledger.changesOf(amara.id)).toMatchObject([
    { provider: 'vero', outcome: 'accepted', operations: [{ verb: 'add', key: 'prospect' }] },
  ]);

  await page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).click();
  await expect(tagIn(vero, 'prospect')).toHaveCount(0);
  await expect
    .poll(async () => (await sandbox.state('vero', amara.ids.vero))[0]?.tags)
    .toEqual(['newsletter']);
  const [undo, edit] = await ledger.changesOf(amara.id);
  expect(undo).toMatchObject({ operations: [{ verb: 'remove', key: 'prospect' }], undo_of: edit?.id });
});

test('a label is removed by its button, and by Backspace in the empty field', async ({
  page,
  person,
  sandbox,
}) => {
  const amara = await person({ vero: ['a-first', 'b-second', 'c-third'] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await vero.getByRole('button', { name: 'Remove a-first' }).click();
  await expect(tagIn(vero, 'a-first')).toHaveCount(0);
  const field = vero.getByRole('combobox', { name: 'Add tag' });
  await field.press('Backspace');
  await expect(
    page.getByRole('status').filter({ hasText: 'Press Backspace again to remove c-third' }),
  ).toBeAttached();
  await expect(tagIn(vero, 'c-third')).toBeVisible();
  await field.press('Backspace');
  await expect(tagIn(vero, 'c-third')).toHaveCount(0);
  await expectTag(vero, 'b-second', 'accepted');
  await expect.poll(async () => (await sandbox.state('vero', amara.ids.vero))[0]?.tags).toEqual(['b-second']);
});

test('text against Vero’s advice is warned of, not blocked; blank text is not sent', async ({
  page,
  person,
}) => {
  const amara = await person({ vero: [] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  const field = vero.getByRole('combobox', { name: 'Add tag' });
  await field.fill('   ');
  await expect(field).toHaveAccessibleDescription('Tag cannot be blank.');
  await field.press('Enter');
  await field.fill('summer sale!');
  await expect(field).toHaveAccessibleDescription(/Vero advises letters/);
  await field.press('Enter');
  await expectTag(vero, 'summer sale!', 'accepted');
  const calls = await writesAbout('vero', amara.ids.vero);
  expect(calls.map(({ body }) => JSON.parse(body).add)).toEqual([['summer sale!']]);
});

test('a lost answer stays in doubt until a person settles it', async ({ page, person, sandbox, ledger }) => {
  const amara = await person({ vero: [] });
  await sandbox.fault({ provider: 'vero', kind: 'reset-after', match: { user: amara.ids.vero } });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('webinar_oct');
  await page.keyboard.press('Enter');
  await expectTag(vero, 'webinar_oct', 'unknown');
  await expect(vero.getByRole('alert')).toContainText('the outcome at Vero is unknown');
  await vero.getByRole('button', { name: 'It is there' }).click();
  await expectTag(vero, 'webinar_oct', 'accepted');
  await expect(vero.getByRole('alert')).toHaveCount(0);
  expect(await writesAbout('vero', amara.ids.vero)).toHaveLength(1);
  expect(await ledger.changesOf(amara.id)).toMatchObject([{ outcome: 'accepted' }]);
});

test('a doubt that turns out wrong goes back to what it was', async ({ page, person, sandbox, ledger }) => {
  const amara = await person({ vero: [] });
  await sandbox.fault({ provider: 'vero', kind: 'timeout', delayMs: 200, match: { user: amara.ids.vero } });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('webinar_oct');
  await page.keyboard.press('Enter');
  await vero.getByRole('button', { name: 'It is not there' }).click();
  await expect(tagIn(vero, 'webinar_oct')).toHaveCount(0);
  await expect(historyOf(page, 'webinar_oct').getByText('failed')).toBeVisible();
  expect(await ledger.tagsOf(amara.id)).toEqual([]);
});

test('a request that Vero drops as a repetition is not shown as applied', async ({
  page,
  person,
  sandbox,
}) => {
  const amara = await person({ vero: [] });
  await sandbox.fault({ provider: 'vero', kind: 'duplicate', match: { user: amara.ids.vero } });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('again');
  await page.keyboard.press('Enter');
  await expect(vero.getByRole('alert')).toContainText('Request already received.');
  await expect(tagIn(vero, 'again')).toHaveCount(0);
  await vero.getByRole('button', { name: 'Try again' }).click();
  await expectTag(vero, 'again', 'accepted');
});

test('the profile is sent with e-mail, properties and channels', async ({
  page,
  person,
  sandbox,
  expectAccessible,
}) => {
  const amara = await person({ vero: ['newsletter'] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await vero.getByRole('button', { name: 'Edit profile' }).click();
  await page.getByRole('textbox', { name: 'E-mail' }).fill('amara@kestrel.example');
  await page.getByRole('button', { name: 'Add property' }).click();
  await page.getByRole('textbox', { name: 'Property name' }).fill('timezone');
  await expect(page.getByRole('textbox', { name: 'Property name' })).toHaveAccessibleDescription(/Reserved/);
  const value = page.getByRole('textbox', { name: 'Property value' });
  await value.fill('Pacific');
  await expect(value).toHaveAccessibleDescription(/whole hours from GMT/);
  await value.fill('-7');
  await expectAccessible();
  await page.getByRole('button', { name: 'Add channel' }).click();
  await page.getByRole('textbox', { name: 'Channel type' }).fill('push');
  await page.getByRole('textbox', { name: 'Channel address' }).fill('device-token-1');
  await page.getByRole('textbox', { name: 'Channel platform' }).fill('android');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByRole('status').getByText('Profile sent to Vero')).toHaveCount(1);
  await expect(vero.getByText('amara@kestrel.example')).toBeVisible();
  const device = { type: 'push', address: 'device-token-1', platform: 'android' };
  await expect
    .poll(async () => (await sandbox.state('vero', amara.ids.vero))[0])
    .toMatchObject({
      email: 'amara@kestrel.example',
      data: { timezone: -7 },
      channels: [device],
      tags: ['newsletter'],
    });
});
