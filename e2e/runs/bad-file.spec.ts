import type { Page } from '@playwright/test';
import { chooseFile } from '../support/choose-file.ts';
import type { Crowd } from '../support/crowd.ts';
import { expect, size, test } from './fixtures.ts';
import {
  addChanges,
  believedToHave,
  expectEnded,
  expectOncePerPerson,
  makePlan,
  plan,
  providerRow,
  untilEnd,
} from './steps.ts';

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

const strangers = 500;
const nameless = 300;
const unkeepable = 200;
const bad = strangers + nameless + unkeepable;
const rows = 5_000;
const withoutFragment = 60;
const labelled = 40;

/** 5,000 rows, 1,000 of them bad in three ways. Everybody is in eight rows that ask for the same. */
function fileOf({ emails }: Crowd, tag: string): string {
  const good = Array.from({ length: rows - bad }, (_, index) => {
    const place = index % size;
    return `${emails[place]},44,${tag},${place < labelled ? `No ${tag}` : ''},${tag}=yes,Region=Nevada`;
  });
  return [
    'email,shoe_size,vero_tags,capillary_labels,fragment_tags,cerego_tags',
    ...good,
    ...Array.from({ length: strangers }, (_, index) => `stranger-${index}@nowhere.example,44,${tag},,,`),
    ...Array.from({ length: nameless }, () => `,44,${tag},,,`),
    ...Array.from({ length: unkeepable }, (_, index) => `${emails[index]},44,,,"a#b=no",`),
  ].join('\n');
}

async function choose(page: Page, name: string, text: string): Promise<void> {
  await page.goto('/runs/new?source=file');
  await chooseFile(page, name, text);
}

