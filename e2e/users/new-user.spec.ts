import { expect, test } from '../fixtures.ts';
import { uniqueMark } from '../support/mark.ts';

test('a new user is created once and opens; an id that is taken is said at its field', async ({
  page,
  ledger,
  expectAccessible,
}) => {
  const mark = `new-${uniqueMark()}`;
  await page.goto('/users/new');
  await page.getByRole('textbox', { name: 'Capillary user id' }).fill('not a number');
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('textbox', { name: 'Capillary user id' })).toHaveAccessibleDescription(
    /digits|number/i,
  );
  await expectAccessible();
  await page.getByRole('textbox', { name: 'Capillary user id' }).fill('');
  await page.getByRole('textbox', { name: 'Name' }).fill(`Nia ${mark}`);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`${mark}@example.com`);
  await page.getByRole('textbox', { name: 'Vero id' }).fill(mark);
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('heading', { name: `Nia ${mark}` })).toBeVisible();
  expect(await ledger.query('select name from users where email = $1', [`${mark}@example.com`])).toHaveLength(
    1,
  );

  await page.goto('/users/new');
  await page.getByRole('textbox', { name: 'Vero id' }).fill(mark);
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('textbox', { name: 'Vero id' })).toHaveAccessibleDescription(
    `Nia ${mark} has the Vero id ${mark} already.`,
  );
});
