/** A plan is tried on twenty users, then goes on with the others. */
import { expect, size, test } from './fixtures.ts';
import { expectEnded, expectOncePerPerson, plan } from './steps.ts';

test('tried on 20, looked at, and gone on with the other 480: nobody is changed twice', async ({
  page,
  installation,
  crowd,
  tag,
  expectAccessible,
}) => {
  const { mark, ids } = await crowd();
  await plan(page, mark, { provider: 'Vero', key: tag });
  await page.getByRole('button', { name: 'Try on 20 first' }).click();
  const tries = page.getByRole('list', { name: 'Tries' });
  await expect(tries).toContainText('20 accepted');
  await expectAccessible();
  expect(await installation.sandbox.writesOf('vero', tag)).toHaveProperty('size', 20);

  await tries.getByRole('link', { name: 'Tried on 20 users' }).click();
  await expectEnded(page);
  await page.getByRole('link', { name: `Go on with the other ${size - 20} changes` }).click();
  await page.getByRole('button', { name: `Go on with the other ${size - 20} changes` }).click();
  await expectEnded(page);
  await expectOncePerPerson(installation, 'vero', tag, ids.vero);
});
