/** Look-alike and invisible text: marked, warned of, found in each spelling, and removable. */
import { expect, test } from '../fixtures.ts';
import { expectTag, openUser, regionOf, tagIn } from '../providers/region.ts';
import { uniqueMark } from '../support/mark.ts';

test.use({ role: 'marketer' });

test('what nobody sees in a tag is marked and named; a tag of nothing else cannot be added and can be removed', async ({
  page,
  person,
  sandbox,
  expectAccessible,
}) => {
  const amara = await person({ vero: ['\u200B', 'vi\u200Bp'], fragment: { city: 'New\u00A0York' } });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await expect(tagIn(vero, 'vi[U+200B]p').getByRole('img', { name: 'zero-width space' })).toBeVisible();
  const city = regionOf(page, 'FRAGMENT').getByRole('listitem', { name: 'city = New[U+00A0]York' });
  await expect(city.getByRole('img', { name: 'no-break space' })).toBeVisible();
  await expectAccessible();

  await vero.getByRole('button', { name: 'Remove U+200B' }).click();
  await expect(tagIn(vero, 'U+200B')).toHaveCount(0);
  await expect
    .poll(async () => (await sandbox.state('vero', amara.ids.vero))[0]?.tags)
    .toEqual(['vi\u200Bp']);
  await expect(
    page.getByRole('list', { name: 'History' }).getByRole('img', { name: 'zero-width space' }),
  ).toBeVisible();

  const field = vero.getByRole('combobox', { name: 'Add tag' });
  for (const blank of ['\u200B', '\u3164', '\u00AD', '\u2800']) {
    await field.fill(blank);
    await expect(field).toHaveAccessibleDescription('Tag holds nothing that can be seen.');
  }
  await field.fill('New\u00A0York');
  await expect(field).toHaveAccessibleDescription(/Vero advises letters.*no-break space \(U\+00A0\)/);
  await field.fill('vip');
  await expect(field).toHaveAccessibleDescription(/Looks like “vi.*p”, which \d+ users? carr/);
  await field.press('Enter');
  await expectTag(vero, 'vip', 'accepted');
});

test('a tag in two spellings is found in both by one press, and the Tags page says that there are two', async ({
  page,
  person,
}) => {
  const mark = uniqueMark();
  const one = await person({ vero: [`Café ${mark}`] });
  const other = await person({ vero: [`Cafe\u0301 ${mark}`] });
  await page.goto(`/users?q=${encodeURIComponent(`vero:"Café ${mark}"`)}`);
  const rows = page.getByRole('grid', { name: 'Users' });
  await expect(page.getByRole('status')).toHaveText('1 users');
  await expect(page.getByText('is written in 2 ways that look the same.')).toBeVisible();
  await page.getByRole('button', { name: 'Any of these 2' }).click();
  await expect(page.getByRole('status')).toHaveText('2 users');
  for (const { name } of [one, other]) await expect(rows.getByRole('link', { name })).toBeVisible();
  await expect(page.getByText('that look the same')).toHaveCount(0);

  await page.goto('/tags');
  await page.getByRole('searchbox').fill(`CAFÉ ${mark}`);
  await expect(page.getByRole('grid', { name: 'Tags' }).getByText('has a look-alike')).toHaveCount(2);
});

test('addresses as other systems keep them are taken, stay as they were typed, and are found so', async ({
  page,
  expectAccessible,
}) => {
  const mark = uniqueMark();
  const email = `jürgen..${mark}@müller-shop.example`;
  await page.goto('/users/new');
  const field = page.getByRole('textbox', { name: 'E-mail' });
  await field.fill('nobody@');
  await page.getByRole('textbox', { name: 'Name' }).fill(`Jürgen ${mark}`);
  await expect(field).toHaveAccessibleDescription('This is not an e-mail address.');
  await field.fill(email);
  await page.getByRole('textbox', { name: 'Name' }).focus();
  await expect(field).toHaveAccessibleDescription('Unusual: two dots in a row.');
  await expect(field).toHaveValue(email);
  await expectAccessible();
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('heading', { name: `Jürgen ${mark}` })).toBeVisible();

  await page.goto('/users');
  const search = page.getByRole('searchbox', { name: 'Search users' });
  // As typed, in capitals, and decomposed as on a Mac.
  for (const typed of [email, email.toUpperCase(), email.normalize('NFD')]) {
    await search.fill(typed);
    await expect(page.getByRole('status')).toHaveText('1 users');
    await search.fill('');
  }
});
