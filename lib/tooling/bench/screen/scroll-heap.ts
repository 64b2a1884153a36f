import type { BrowserContext } from '@playwright/test';

const rowHeight = 36;
const rowsWanted = 20_000;
const rowsPerStep = 40;
/** No growth for so long is the end. */
const timeoutMs = 5_000;

/** Gives the live heap (MB of 1,000,000 bytes) after so many rows, or all. */
export async function heapAfterScrolling(
  context: BrowserContext,
  url: string,
  label: string,
): Promise<{ rows: number; megabytes: number }> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await page.goto(url, { waitUntil: 'networkidle' });
  let rows = 0;
  for (let hasEnded = false; rows < rowsWanted && !hasEnded; ) {
    // The list grows with its pages: a step may fall short.
    const { top, height } = await page.evaluate(scrollBy, { label, pixels: rowsPerStep * rowHeight });
    const reached = Math.floor(top / rowHeight);
    if (reached <= rows) {
      const growing = page.waitForFunction(
        isTallerThan,
        { label, height },
        { polling: 'raf', timeout: timeoutMs },
      );
      hasEnded = await growing.then(
        () => false,
        () => true,
      );
    }
    rows = reached;
    // Rows must have loaded, or only skeletons would pass.
    await page.waitForFunction(areRowsThere, label, { polling: 'raf' });
  }
  await session.send('HeapProfiler.enable');
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await page.close();
  return { rows, megabytes: usedSize / 1_000_000 };
}

/** Runs in the page: scrolls and gives position and height. */
function scrollBy({ label, pixels }: { label: string; pixels: number }): { top: number; height: number } {
  const scroller = document.querySelector(`[role="grid"][aria-label="${label}"]`)?.parentElement;
  if (!scroller) throw new Error('There is no list.');
  scroller.scrollTop += pixels;
  return { top: scroller.scrollTop, height: scroller.scrollHeight };
}

/** Runs in the page. */
function isTallerThan({ label, height }: { label: string; height: number }): boolean {
  const scroller = document.querySelector(`[role="grid"][aria-label="${label}"]`)?.parentElement;
  return scroller !== null && scroller !== undefined && scroller.scrollHeight > height;
}

/** Runs in the page. */
function areRowsThere(label: string): boolean {
  const grid = document.querySelector(`[role="grid"][aria-label="${label}"]`);
  return grid !== null && grid.querySelector('tbody tr[aria-busy]') === null;
}