test('of 5,000 rows the 1,000 bad ones are told with line and reason, the rest is carried out once', async ({
  page,
  installation,
  crowd,
  tag,
  expectAccessible,
}) => {
  const people = await crowd({ withoutFragment });
  await choose(page, 'autumn.csv', fileOf(people, tag));
  await expect(page.getByText('autumn.csv · 5,000 rows')).toBeVisible();
  // An unknown column, and one of a provider without credentials.
  await expect(page.getByRole('combobox', { name: 'Use of shoe_size' })).toHaveValue('none');
  const cerego = page.getByRole('combobox', { name: 'Use of cerego_tags' });
  await expect(cerego).toHaveValue('none');
  await expect(cerego.getByRole('option', { name: 'Cerego: tags' })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Cerego' })).toContainText('Cerego is not connected');
  // As for a typed label.
  await expect(
    page.getByRole('combobox', { name: 'Change of capillary_labels' }),
  ).toHaveAccessibleDescription(new RegExp(`catalogue has no label “No ${tag}”: it would be refused`));
  await expectAccessible();
  await page.setViewportSize(phone);
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
  await page.setViewportSize(desk);
  // Read anew for the plan: what cannot be read then, no plan foresees.
  const unreadable = await installation.sandbox.fault({
    provider: 'capillary',
    kind: 'status',
    status: 500,
    times: null,
    match: { method: 'GET' },
  });
  await makePlan(page);
  await installation.sandbox.endFault(unreadable);

  await expect(page.getByText('1,000 lines of autumn.csv are not in this plan')).toBeVisible();
  await page.getByRole('button', { name: 'Show the lines' }).click();
  const lines = page.getByRole('table', { name: 'Bad lines' }).getByRole('row');
  await expect(lines).toHaveCount(1 + 20);
  await expect(lines.nth(1)).toHaveText(/^4,002.*Nobody here has this id or e-mail\.$/);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  const told = await textOf(await (await download).createReadStream());
  const reasons = Object.entries(Object.groupBy(told.trim().split('\n').slice(1), reasonOf));
  expect(Object.fromEntries(reasons.map(([reason, all]) => [reason, all?.length]))).toEqual({
    stranger: strangers,
    nameless,
    unkeepable,
  });
  expect(told).toContain(`\n"${rows + 1}",`);

  const vero = page.getByRole('region', { name: 'Vero', exact: true });
  const fragment = page.getByRole('region', { name: 'FRAGMENT', exact: true });
  await expect(vero).toContainText(`${size} to change`);
  await expect(fragment).toContainText(`${size - withoutFragment} to change`);
  await fragment.getByRole('button', { name: `Show ${withoutFragment}: Not in FRAGMENT` }).click();
  await expect(page.getByRole('grid', { name: 'Before and after' }).getByRole('row').nth(1)).toContainText(
    'No FRAGMENT user ref is known.',
  );
  await expectAccessible();

  const changes = (2 * size - withoutFragment + labelled).toLocaleString('en');
  await page.getByRole('button', { name: `Start, ${changes} changes` }).click();
  await page.getByRole('textbox', { name: `Type ${changes} to confirm` }).fill(changes);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  // Repeated refusals stop the run for a decision.
  await expect(providerRow(page, 'Capillary')).toContainText('Stopped after 20 refusals in a row', untilEnd);
  await page.getByRole('button', { name: 'Resume Capillary' }).click();
  await expectEnded(page);
  await expect(page.getByRole('list', { name: 'Causes' }).getByRole('listitem')).toContainText([
    `${labelled}`,
  ]);
  await expectOncePerPerson(installation, 'vero', tag, people.ids.vero);
  await expectOncePerPerson(installation, 'fragment', tag, people.ids.fragment);
  expect(await believedToHave(installation, 'fragment', tag)).toEqual(people.ids.fragment.toSorted());
  expect(await believedToHave(installation, 'capillary', `No ${tag}`)).toEqual([]);
});

test('files, selections and changes that come to nothing are told so, and nothing is sent', async ({
  page,
  installation,
  crowd,
  tag,
  problems,
}) => {
  problems.allow(/^answer: 400 POST .*\/api\/runs\/uploads|status of 400/);
  const { mark } = await crowd();
  await choose(page, 'empty.csv', '');
  await expect(page.getByRole('alert').filter({ hasText: 'The file is empty.' })).toBeVisible();
  await choose(page, 'twice.csv', 'email,email\na@b.example,c\n');
  await expect(page.getByRole('alert').filter({ hasText: 'names “email” twice' })).toBeVisible();
  await choose(page, 'header.csv', 'email,vero_tags\n');
  await expect(page.getByText('The file has no rows')).toBeVisible();
  // An uploaded file is kept for later, until another is chosen.
  await page.goto('/runs/new?source=file');
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await chooseFile(page, 'nobody.csv', 'shoe_size,colour\n44,red\n');
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'Say which column tells who is meant.' }),
  ).toBeVisible();

  await page.goto('/runs/new?source=users');
  await page.getByRole('radio', { name: 'Selected users' }).check();
  await addChanges(page, { provider: 'Vero', key: tag });
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Nobody is selected.' })).toBeVisible();

  await page.goto(`/runs/new?q=vero:nobody-${tag}`);
  await addChanges(page, { provider: 'Vero', key: tag });
  await makePlan(page);
  await expectNothingToSend(page);

  await plan(page, mark, { provider: 'Vero', key: mark });
  await expect(page.getByRole('region', { name: 'Vero', exact: true })).toContainText('0 to change');
  await page.getByRole('button', { name: `Show ${size}: No change needed` }).click();
  await expect(page.getByRole('grid', { name: 'Before and after' }).getByRole('row').nth(1)).toContainText(
    'Already up to date',
  );
  await page.getByRole('radio', { name: /^To change/ }).check();
  await expectNothingToSend(page);
  expect(await installation.sandbox.writesOf('vero', tag)).toHaveProperty('size', 0);
});

async function expectNothingToSend(page: Page): Promise<void> {
  await expect(page.getByText('There is nothing to send')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Start/ })).toHaveCount(0);
}

function reasonOf(line: string): string {
  if (line.includes('Nobody here has this id or e-mail.')) return 'stranger';
  return line.includes('It does not say who is meant.') ? 'nameless' : 'unkeepable';
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  const parts: string[] = [];
  for await (const part of stream) parts.push(String(part));
  return parts.join('');
}
