/** Unsent input survives the session, a refusal, no answer and navigation. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { expectTag, openUser, regionOf, tagIn } from '../providers/region.ts';
import { isAction } from '../support/held.ts';
import { uniqueMark } from '../support/mark.ts';
import { emailOf, password } from '../support/roles.ts';
import { signInAgain } from '../support/sign-in.ts';

const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const noteOf = (page: Page) => box(page, 'Note for the next edit');

test('tag and note outlive the session, are offered after the sign-in, and are sent once', async ({
  page,
  person,
  context,
  problems,
  ledger,
  expectAccessible,
}) => {
  problems.allow(/401/);
  const amara = await person({ vero: [] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await noteOf(page).fill('ticket 4711');
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('after-expiry');
  await context.clearCookies();
  await page.keyboard.press('Enter');
  await expect(vero.getByRole('alert')).toContainText('“after-expiry” was not sent.');
  await expect(noteOf(page)).toHaveValue('ticket 4711');
  await signInAgain(page, 'support');
  const offer = vero.getByRole('alert');
  await expect(offer).toContainText('Not sent: + after-expiry.');
  await expect(offer).toContainText('With the note ticket 4711.');
  await expect(noteOf(page)).toHaveValue('ticket 4711');
  await expectAccessible();
  expect(await ledger.changesOf(amara.id)).toEqual([]);
  await offer.getByRole('button', { name: 'Send', exact: true }).click();
  await expectTag(vero, 'after-expiry', 'accepted');
  await expect(offer).toHaveCount(0);
  await expect(noteOf(page)).toHaveValue('');
  expect(await ledger.changesOf(amara.id)).toMatchObject([{ note: 'ticket 4711' }]);
  await page.reload();
  await expectTag(vero, 'after-expiry', 'accepted');
  await expect(offer).toHaveCount(0);
  await expect(noteOf(page)).toHaveValue('');
});

test('what was not sent is not another member’s to see, and is gone after signing out', async ({
  page,
  person,
  context,
  problems,
}) => {
  problems.allow(/401/);
  const amara = await person({ vero: [] });
  for (const as of ['another', 'signed out'] as const) {
    await openUser(page, amara);
    const vero = regionOf(page, 'Vero');
    await noteOf(page).fill('ticket 4711');
    await vero.getByRole('combobox', { name: 'Add tag' }).fill('after-expiry');
    if (as === 'another') await context.clearCookies();
    else await page.route('**', (route) => (isAction(route.request()) ? route.abort() : route.fallback()));
    problems.allow(/ERR_FAILED/);
    await page.keyboard.press('Enter');
    await expect(vero.getByRole('alert')).toContainText('after-expiry');
    await page.unrouteAll({ behavior: 'wait' });
    if (as === 'another') {
      await signInAgain(page, 'marketer');
    } else {
      await page.getByRole('button', { name: /Account/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.waitForURL('**/sign-in');
      await page.goto(`/sign-in?next=/users/${amara.id}`);
      await box(page, 'E-mail').fill(emailOf('marketer'));
      await box(page, 'Password').fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    }
    await expect(page.getByRole('heading', { level: 1, name: amara.name })).toBeVisible();
    await expect(noteOf(page)).toHaveValue('');
    await expect(vero.getByRole('alert')).toHaveCount(0);
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('4711');
  }
});

