import { expect, test } from '../fixtures.ts';
import { writesAbout } from '../support/sandbox.ts';
import { expectTag, historyOf, openUser, regionOf, tagIn } from './region.ts';

test('an empty type is chosen, gets a value and is confirmed', async ({ page, person, sandbox, ledger }) => {
  const amara = await person({ cerego: { Region: 'Nevada' } });
  await openUser(page, amara);
  const cerego = regionOf(page, 'Cerego');
  await cerego.getByRole('combobox', { name: 'Type' }).click();
  await expect(cerego.getByRole('option', { name: 'Region' })).toHaveCount(0);
  await cerego.getByRole('option', { name: 'Team' }).click();
  await cerego.getByRole('textbox', { name: 'Value' }).fill('Field sales');
  await cerego.getByRole('button', { name: 'Add' }).click();
  await expectTag(cerego, 'Team = Field sales', 'confirmed');
  const [user] = (await sandbox.state('cerego', amara.ids.cerego)).users;
  expect(user?.tags.map(({ value }) => value)).toEqual(['Nevada', 'Field sales']);
  expect(await ledger.changesOf(amara.id)).toMatchObject([{ outcome: 'confirmed' }]);
  await expect(historyOf(page, 'Field sales').getByRole('button', { name: 'Undo' })).toHaveCount(0);
});

test('a value is edited in its row and taken back from the history', async ({
  page,
  person,
  sandbox,
  expectAccessible,
}) => {
  const amara = await person({ cerego: { Region: 'Nevada' } });
  await openUser(page, amara);
  const cerego = regionOf(page, 'Cerego');
  await expect(cerego.getByText('Cerego has no way to remove a tag.')).toBeVisible();
  await expect(cerego.getByRole('button', { name: /^Remove/ })).toHaveCount(0);
  await cerego.getByRole('button', { name: 'Edit Region' }).click();
  await cerego.getByRole('textbox', { name: 'Value' }).fill('California');
  await expectAccessible();
  await cerego.getByRole('button', { name: 'Save' }).click();
  await expectTag(cerego, 'Region = California', 'confirmed');
  await historyOf(page, 'Nevada').getByRole('button', { name: 'Undo' }).click();
  await expectTag(cerego, 'Region = Nevada', 'confirmed');
  const [user] = (await sandbox.state('cerego', amara.ids.cerego)).users;
  expect(user?.tags).toMatchObject([{ value: 'Nevada' }]);
});

test('a second value for a type is refused in Cerego’s words, with the update as an offer', async ({
  page,
  person,
  sandbox,
}) => {
  const amara = await person({ cerego: {} });
  await openUser(page, amara);
  const { tagTypes } = await sandbox.state('cerego', amara.ids.cerego);
  const typeId = tagTypes.find(({ name }) => name === 'Region')?.id;
  // Changed elsewhere; Tagdesk does not know yet.
  await sandbox.seed({ cerego: { users: [{ id: amara.ids.cerego, tags: [{ typeId, value: 'Nevada' }] }] } });
  const cerego = regionOf(page, 'Cerego');
  await cerego.getByRole('combobox', { name: 'Type' }).fill('Region');
  await cerego.getByRole('textbox', { name: 'Value' }).fill('California');
  await cerego.getByRole('button', { name: 'Add' }).click();
  await expect(cerego.getByRole('alert')).toContainText('Cerego refused “Region = California”.');
  await cerego.getByRole('button', { name: 'Update to “California”' }).click();
  await expectTag(cerego, 'Region = California', 'confirmed');
  await expect(cerego.getByRole('alert')).toHaveCount(0);
  const [user] = (await sandbox.state('cerego', amara.ids.cerego)).users;
  expect(user?.tags).toMatchObject([{ value: 'California' }]);
});

test('a blank value and an unknown type are refused at the field', async ({ page, person }) => {
  const amara = await person({ cerego: {} });
  await openUser(page, amara);
  const cerego = regionOf(page, 'Cerego');
  await cerego.getByRole('combobox', { name: 'Type' }).fill('Shoe size');
  await expect(cerego.getByRole('combobox', { name: 'Type' })).toHaveAccessibleDescription(
    /not a type at Cerego/,
  );
  await cerego.getByRole('combobox', { name: 'Type' }).fill('Region');
  await cerego.getByRole('textbox', { name: 'Value' }).fill('  ');
  await expect(cerego.getByRole('textbox', { name: 'Value' })).toHaveAccessibleDescription(
    'Value cannot be blank.',
  );
  await expect(cerego.getByRole('button', { name: 'Add' })).toBeDisabled();
  expect(await writesAbout('cerego', amara.ids.cerego)).toEqual([]);
});

test('a refresh shows and says what was changed at Cerego meanwhile', async ({ page, person, sandbox }) => {
  const amara = await person({ cerego: { Region: 'Nevada' } });
  const { tagTypes } = await sandbox.state('cerego', amara.ids.cerego);
  const typeId = tagTypes.find(({ name }) => name === 'Team')?.id;
  await sandbox.seed({ cerego: { users: [{ id: amara.ids.cerego, tags: [{ typeId, value: 'Field' }] }] } });
  await openUser(page, amara);
  const cerego = regionOf(page, 'Cerego');
  await expect(tagIn(cerego, 'Team = Field')).toHaveCount(0);
  await cerego.getByRole('button', { name: 'Refresh Cerego' }).click();
  await expectTag(cerego, 'Team = Field', 'confirmed');
  await expect(page.getByRole('status').getByText('Cerego differed in 1 tag')).toHaveCount(1);
});

test('a refresh of somebody without an e-mail says how far it has come in Cerego’s list', async ({
  page,
  person,
  sandbox,
  ledger,
}) => {
  const amara = await person({ cerego: { Region: 'Nevada' } });
  await ledger.query("update users set email = '' where id = $1", [amara.id]);
  const { tagTypes } = await sandbox.state('cerego', amara.ids.cerego);
  const typeId = tagTypes.find(({ name }) => name === 'Team')?.id;
  await sandbox.seed({ cerego: { users: [{ id: amara.ids.cerego, tags: [{ typeId, value: 'Field' }] }] } });
  await openUser(page, amara);
  const cerego = regionOf(page, 'Cerego');
  await cerego.getByRole('button', { name: 'Refresh Cerego' }).click();
  await expect(page.getByText(/^Looking through Cerego’s list: page \d+ of \d+$/).first()).toBeVisible();
  await expectTag(cerego, 'Team = Field', 'confirmed');
  await expect(page.getByRole('status').getByText('Cerego differed in 1 tag')).toHaveCount(1);
  await expect(page.getByText(/^Looking through Cerego’s list/).locator('visible=true')).toHaveCount(0);
});
