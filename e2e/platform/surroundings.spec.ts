/** The page works and shows true tags whatever translators, extensions and blockers do to its document. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { historyOf, openUser, regionOf, tagIn } from '../providers/region.ts';
import type { Ledger } from '../support/ledger.ts';
import { uniqueMark } from '../support/mark.ts';
import type { Person } from '../support/person.ts';
import { installExtension, translate, translated } from '../support/surroundings.ts';

test.use({ role: 'admin' });

async function drawnTags(page: Page): Promise<string[]> {
  const items = page.getByRole('list', { name: 'Tags' }).getByRole('listitem');
  return (
    await items.evaluateAll((all) => all.map((item) => item.querySelector('bdi')?.textContent ?? ''))
  ).toSorted();
}

async function expectTagsAsInLedger(page: Page, ledger: Ledger, person: Person): Promise<void> {
  await expect
    .poll(() => drawnTags(page))
    .toEqual((await ledger.tagsOf(person.id)).map(({ key }) => key).toSorted());
}

async function expectVerbatim(scope: Locator | Page, text: string): Promise<void> {
  const found = scope.locator(`:text("${text}"):visible`).first();
  await expect(found).toBeVisible();
  for (const whole of await scope.locator(`bdi:has-text("${text}"):visible`).allTextContents())
    expect(whole).not.toContain(translated);
}

for (const how of ['replace', 'wrap'] as const) {
  test(`translated (${how}): a user is found, edited, undone and looked at`, async ({
    page,
    person,
    ledger,
  }) => {
    test.slow();
    const mark = `sr-${uniqueMark()}`;
    const amara = await person({ vero: [mark, 'newsletter'], fragment: { plan: 'team' } });
    await page.goto('/users');
    await translate(page, how);
    await page.getByRole('searchbox', { name: 'Search users' }).fill(`vero:${mark}`);
    const row = page.getByRole('grid', { name: 'Users' }).getByRole('link', { name: amara.name });
    await expect(row).toBeVisible();
    await expectVerbatim(page.getByRole('grid', { name: 'Users' }), mark);
    await expect(page.getByRole('status').filter({ hasText: /^1·? user/ })).toBeVisible();
    await page.getByRole('searchbox', { name: 'Search users' }).fill('');
    await expect(page.getByRole('status').filter({ hasText: /\d·? user·?s/ })).toBeVisible();
    await page.getByRole('grid', { name: 'Users' }).hover();
    await page.mouse.wheel(0, 4_000);
    await page.mouse.wheel(0, -4_000);
    await page.getByRole('searchbox', { name: 'Search users' }).fill(`vero:${mark}`);
    await row.click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(amara.name);

    const [vero, fragment] = [regionOf(page, 'Vero'), regionOf(page, 'FRAGMENT')];
    await expectTagsAsInLedger(page, ledger, amara);
    await vero.getByRole('combobox', { name: 'Add tag' }).fill('prospect');
    await page.keyboard.press('Enter');
    await expect(tagIn(vero, 'prospect')).toHaveAccessibleDescription(/^accepted/);
    await expectTagsAsInLedger(page, ledger, amara);
    // A count beside other words must follow: a translator's copy would stay.
    await expect(page.getByText(/\b4·? tags\b/).first()).toBeVisible();
    await expect(page.getByText(/\b3·? tags\b/)).toHaveCount(0);
    await vero.getByRole('button', { name: 'Remove newsletter' }).click();
    await expect(tagIn(vero, 'newsletter')).toHaveCount(0);
    await fragment.getByRole('button', { name: 'Edit plan' }).click();
    await fragment.getByRole('textbox', { name: 'Value' }).last().fill('premium');
    await page
      .getByRole('form', { name: 'Edit plan' })
      .getByRole('textbox', { name: 'Value' })
      .fill('premium');
    await page.keyboard.press('Enter');
    await expect(tagIn(fragment, 'plan = premium')).toHaveAccessibleDescription(/^confirmed/);
    await historyOf(page, 'newsletter').getByRole('button', { name: /Undo/ }).first().click();
    await expect(tagIn(vero, 'newsletter')).toHaveAccessibleDescription(/^accepted/);
    await expectTagsAsInLedger(page, ledger, amara);

    await vero.getByRole('button', { name: 'Edit profile' }).click();
    const profile = page.getByRole('dialog', { name: /Profile at Vero/ });
    await profile.getByRole('textbox', { name: 'E-mail' }).fill('someone@example.com');
    await profile.getByRole('button', { name: /Save profile/ }).click();
    await expect(profile).toHaveCount(0);
    await page.getByRole('button', { name: /Tags on a date/ }).click();
    await expect(page.getByRole('dialog', { name: /Tags on a date/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await page
      .getByRole('link', { name: /^Users/ })
      .first()
      .click();
    await expect(row).toBeVisible();
  });

  test(`translated (${how}): a run is planned, started and followed, and the history read`, async ({
    page,
    person,
    ledger,
  }) => {
    test.slow();
    const mark = `sr-${uniqueMark()}`;
    const tag = `sr-${uniqueMark()}`;
    const people = [await person({ vero: [mark] }), await person({ vero: [mark] })];
    await page.goto(`/runs/new?q=vero:${mark}`);
    await translate(page, how);
    await expect(page.getByRole('status').filter({ hasText: '2 users match' })).toBeVisible();
    const vero = page.getByRole('region', { name: 'Vero' });
    await vero.getByRole('radio', { name: 'Remove' }).check();
    await vero.getByRole('radio', { name: 'Add' }).check();
    await vero.getByRole('combobox', { name: 'Tag' }).fill(tag);
    await vero.getByRole('button', { name: /Add change/ }).click();
    await expectVerbatim(vero.getByRole('list', { name: 'Changes' }), tag);
    await page.getByRole('button', { name: /Preview changes/ }).click();
    await expect(page.getByRole('heading', { name: /Before and after/ })).toBeVisible();
    await expectVerbatim(page.getByRole('grid', { name: 'Before and after' }), tag);
    await page.getByRole('button', { name: /^Start, / }).click();
    await expect(page.getByRole('term').filter({ hasText: 'Ran for' })).toBeVisible();
    await expect(page.getByRole('listitem', { name: 'Vero: 2 of 2' })).toBeVisible();
    await expectVerbatim(page.getByRole('grid', { name: 'Results' }), tag);
    for (const { id } of people)
      expect((await ledger.tagsOf(id)).map(({ key }) => key).toSorted()).toEqual([mark, tag].toSorted());

    const main = page.getByRole('navigation', { name: 'Main' });
    await main.getByRole('link', { name: /History/ }).click();
    await page.getByRole('combobox', { name: 'Provider' }).selectOption('vero');
    const history = page.getByRole('grid', { name: 'History' });
    await expectVerbatim(history, tag);
    await page.getByRole('searchbox', { name: 'Search notes and people' }).fill('nothing like this');
    await expect(history.getByText(tag)).toHaveCount(0);
    await page.getByRole('searchbox', { name: 'Search notes and people' }).fill('');
    await expectVerbatim(history, tag);
    await expect(page).not.toHaveURL(/words=/);
    await main.getByRole('link', { name: /Tags/ }).click();
    await page.getByRole('searchbox', { name: 'Search tags' }).fill(tag);
    await expect(page.getByRole('grid', { name: 'Tags' }).getByRole('link', { name: tag })).toHaveText(tag);
    await expect(page).toHaveURL(/text=/);
    await main.getByRole('link', { name: /Runs/ }).click();
    await expect(page.getByRole('grid', { name: 'Runs' })).toBeVisible();
    await main.getByRole('link', { name: /Providers/ }).click();
    await page
      .getByRole('region', { name: 'Vero' })
      .getByRole('button', { name: /Check connection/ })
      .click();
    await expect(page.getByRole('region', { name: 'Vero' }).getByRole('status').first()).toContainText(/\S/);
    await main.getByRole('link', { name: /Members/ }).click();
    await expect(page.getByRole('table', { name: 'Members' })).toBeVisible();
  });
}

for (const near of [false, true]) {
  test(`an extension that puts things into every page${near ? ', beside its fields too,' : ''} and a blocker that takes some away end nothing`, async ({
    page,
    person,
    ledger,
    problems,
  }) => {
    test.slow();
    // React reports that it rendered a part again, and goes on.
    if (near) problems.allow(/React error #418/);
    const mark = `sr-${uniqueMark()}`;
    const amara = await person({ vero: [mark], capillary: ['Birthday club'], fragment: { plan: 'team' } });
    await installExtension(page, { near });
    const paths = [
      '/',
      '/users',
      '/tags',
      '/history',
      '/runs',
      '/runs/new',
      '/users/new',
      '/providers',
      '/members',
      '/account',
    ];
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page).not.toHaveTitle(/Error/);
    }
    await openUser(page, amara);
    // A blocker removes elements; the page must survive updating or leaving them.
    await page.evaluate(() => {
      for (const element of document.querySelectorAll('aside [data-tip], li svg, h1 bdi')) element.remove();
    });
    const vero = regionOf(page, 'Vero');
    await vero.getByRole('combobox', { name: 'Add tag' }).fill('prospect');
    await page.keyboard.press('Enter');
    await expect(tagIn(vero, 'prospect')).toHaveAccessibleDescription(/^accepted/);
    await vero.getByRole('button', { name: `Remove ${mark}` }).click();
    await expect(tagIn(vero, mark)).toHaveCount(0);
    await expectTagsAsInLedger(page, ledger, amara);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Users' }).click();
    await expect(page.getByRole('grid', { name: 'Users' })).toBeVisible();
  });
}

test('fields for tags and ids are left alone by spelling aids and password managers', async ({
  page,
  person,
}) => {
  const amara = await person({ vero: [], fragment: { plan: 'team' } });
  const fieldsOf = () =>
    page
      .locator('main input:not([type=radio], [type=checkbox], [type=hidden], [type=date])')
      .evaluateAll((inputs) =>
        inputs.map((input) => ({
          name:
            input.getAttribute('aria-label') ??
            document.querySelector(`label[for="${input.id}"]`)?.textContent,
          literal: [
            input.getAttribute('autocomplete'),
            input.getAttribute('autocorrect'),
            input.getAttribute('spellcheck'),
            input.getAttribute('autocapitalize'),
          ].join(' '),
          ignored: input.hasAttribute('data-1p-ignore') && input.hasAttribute('data-lpignore'),
        })),
      );
  await openUser(page, amara);
  const prose = ['Note for the next edit', 'Name', 'Note'];
  for (const path of [`/users/${amara.id}`, '/users', '/tags', '/history', '/users/new', '/runs/new']) {
    await page.goto(path);
    const fields = await fieldsOf();
    expect(fields.length, path).toBeGreaterThan(0);
    for (const { name, literal, ignored } of fields) {
      expect({ path, name, ignored }).toEqual({ path, name, ignored: true });
      if (!prose.includes(name ?? ''))
        expect({ path, name, literal }).toEqual({ path, name, literal: 'off off false none' });
    }
  }
});