test('an edit that was recorded before the page went is found there, not offered again', async ({
  page,
  person,
  problems,
  ledger,
}) => {
  problems.allow(/ERR_|Failed to fetch/);
  const amara = await person({ vero: [] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await noteOf(page).fill('ticket 4711');
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('prospect');
  // It arrives, and the page closes before the answer.
  const arrived = Promise.withResolvers<void>();
  await page.route('**', async (route) => {
    if (!isAction(route.request())) return route.fallback();
    await route.fetch({ headers: { ...route.request().headers(), connection: 'close' } });
    arrived.resolve();
  });
  page.on('dialog', (dialog) => void dialog.accept());
  await page.keyboard.press('Enter');
  await arrived.promise;
  await page.reload();
  await expectTag(vero, 'prospect', 'accepted');
  await expect(vero.getByRole('alert')).toHaveCount(0);
  await expect(vero.getByRole('button', { name: 'Send', exact: true })).toHaveCount(0);
  expect(await ledger.changesOf(amara.id)).toHaveLength(1);
});

test('an edit that nobody got is offered once the history does not show it, and looked for once more before it is sent', async ({
  page,
  person,
  problems,
  ledger,
}) => {
  problems.allow(/ERR_FAILED/);
  const amara = await person({ vero: [] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await noteOf(page).fill('ticket 4711');
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('prospect');
  await page.route('**', (route) => (isAction(route.request()) ? route.abort() : route.fallback()));
  await page.keyboard.press('Enter');
  await expect(vero.getByRole('alert')).toContainText('the history does not show it');
  await page.getByRole('link', { name: 'Users' }).first().click();
  await page.waitForURL(/\/users$/);
  await page.goBack();
  await expect(noteOf(page)).toHaveValue('ticket 4711');
  const send = vero.getByRole('button', { name: 'Send', exact: true });
  await expect(send).toBeVisible({ timeout: 15_000 });
  await page.unrouteAll({ behavior: 'wait' });
  await send.click();
  await expectTag(vero, 'prospect', 'accepted');
  await expect(noteOf(page)).toHaveValue('');
  expect(await ledger.changesOf(amara.id)).toMatchObject([{ note: 'ticket 4711' }]);
});

test('what a provider refused is still said, and can be sent again, after a reload', async ({
  page,
  person,
  sandbox,
  ledger,
}) => {
  const amara = await person({ capillary: [] });
  await sandbox.fault({
    provider: 'capillary',
    kind: 'status',
    status: 400,
    match: { method: 'POST', user: amara.ids.capillary },
    times: 1,
  });
  await openUser(page, amara);
  const capillary = regionOf(page, 'Capillary');
  await noteOf(page).fill('ticket 4711');
  await capillary.getByRole('combobox', { name: 'Add tag' }).fill(`unheard-${uniqueMark()}`);
  await page.keyboard.press('Enter');
  const alert = capillary.getByRole('alert');
  await expect(alert).toContainText('Capillary refused');
  const words = await alert.textContent();
  await page.reload();
  await expect(alert).toHaveText(words ?? '');
  expect(await ledger.changesOf(amara.id)).toHaveLength(1);
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert).toHaveCount(0);
  await page.reload();
  await expect(alert).toHaveCount(0);
});

test('what stands in the fields of a user is there after a reload, and tied to nobody else', async ({
  page,
  person,
}) => {
  const amara = await person({ vero: [], fragment: { plan: 'team' } });
  const bo = await person({ vero: [], fragment: { plan: 'team' } });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  const fragment = regionOf(page, 'FRAGMENT');
  await noteOf(page).fill('ticket 4711');
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('half a t');
  await fragment.getByRole('textbox', { name: 'Key' }).fill('region');
  await fragment.getByRole('textbox', { name: 'Value' }).fill('nor');
  await openUser(page, bo);
  await expect(noteOf(page)).toHaveValue('');
  await expect(vero.getByRole('combobox', { name: 'Add tag' })).toHaveValue('');
  await openUser(page, amara);
  await expect(noteOf(page)).toHaveValue('ticket 4711');
  await expect(vero.getByRole('combobox', { name: 'Add tag' })).toHaveValue('half a t');
  await expect(fragment.getByRole('textbox', { name: 'Key' })).toHaveValue('region');
  await expect(fragment.getByRole('textbox', { name: 'Value' })).toHaveValue('nor');
  await fragment.getByRole('button', { name: 'Edit plan' }).click();
  const value = fragment.getByRole('form', { name: 'Edit plan' }).getByRole('textbox', { name: 'Value' });
  await value.fill('premium');
  await page.reload();
  await expect(value).toHaveValue('premium');
  await value.press('Escape');
  await page.reload();
  await expect(tagIn(fragment, 'plan = team')).toBeVisible();
  await expect(value).toHaveCount(0);
});
