/** How many keys the commonest jobs take. Letters typed are not counted. */
import type { Page } from '@playwright/test';
import { uniqueMark } from '../support/mark.ts';
import { createPerson } from '../support/person.ts';
import { expect, size, test } from './fixtures.ts';
import { believedToHave, expectEnded, expectOncePerPerson, runToEnd, untilEnd } from './steps.ts';

function counted(page: Page) {
  let count = 0;
  return {
    async press(...keys: string[]) {
      for (const key of keys) {
        count += 1;
        await page.keyboard.press(key);
      }
    },
    count: () => count,
  };
}

test('everybody of a filter gets a tag by six keys, with the plan read before', async ({
  page,
  installation,
  crowd,
  tag,
}) => {
  const { mark, ids } = await crowd();
  const keys = counted(page);
  await page.goto('/users');
  await keys.press('/');
  await page.keyboard.type(`vero:${mark}`);
  await keys.press('Enter');
  await expect(page.getByRole('status')).toHaveText(`${size} users`);
  await keys.press('ControlOrMeta+a');
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText(`All ${size} that match`);
  await keys.press('t');
  await page.keyboard.type(tag);
  await keys.press('Enter');
  await expect(page.getByRole('button', { name: `Start, ${size} changes` })).toBeVisible(untilEnd);
  await keys.press('ControlOrMeta+Enter');
  await expectEnded(page);
  await expectOncePerPerson(installation, 'vero', tag, ids.vero);
  expect(keys.count()).toBe(6);
});

test('five picked users lose a tag by twelve keys', async ({ page, installation, tag }) => {
  const name = `Five ${uniqueMark()}`;
  const people = await Promise.all(
    [1, 2, 3, 4, 5].map(() =>
      createPerson(installation.ledger(), installation.sandbox, { name, vero: [tag] }),
    ),
  );
  const keys = counted(page);
  await page.goto(`/users?q=vero:${tag}`);
  await expect(page.getByRole('status')).toHaveText('5 users');
  for (const _ of people) await keys.press('j', 'x');
  await keys.press('r');
  await page.keyboard.type(tag);
  await keys.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: `Tag ${tag} removed at Vero` })).toBeAttached();
  for (const { ids } of people) {
    expect((await installation.sandbox.state('vero', ids.vero))[0]?.tags).not.toContain(tag);
  }
  expect(keys.count()).toBe(12);
});

test('a run is taken back by three keys, with the plan read before', async ({
  page,
  installation,
  crowd,
  tag,
}) => {
  const { mark } = await crowd();
  const run = await runToEnd(page, mark, { provider: 'Vero', key: tag });
  await page.goto('/users');
  const keys = counted(page);
  await keys.press('ControlOrMeta+k');
  await page.keyboard.type(`undo run ${run}`);
  await keys.press('Enter');
  await expect(page.getByRole('button', { name: `Start, ${size} changes` })).toBeVisible(untilEnd);
  await keys.press('ControlOrMeta+Enter');
  await expectEnded(page);
  expect(await believedToHave(installation, 'vero', tag)).toEqual([]);
  expect(keys.count()).toBe(3);
});

test('a file of e-mails and tags is planned by two acts, a drop on any page and one chord', async ({
  page,
  installation,
  tag,
}) => {
  const people = await Promise.all(
    [1, 2, 3].map(() => createPerson(installation.ledger(), installation.sandbox, { vero: [] })),
  );
  const text = ['email,vero_tags', ...people.map(({ email }) => `${email},${tag}`)].join('\n');
  await page.goto('/history');
  const dropped = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'tags.csv', { type: 'text/csv' }));
    return transfer;
  }, text);
  await page.locator('main').dispatchEvent('drop', { dataTransfer: dropped });
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('button', { name: 'Start, 3 changes' })).toBeVisible(untilEnd);
  expect(await believedToHave(installation, 'vero', tag)).toEqual([]);
});

test('a user is found and gets a tag by four keys', async ({ page, installation, tag }) => {
  const name = `Kanya ${uniqueMark()}`;
  const { ids } = await createPerson(installation.ledger(), installation.sandbox, { name, vero: [] });
  const keys = counted(page);
  await page.goto('/users');
  await keys.press('ControlOrMeta+k');
  await page.keyboard.type(name);
  await keys.press('Enter');
  await page.waitForURL(/\/users\/\d+$/);
  await keys.press('t');
  await page.keyboard.type(tag);
  await keys.press('Enter');
  await expect.poll(async () => (await installation.sandbox.state('vero', ids.vero))[0]?.tags).toContain(tag);
  expect(keys.count()).toBe(4);
});

test('a user is found and gets a tag with a note by five keys, however fast they come', async ({
  page,
  installation,
  tag,
}) => {
  const name = `Kanya ${uniqueMark()}`;
  const { id, ids } = await createPerson(installation.ledger(), installation.sandbox, { name, vero: [] });
  const keys = counted(page);
  await page.goto('/users');
  await keys.press('ControlOrMeta+k');
  await page.keyboard.type(name);
  await keys.press('Enter', 'n');
  await page.keyboard.type('asked for it in ticket 418');
  await keys.press('Enter');
  await page.keyboard.type(tag);
  await keys.press('Enter');
  await expect.poll(async () => (await installation.sandbox.state('vero', ids.vero))[0]?.tags).toContain(tag);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  expect(await installation.ledger().changesOf(id)).toMatchObject([{ note: 'asked for it in ticket 418' }]);
  expect(keys.count()).toBe(5);
});
