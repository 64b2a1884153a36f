import type { Browser, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { expectTag, historyOf, openUser, regionOf, tagIn } from '../providers/region.ts';
import type { Role } from '../support/roles.ts';
import { signInOn } from '../support/sign-in.ts';

test('all four providers have a region, and a missing identity can be added', async ({
  page,
  person,
  expectAccessible,
}) => {
  const amara = await person({ vero: ['prospect'], fragment: { plan: 'team' } });
  await openUser(page, amara);
  for (const label of ['Vero', 'Cerego', 'Capillary', 'FRAGMENT'] as const)
    await expect(regionOf(page, label)).toBeVisible();
  const capillary = regionOf(page, 'Capillary');
  await expect(capillary).toContainText('No identity at Capillary');
  const field = capillary.getByRole('textbox', { name: 'Capillary user id' });
  await field.fill('0123');
  await expect(field).toHaveAccessibleDescription(/digits only/);
  await field.fill(amara.ids.capillary);
  await capillary.getByRole('button', { name: 'Save id' }).click();
  await expect(
    capillary.getByRole('button', { name: `Copy Capillary user id ${amara.ids.capillary}` }),
  ).toBeVisible();
  await expectAccessible();
});

test('tags typed one after the other are painted at once, whatever is still on its way', async ({
  page,
  person,
  sandbox,
}) => {
  const amara = await person({ vero: [] });
  const match = { user: amara.ids.vero };
  await sandbox.fault({ provider: 'vero', kind: 'slow', delayMs: 1_500, times: null, match });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await vero.getByRole('combobox', { name: 'Add tag' }).focus();
  for (const tag of ['one', 'two', 'three']) {
    await page.keyboard.type(tag);
    await page.keyboard.press('Enter');
    await expectTag(vero, tag, 'pending');
  }
  for (const tag of ['one', 'two', 'three']) await expectTag(vero, tag, 'accepted');
  await expect
    .poll(async () => (await sandbox.state('vero', amara.ids.vero))[0]?.tags)
    .toEqual(['one', 'two', 'three']);
});

test('a chip stands in the very next frame after Enter, while earlier edits are still on their way', async ({
  page,
  person,
  sandbox,
}) => {
  const amara = await person({ vero: ['newsletter'] });
  const match = { user: amara.ids.vero };
  await sandbox.fault({ provider: 'vero', kind: 'slow', delayMs: 500, times: null, match });
  await openUser(page, amara);
  const field = regionOf(page, 'Vero').getByRole('combobox', { name: 'Add tag' });
  for (const tag of ['one', 'two', 'three', 'four', 'five']) {
    await field.fill(tag);
    await page.evaluate(watchNextFrame, tag);
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute(`data-frame-${tag}`, 'painted');
  }
});

/** Runs in the page: whether the chip is there in the frame after the next key. */
function watchNextFrame(tag: string): void {
  const look = () => {
    const isThere = document.querySelector(`li[aria-label="${tag}"]`) !== null;
    document.documentElement.setAttribute(`data-frame-${tag}`, isThere ? 'painted' : 'missing');
  };
  document.addEventListener('keydown', () => requestAnimationFrame(look), { once: true, capture: true });
}

test('everything is done by keyboard: t, Enter, u and Escape', async ({ page, person, sandbox }) => {
  const amara = await person({ vero: ['newsletter'] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await page.keyboard.press('t');
  await expect(vero.getByRole('combobox', { name: 'Add tag' })).toBeFocused();
  await page.keyboard.type('prospect');
  await page.keyboard.press('Enter');
  await expectTag(vero, 'prospect', 'accepted');
  // The first Escape closes the suggestions or leaves the field.
  await page.keyboard.press('Escape');
  await page.keyboard.press('u');
  await expect(tagIn(vero, 'prospect')).toHaveCount(0);
  await expect
    .poll(async () => (await sandbox.state('vero', amara.ids.vero))[0]?.tags)
    .toEqual(['newsletter']);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Undo last edit');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.waitForURL('**/users');
});

test('a note goes with the next edit and is then used up', async ({ page, person, ledger }) => {
  const amara = await person({ vero: [] });
  await openUser(page, amara);
  const note = page.getByRole('textbox', { name: 'Note for the next edit' });
  await note.fill('asked on the call');
  await regionOf(page, 'Vero').getByRole('combobox', { name: 'Add tag' }).fill('prospect');
  await page.keyboard.press('Enter');
  await expect(historyOf(page, 'prospect')).toContainText('“asked on the call”');
  await expect(note).toHaveValue('');
  expect(await ledger.changesOf(amara.id)).toMatchObject([{ note: 'asked on the call' }]);
});

test('the history shows the requests and answers behind a line, without secrets', async ({
  page,
  person,
}) => {
  const amara = await person({ vero: [] });
  await openUser(page, amara);
  await regionOf(page, 'Vero').getByRole('combobox', { name: 'Add tag' }).fill('prospect');
  await page.keyboard.press('Enter');
  const line = historyOf(page, 'prospect');
  await line.getByRole('button', { name: 'Details' }).click();
  await expect(line).toContainText('PUT');
  await expect(line).toContainText('"add":["prospect"]');
  await expect(line).toContainText('[redacted]');
});

test('text from elsewhere is shown as text', async ({ page, person, expectAccessible }) => {
  const odd = ['<img src=x onerror=alert(1)>', 'مرحبا بالعالم', '🎉'.repeat(40), 'x'.repeat(5_000)];
  const amara = await person({ vero: odd, name: '<b>Amara</b> & "Co"' });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  for (const tag of odd) await expect(tagIn(vero, tag)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await expectAccessible();
});

test('two people at the same user both keep their edits', async ({ page, person, browser, sandbox }) => {
  const amara = await person({ vero: [], fragment: {} });
  await openUser(page, amara);
  const second = await signInAs('marketer', browser);
  await openUser(second, amara);
  await regionOf(page, 'Vero').getByRole('combobox', { name: 'Add tag' }).fill('mine');
  await regionOf(second, 'Vero').getByRole('combobox', { name: 'Add tag' }).fill('theirs');
  await Promise.all([page.keyboard.press('Enter'), second.keyboard.press('Enter')]);
  await expectTag(regionOf(page, 'Vero'), 'mine', 'accepted');
  await expectTag(regionOf(second, 'Vero'), 'theirs', 'accepted');
  await expect
    .poll(async () => (await sandbox.state('vero', amara.ids.vero))[0]?.tags.toSorted())
    .toEqual(['mine', 'theirs']);
  await page.reload();
  await expectTag(regionOf(page, 'Vero'), 'theirs', 'accepted');
  await second.context().close();
});

/** Another member's page. */
async function signInAs(role: Role, browser: Browser): Promise<Page> {
  // Contexts made in a test have its cookies unless told otherwise.
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await signInOn(page, role);
  return page;
}

test('an edit that Tagdesk never got is told and nothing is doubled', async ({
  page,
  person,
  context,
  problems,
  ledger,
}) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/);
  const amara = await person({ vero: ['newsletter'] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('prospect');
  await context.setOffline(true);
  await page.keyboard.press('Enter');
  await expect(vero.getByRole('alert')).toContainText('Tagdesk did not answer about “prospect”.');
  await expect(tagIn(vero, 'prospect')).toHaveCount(0);
  await context.setOffline(false);
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('prospect');
  await page.keyboard.press('Enter');
  await expectTag(vero, 'prospect', 'accepted');
  await expect(vero.getByRole('alert')).toHaveCount(0);
  expect(await ledger.changesOf(amara.id)).toHaveLength(1);
});

test('a session that has ended leads to the sign-in and sends nothing', async ({
  page,
  person,
  context,
  problems,
  ledger,
}) => {
  problems.allow(/401/);
  const amara = await person({ vero: [] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('prospect');
  await context.clearCookies();
  await page.keyboard.press('Enter');
  await expect(vero.getByRole('alert').getByRole('link', { name: 'Sign in' })).toBeVisible();
  await expect(tagIn(vero, 'prospect')).toHaveCount(0);
  expect(await ledger.changesOf(amara.id)).toEqual([]);
});

test('an address of nobody says so', async ({ page, problems }) => {
  problems.allow(/404/);
  await page.goto('/users/999999999');
  await expect(page.getByRole('heading', { name: 'User not found' })).toBeVisible();
});

test.describe('as a viewer', () => {
  test.use({ role: 'viewer' });

  test('everything is shown and nothing can be changed', async ({ page, person, expectAccessible }) => {
    const amara = await person({
      vero: ['prospect'],
      cerego: { Region: 'Nevada' },
      capillary: ['Birthday club'],
      fragment: { plan: 'team' },
    });
    await openUser(page, amara);
    await expectTag(regionOf(page, 'FRAGMENT'), 'plan = team', 'confirmed');
    await expect(page.getByRole('button', { name: /^(Add|Edit|Remove|Undo|Refresh)/ })).toHaveCount(0);
    await expect(page.getByRole('combobox', { name: 'Add tag' })).toHaveCount(0);
    await expectAccessible();
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a tag is edited at phone width without scrolling sideways', async ({
    page,
    person,
    expectAccessible,
  }) => {
    const amara = await person({ vero: ['prospect'], fragment: { plan: 'team' } });
    await openUser(page, amara);
    const fragment = regionOf(page, 'FRAGMENT');
    await fragment.getByRole('button', { name: 'Edit plan' }).tap();
    await fragment.getByRole('textbox', { name: 'Value' }).fill('solo');
    await fragment.getByRole('button', { name: 'Save' }).tap();
    await expectTag(fragment, 'plan = solo', 'confirmed');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expectAccessible();
  });
});
