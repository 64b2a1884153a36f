/**
 * The limit for interactions: what the browser itself takes on this processor to draw the list after a key. A copy of
 * the page as it stands, without its program, in which keys do by bare DOM calls what a person sees them do in Tagdesk.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { type Interaction, slowestInteractions, untilPainted } from './page-marks.ts';

const address = '/bare-copy-of-the-list';
const moves = 50;

/** The slow ones, slowest first, and how many interactions there were. */
export async function interactionsOnCopy(
  context: BrowserContext,
  url: string,
  slowdown: number,
): Promise<{ slowest: Interaction[]; interactions: number }> {
  const html = await pageWithoutProgram(context, url);
  const page = await context.newPage();
  const copy = new URL(address, url).href;
  await page.route(copy, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  await page.goto(copy, { waitUntil: 'networkidle' });
  await page.evaluate(moveByKeys);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.getByRole('searchbox').pressSequentially('mira sha', { delay: 90 });
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  for (let move = 0; move < moves; move += 1) await press(page, move % 5 === 4 ? 'x' : 'j');
  const measured = await page.evaluate(slowestInteractions);
  await page.close();
  return measured;
}

async function pageWithoutProgram(context: BrowserContext, url: string): Promise<string> {
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  const html = await page.content();
  await page.close();
  return html.replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>|<link\b[^>]*\bas="script"[^>]*>/g, '');
}

async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key, { delay: 20 });
  await page.evaluate(untilPainted);
}

/** Runs in the copy: `j` takes the cursor's colour to the next row, `x` the selection's and ticks its box. */
function moveByKeys(): void {
  const rows = [...document.querySelectorAll('[role="grid"] tbody tr')];
  let at = 0;
  const row = () => rows[at % rows.length];
  document.addEventListener('keydown', ({ key, target }) => {
    if (target instanceof HTMLInputElement) return;
    if (key === 'j') {
      row()?.classList.replace('bg-hover', 'bg-surface');
      at += 1;
      row()?.classList.replace('bg-surface', 'bg-hover');
    }
    if (key === 'x') {
      row()?.classList.replace('bg-hover', 'bg-selected');
      const box = row()?.querySelector('input');
      if (box) box.checked = !box.checked;
    }
  });
}
