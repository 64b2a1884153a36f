import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { chooseFile } from '../support/choose-file.ts';
import { uniqueMark } from '../support/mark.ts';

test.use({ role: 'marketer' });

function uniqueTag(): string {
  return `run-${uniqueMark()}`;
}

async function addAct(page: Page, provider: string, field: string, key: string): Promise<void> {
  const card = page.getByRole('region', { name: provider });
  await card.getByRole('combobox', { name: field }).fill(key);
  await card.getByRole('button', { name: 'Add change' }).click();
  await expect(card.getByRole('list', { name: 'Changes' })).toContainText(key);
}

async function makePlan(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible();
}

async function finish(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Start, / }).click();
  await expect(page.getByRole('term').filter({ hasText: 'Ran for' })).toBeVisible();
}

test('a filter’s people are changed at two providers, as the plan says, and changed back', async ({
  page,
  person,
  ledger,
  sandbox,
  expectAccessible,
}) => {
  // Two runs and four axe checks.
  test.slow();
  const mark = uniqueTag();
  const tag = uniqueTag();
  const amara = await person({ vero: [mark], fragment: { plan: 'team' } });
  const priya = await person({ vero: [mark] });
  await page.goto(`/runs/new?q=vero:${mark}`);
  await expect(page.getByRole('status').filter({ hasText: '2 users match' })).toBeVisible();
  await addAct(page, 'Vero', 'Tag', tag);
  const fragment = page.getByRole('region', { name: 'FRAGMENT' });
  await fragment.getByRole('radio', { name: 'Update' }).check();
  await fragment.getByRole('combobox', { name: 'Key' }).fill('plan');
  await fragment.getByRole('textbox', { name: 'Value' }).fill('premium');
  await expectAccessible();
  await makePlan(page);

  // A whole operation in FRAGMENT's form counts without being added.
  await expect(page.getByRole('region', { name: 'FRAGMENT' })).toContainText('1 to change');
  await expect(page.getByRole('region', { name: 'Vero' })).toContainText('2 to change');
  await page.getByRole('button', { name: 'Show 1: Not in FRAGMENT' }).click();
  const plan = page.getByRole('grid', { name: 'Before and after' });
  await expect(plan.getByRole('link', { name: priya.name })).toBeVisible();
  await expect(plan.getByRole('link', { name: amara.name })).toHaveCount(0);
  await expectAccessible();
  expect((await sandbox.state('vero', amara.ids.vero))[0]?.tags).toEqual([mark]);

  await page.getByRole('textbox', { name: 'Why, kept with every change' }).fill('Autumn launch');
  await finish(page);
  await expect(page.getByRole('listitem', { name: 'Vero: 2 of 2' })).toContainText('2 accepted');
  await expect(page.getByRole('listitem', { name: 'FRAGMENT: 1 of 1' })).toContainText('1 confirmed');
  await expect(page).toHaveTitle(/^Finished · Run \d+/);
  await expectAccessible();
  expect((await sandbox.state('vero', priya.ids.vero))[0]?.tags).toContain(tag);
  const [line] = await ledger.changesOf(priya.id);
  expect(line).toMatchObject({ outcome: 'accepted', note: 'Autumn launch', provider: 'vero' });

  await page.getByRole('button', { name: 'Undo run' }).click();
  await expect(page.getByRole('heading', { name: /^Plan of run/ })).toBeVisible();
  await finish(page);
  await expect.poll(async () => (await sandbox.state('vero', priya.ids.vero))[0]?.tags).toEqual([mark]);
  const [back] = await sandbox.state('fragment', amara.ids.fragment);
  expect(back?.tags).toContainEqual({ key: 'plan', value: 'team' });
});

