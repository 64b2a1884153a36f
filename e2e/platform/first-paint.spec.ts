/** What is drawn before scripts have loaded is what stays: nothing moves under an eye or a pointer. */
import type { Page } from '@playwright/test';
import { expect, test } from '../runs/fixtures.ts';
import { runToEnd } from '../runs/steps.ts';
import { hold } from '../support/held.ts';
import { createPerson } from '../support/person.ts';

/** Of a phone, a laptop and a large screen. */
const widths = [390, 1280, 1920];

/** Texts and boxes that somebody sees, with their places, but for times. */
function readDrawn(): string[] {
  const isSeen = ({ left, right, top, bottom }: DOMRect) =>
    right - left > 1 &&
    bottom - top > 1 &&
    right > 0 &&
    bottom > 0 &&
    left < window.innerWidth &&
    top < window.innerHeight;
  const isDrawn = (element: Element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    isSeen(element.getBoundingClientRect());
  const say = (what: string, { left, top, width, height }: DOMRect) =>
    `${what} at ${[left, top, width, height].map(Math.round).join(' ')}`;
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode } = walker;
    const parent = currentNode.parentElement;
    const text = currentNode.textContent?.trim();
    if (!text || !parent || parent.closest('time, script, style') || !isDrawn(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(currentNode);
    texts.push(say(text, range.getBoundingClientRect()));
  }
  const boxes = document.querySelectorAll('svg, rect, img, input, select, button, a, tr, th, td, section');
  return [
    ...texts,
    ...Array.from(boxes)
      .filter(isDrawn)
      .map((box) => say(box.tagName.toLowerCase(), box.getBoundingClientRect())),
  ];
}

/** Holds the scripts back: what is there without them is the first paint. */
async function expectPaintedOnce(page: Page, path: string): Promise<void> {
  const scripts = await hold(page, (request) => request.resourceType() === 'script');
  const opened = page.goto(path);
  await scripts.arrived;
  await page.waitForFunction(
    () =>
      document.readyState !== 'loading' &&
      document.fonts.status === 'loaded' &&
      performance.getEntriesByName('first-contentful-paint').length > 0,
  );
  const first = await page.evaluate(readDrawn);
  expect(first.length).toBeGreaterThan(40);
  await scripts.release();
  await opened;
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  expect(await page.evaluate(readDrawn)).toEqual(first);
}

test('users, tags, history and a run are painted once, whatever the width', async ({
  page,
  installation,
  crowd,
  tag,
}) => {
  const { mark } = await crowd();
  const run = await runToEnd(page, mark, { provider: 'Vero', key: tag });
  for (let person = 0; person < 12; person += 1) {
    await createPerson(installation.ledger(), installation.sandbox, {
      vero: ['prospect', 'newsletter', 'vip', 'cart-abandoned-twice', 'q4'].slice(person % 4),
      capillary: ['Loyalty Member', 'Birthday club'].slice(person % 2),
      fragment: { plan: 'enterprise', department: 'engineering' },
    });
  }
  await page.goto(`/users?q=vero:${mark}`);
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(`Once ${mark}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 720 ? 844 : 800 });
    for (const path of ['/users', '/tags', '/history', '/runs', `/runs/${run}`])
      await test.step(`${path} at ${width}`, () => expectPaintedOnce(page, path));
  }
});

/** Whole ones that nothing covers. */
function countRows(): number {
  const rows = Array.from(document.querySelectorAll('main table tbody tr'));
  return rows.filter((row) => {
    const { left, top, bottom } = row.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight) return false;
    return [top + 2, bottom - 2].every((y) => row.contains(document.elementFromPoint(left + 60, y)));
  }).length;
}

test('at 200 % on a small laptop six rows are seen, and nothing stays but their head', async ({
  page,
  installation,
  crowd,
  tag,
}) => {
  const { mark } = await crowd();
  const run = await runToEnd(page, mark, { provider: 'Vero', key: tag });
  await installation.ledger().query(
    `insert into runs (title, status, source, operations, actor, users, planned_at, started_at, ended_at)
     select title, status, source, operations, actor, users, planned_at, started_at, ended_at
     from runs, generate_series(1, 20) where id = $1`,
    [run],
  );
  await createPerson(installation.ledger(), installation.sandbox, {
    vero: ['low-a', 'low-b', 'low-c', 'low-d', 'low-e', 'low-f', 'low-g'],
  });
  await page.setViewportSize({ width: 640, height: 400 });
  for (const [path, name] of [
    ['/users', 'Users'],
    ['/tags', 'Tags'],
    ['/runs', 'Runs'],
    ['/history?view=every', 'History'],
  ] as const)
    await test.step(path, async () => {
      await page.goto(path);
      await expect(page.getByRole('grid', { name }).getByRole('row').nth(6)).toBeVisible();
      expect(await page.evaluate(countRows), path).toBeGreaterThanOrEqual(6);
      // The bars give way to the list, the navigation stays beside it.
      await page.getByRole('heading', { level: 1, name }).hover();
      await page.mouse.wheel(0, 400);
      await expect(page.getByRole('heading', { level: 1, name })).not.toBeInViewport();
      await expect(page.getByRole('link', { name: 'Home', exact: true })).toBeInViewport({ ratio: 1 });
    });
});

test('a browser that does not send its width has it from the last page', async ({ page }) => {
  const columns = async () => {
    const answer = await page.request.get('/history');
    return Number(/aria-colcount="(\d+)"/.exec(await answer.text())?.[1]);
  };
  const [wide, narrow] = [1280, 390];
  const seen: number[] = [];
  for (const width of [wide, narrow, wide]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto('/');
    seen.push(await columns());
  }
  expect(seen[0]).toBeGreaterThan(seen[1] ?? 0);
  expect(seen[2]).toBe(seen[0]);
});
