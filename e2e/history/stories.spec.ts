/** After a run of a thousand changes the history still tells what else happened. */
import type { Page } from '@playwright/test';
import { expect, test } from '../runs/fixtures.ts';
import { expectEnded, plan, start } from '../runs/steps.ts';
import type { Ledger } from '../support/ledger.ts';
import { uniqueMark } from '../support/mark.ts';

const grid = (page: Page) => page.getByRole('grid', { name: 'History' });
const rows = (page: Page) =>
  grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') });

/** `pairs` of edits of one member on `count` people, one person after the other, a minute apart. */
async function editPeople(ledger: Ledger, mark: string, count: number): Promise<void> {
  await ledger.query(
    `insert into changes (kind, user_id, identity_id, provider, external_id, member_id, actor, operations, outcome, outcomes, state, created_at, closed_at, origin)
     select 'tags', i.user_id, i.id, i.provider, i.external_id, m.id, m.name,
       jsonb_build_array(jsonb_build_object('verb', 'add', 'key', $1 || '-' || part, 'value', null)), 'accepted',
       '[{"outcome": "accepted", "code": null, "message": null, "hint": null}]', 'closed',
       now() - interval '1 hour' + n * interval '1 minute', now(), '/users/…'
     from (select *, row_number() over (order by id) as n from identities where provider = 'vero' order by id limit $2) i
     cross join generate_series(1, 2) part cross join (select id, name from members order by id limit 1) m
     order by n, part`,
    [mark, count],
  );
}

test('a run is one line beside what else happened, unfolds in place, and every line stays within reach', async ({
  page,
  installation,
  crowd,
  tag,
  expectAccessible,
}) => {
  const mark = uniqueMark();
  const people = await crowd();
  await editPeople(installation.ledger(), mark, 12);
  await installation.sandbox.fault({ provider: 'vero', kind: 'status', status: 400, match: {}, times: 3 });
  const runId = await plan(
    page,
    people.mark,
    { provider: 'Vero', key: tag },
    { provider: 'FRAGMENT', verb: 'Set', key: tag, value: 'yes' },
  );
  await start(page, '1,000');
  await expectEnded(page);

  await page.getByRole('link', { name: 'History', exact: true }).click();
  const run = rows(page).filter({ has: page.getByRole('link', { name: `Run ${runId}`, exact: true }) });
  await expect(run).toHaveCount(1);
  await expect(run).toContainText('997 made, 3 not');
  const burst = rows(page).filter({ hasText: `${mark}-1` });
  await expect(burst).toHaveCount(12);
  await expect(burst.first()).toContainText(`+ ${mark}-2, + ${mark}-1`);
  expect(await visibleStories(page)).toBeGreaterThanOrEqual(10);
  await expectAccessible();

  // By keys: down to the run, into it, and out again.
  const unfold = run.getByRole('button', { name: /997 made/ });
  await expect(unfold).toHaveAttribute('aria-expanded', 'false');
  await run.getByRole('gridcell').last().click();
  await expect(unfold).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(unfold).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(new RegExp(`open=run-${runId}`));
  const more = grid(page).getByRole('button', { name: 'Show 50 more' });
  const lines = rows(page)
    .filter({ hasText: `+ ${tag}` })
    .or(rows(page).filter({ hasText: `${tag} yes` }));
  await expect(lines.first()).toBeVisible();
  await expectAccessible();
  const laidOut = Number(await grid(page).getAttribute('aria-rowcount'));
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  for (let page15 = 0; page15 < 4; page15++) await page.keyboard.press('PageDown');
  await more.click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(laidOut + 50));
  await page.keyboard.press('Home');
  await page.reload();
  await expect(unfold).toHaveAttribute('aria-expanded', 'true');
  await expect(lines.first()).toBeVisible();

  // Filters act on lines: the run shows the part that fits.
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('refused');
  await expect(rows(page)).toHaveCount(4);
  await expect(run).toContainText('3 of 1,000 fit');
  await expect(burst).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove filter Outcome' }).click();
  await expect(page.getByRole('combobox', { name: 'Outcome' })).toBeFocused();
  await expect(run).toContainText('997 made, 3 not');
  await expect(more).toHaveCount(0);

  // A drag over text is no press.
  const line = lines.first();
  const box = await line.boundingBox();
  if (!box) throw new Error('The line is not on the screen.');
  await page.mouse.move(box.x + box.width - 200, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 120, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.evaluate(() => document.getSelection()?.removeAllRanges());
  await line.getByRole('gridcell').last().click();
  await expect(page.getByRole('dialog', { name: /^Change/ })).toContainText(`in run ${runId}`);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Every change' }).click();
  await expect(page).toHaveURL(/view=every/);
  await expect(page.getByRole('button', { name: 'Every change' })).toHaveAttribute('aria-pressed', 'true');
  await expect(grid(page).getByRole('button', { expanded: false })).toHaveCount(0);
  expect(await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href')).not.toContain('view');
  await page.getByRole('button', { name: 'Every change' }).click();
  await run.getByRole('link', { name: `Run ${runId}`, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/runs/${runId}$`));
});

/** Different ones within the window. */
async function visibleStories(page: Page): Promise<number> {
  return grid(page).evaluate(
    (element) =>
      [...element.querySelectorAll('tbody tr')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return row.querySelector('[aria-expanded]') && top >= 0 && bottom <= window.innerHeight;
      }).length,
  );
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('filters take one line, and a press on a story unfolds it', async ({
    page,
    installation,
    crowd,
    expectAccessible,
  }) => {
    const mark = uniqueMark();
    await crowd();
    await editPeople(installation.ledger(), mark, 3);
    await page.goto(`/history?kind=tags&tag=${mark}-1`);
    const burst = rows(page).filter({ hasText: `${mark}-1` });
    await expect(burst).toHaveCount(3);
    await page.goto('/history?kind=tags');
    const bar = page.getByRole('searchbox', { name: 'Search notes and people' });
    const [search, chip] = [
      await bar.boundingBox(),
      await page.getByRole('combobox', { name: 'Kind' }).boundingBox(),
    ];
    expect(Math.abs((search?.y ?? 0) - (chip?.y ?? 0))).toBeLessThan(12);
    await burst.first().getByRole('gridcell').last().tap();
    await expect(burst.first().getByRole('button', { expanded: true })).toBeVisible();
    await expect(
      rows(page)
        .filter({ hasText: `+ ${mark}-2` })
        .nth(1),
    ).toBeVisible();
    await expectAccessible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