test('a refusal stands once per cause, in the provider’s words, and is edited and tried again', async ({
  page,
  person,
  sandbox,
  expectAccessible,
}) => {
  const mark = uniqueTag();
  const amara = await person({ vero: [mark], fragment: { plan: 'team' } });
  // Deleted there since the last reading.
  await sandbox.fault({
    provider: 'fragment',
    kind: 'status',
    status: 404,
    body: JSON.stringify({ code: 'tag_not_found', message: 'Tag key does not exist: plan' }),
    match: { method: 'PATCH', user: amara.ids.fragment },
  });
  await page.goto(`/runs/new?q=vero:${mark}`);
  const fragment = page.getByRole('region', { name: 'FRAGMENT' });
  await fragment.getByRole('radio', { name: 'Update' }).check();
  await fragment.getByRole('combobox', { name: 'Key' }).fill('plan');
  await fragment.getByRole('textbox', { name: 'Value' }).fill('premium');
  await makePlan(page);
  await finish(page);
  const causes = page.getByRole('list', { name: 'Causes' });
  await expect(causes.getByRole('listitem')).toHaveCount(1);
  await expect(causes).toContainText('Tag key does not exist: plan');
  await expectAccessible();

  await causes.getByRole('button', { name: 'Edit and retry…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit and retry' });
  await dialog.getByRole('button', { name: 'Remove: update plan = premium' }).click();
  await dialog.getByRole('radio', { name: 'Set' }).check();
  await dialog.getByRole('combobox', { name: 'Key' }).fill('plan');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('premium');
  await expectAccessible();
  await dialog.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByRole('heading', { name: /^Plan of run/ })).toBeVisible();
  await finish(page);
  await expect
    .poll(async () => (await sandbox.state('fragment', amara.ids.fragment))[0]?.tags)
    .toContainEqual({ key: 'plan', value: 'premium' });
});

test('users picked in the list are the ones of the run', async ({ page, person, sandbox }) => {
  const mark = uniqueTag();
  const tag = uniqueTag();
  const [first, second] = [await person({ vero: [mark] }), await person({ vero: [mark] })];
  await page.goto(`/users?q=vero:${mark}`);
  const rows = page.getByRole('grid', { name: 'Users' });
  await rows.getByRole('row').filter({ hasText: first.name }).getByRole('checkbox').check();
  await page
    .getByRole('toolbar', { name: 'Selection' })
    .getByRole('button', { name: 'Preview changes' })
    .click();
  await expect(page.getByText('1 selected user')).toBeVisible();
  await addAct(page, 'Vero', 'Tag', tag);
  await makePlan(page);
  await finish(page);
  expect((await sandbox.state('vero', first.ids.vero))[0]?.tags).toContain(tag);
  expect((await sandbox.state('vero', second.ids.vero))[0]?.tags).not.toContain(tag);
});

test('a message that stays leaves the button in reach that it is about', async ({
  page,
  context,
  person,
  problems,
}) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/);
  const mark = uniqueTag();
  await person({ vero: [mark] });
  await page.goto(`/runs/new?q=vero:${mark}`);
  await addAct(page, 'Vero', 'Tag', uniqueTag());
  await makePlan(page);
  await context.setOffline(true);
  await page.getByRole('button', { name: /^Start, / }).click();
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('Tagdesk did not answer.');
  await context.setOffline(false);
  await finish(page);
});

