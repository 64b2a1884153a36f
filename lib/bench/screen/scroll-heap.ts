/** What a long scroll leaves in the browser's memory. */
import type { BrowserContext } from '@playwright/test';

const rowHeight = 36;
const rowsWanted = 20_000;
const rowsPerStep = 40;
/** A list that has not grown after so many looks has come to its end. */
const mostPauses = 40;
const pauseMs = 50;

/** Scrolls through the list until so many rows have passed; gives the live heap after that, in MB of 1,000,000 bytes. */
export async function heapAfterScrolling(
  context: BrowserContext,
  url: string,
): Promise<{ rows: number; megabytes: number }> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await page.goto(url, { waitUntil: 'networkidle' });
  let rows = 0;
  for (let pauses = 0; rows < rowsWanted && pauses < mostPauses; ) {
    // The list grows as pages arrive, so a step may fall short of what was asked.
    const top = await page.evaluate(scrollBy, rowsPerStep * rowHeight);
    const reached = Math.floor(top / rowHeight);
    pauses = reached > rows ? 0 : pauses + 1;
    rows = reached;
    if (pauses > 0) await page.waitForTimeout(pauseMs);
    // Every row of the window must have been there, or the scroll would have passed grey bars only.
    await page.waitForFunction(areRowsThere, undefined, { polling: 'raf' });
  }
  await session.send('HeapProfiler.enable');
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await page.close();
  return { rows, megabytes: usedSize / 1_000_000 };
}

/** Runs in the page: scrolls the list down and gives how far it is now. */
function scrollBy(pixels: number): number {
  const scroller = document.querySelector('[role="grid"][aria-label="Users"]')?.parentElement;
  if (!scroller) throw new Error('There is no list.');
  scroller.scrollTop += pixels;
  return scroller.scrollTop;
}

/** Runs in the page. */
function areRowsThere(): boolean {
  const grid = document.querySelector('[role="grid"][aria-label="Users"]');
  return grid !== null && grid.querySelector('tbody tr[aria-busy]') === null;
}