test('how a file is written can be said, and its first rows are shown again', async ({
  page,
  problems,
  expectAccessible,
}) => {
  problems.allow(/^answer: 400 POST .*\/api\/runs\/uploads|status of 400/);
  await page.goto('/runs/new?source=file');
  const choose = (name: string, text: string) => chooseFile(page, name, text, 'latin1');
  const table = page.getByRole('table', { name: 'Columns of the file' });
  const encoding = page.getByRole('combobox', { name: 'Encoding' });
  const delimiter = page.getByRole('combobox', { name: 'Delimiter' });

  // Its header is unreadable: the file stays, to be read in another encoding.
  await choose('sizes.csv', 'Gr\xf6\xdfe;email\n44;a@customers.example\n');
  await expect(page.getByRole('alert').filter({ hasText: 'bytes that are no text' })).toBeVisible();
  await encoding.selectOption('Windows-1252');
  await expect(table.getByRole('rowheader', { name: 'Gr\xf6\xdfe' })).toBeVisible();
  await page.getByRole('button', { name: 'Choose another file' }).click();

  await choose(
    'fans.csv',
    'email;vero_id;tags (a, b, c)\na@customers.example;f-1;Caf\xe9 Fan\nb@customers.example;f-2;x\n',
  );
  await expect(page.getByText('fans.csv · 2 rows')).toBeVisible();
  await expect(delimiter).toHaveValue(';');
  await expect(page.getByText('1 row cannot be read as UTF-8')).toBeVisible();
  await page.getByRole('combobox', { name: 'Use of tags (a, b, c)' }).selectOption('Vero: tags');
  await expectAccessible();
  await page.getByRole('button', { name: 'Read as Windows-1252' }).click();
  await expect(table.getByText('Caf\xe9 Fan')).toBeVisible();
  await expect(encoding).toHaveValue('windows-1252');
  await expect(page.getByText('cannot be read as UTF-8')).toHaveCount(0);
  // Uses of columns are kept.
  await expect(page.getByRole('combobox', { name: 'Use of tags (a, b, c)' })).toHaveValue('mapping vero');
  await delimiter.focus();
  await delimiter.selectOption('Comma');
  await expect(table.getByRole('rowheader', { name: 'email;vero_id;tags (a' })).toBeVisible();
  await expect(delimiter).toBeFocused();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('a file says row by row who gets what, and its bad lines are listed', async ({
  page,
  person,
  sandbox,
  expectAccessible,
}) => {
  const [amara, priya] = [
    await person({ vero: [], fragment: { plan: 'team' } }),
    await person({ vero: [], fragment: {} }),
  ];
  await page.goto('/runs/new?source=file');
  await chooseFile(
    page,
    'autumn.csv',
    `email,vero_tags,plan\n${amara.email},one;two,premium\n${priya.email},three,\nnobody@nowhere.example,four,x\n`,
  );
  await expect(page.getByRole('table', { name: 'Columns of the file' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Use of plan' }).selectOption('FRAGMENT: tags');
  await page.getByRole('combobox', { name: 'Change of plan' }).selectOption('Set');
  await page.getByRole('textbox', { name: 'Key of plan' }).fill('plan');
  await expectAccessible();
  await makePlan(page);
  await expect(page.getByText('1 line of autumn.csv is not in this plan')).toBeVisible();
  await page.getByRole('button', { name: 'Show the lines' }).click();
  await expect(page.getByRole('table', { name: 'Bad lines' }).getByRole('row')).toContainText([/Line/, /4/]);
  await finish(page);
  expect((await sandbox.state('vero', amara.ids.vero))[0]?.tags).toEqual(['one', 'two']);
  expect((await sandbox.state('vero', priya.ids.vero))[0]?.tags).toEqual(['three']);
  const [fragment] = await sandbox.state('fragment', amara.ids.fragment);
  expect(fragment?.tags).toEqual([{ key: 'plan', value: 'premium' }]);
  await page.getByRole('link', { name: 'Runs', exact: true }).first().click();
  await expect(page.getByRole('grid', { name: 'Runs' })).toContainText('autumn.csv');
  await expectAccessible();
});

test('a plan that is not wanted is discarded, and nothing is sent', async ({ page, person, sandbox }) => {
  const mark = uniqueTag();
  const amara = await person({ vero: [mark] });
  await page.goto(`/runs/new?q=vero:${mark}`);
  await addAct(page, 'Vero', 'Tag', uniqueTag());
  await makePlan(page);
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page).toHaveURL(/\/runs$/);
  expect((await sandbox.state('vero', amara.ids.vero))[0]?.tags).toEqual([mark]);
});

test('an unfinished change stops the plan at its provider, in words', async ({ page }) => {
  await page.goto('/runs/new');
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Say what to change.' })).toBeVisible();
  const fragment = page.getByRole('region', { name: 'FRAGMENT' });
  const key = fragment.getByRole('combobox', { name: 'Key' });
  await key.fill('a:b');
  await expect(key).toHaveAccessibleDescription(/:/);
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'The change in FRAGMENT is not finished' }),
  ).toBeVisible();
  await expect(page).toHaveURL(/\/runs\/new/);
});

test.describe('support', () => {
  test.use({ role: 'support' });

  test('may watch runs, and plans none', async ({ page, expectAccessible }) => {
    await page.goto('/runs');
    await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Plan a run' })).toHaveCount(0);
    await page.goto('/runs/new');
    await expect(page.getByRole('heading', { name: 'Your role does not allow this' })).toBeVisible();
    await expectAccessible();
  });
});
