/**
 * Runs in the page, before anything else of it: writes marks into the browser's own record of times. `rows`: the first
 * row of users was painted. `key`: a key was pressed, as the system stamped it. `settled`: the rows asked for last were
 * painted. Layout shifts, the largest paint and slow events are marked too, as `shift`, `lcp` and `event`.
 */
export function markPage(): void {
  const listId = '[role="grid"][aria-label="Users"]';
  // What a frame's callbacks leave behind is painted before the next task runs.
  const afterPaint = (work: () => void) => requestAnimationFrame(() => setTimeout(work));

  document.addEventListener('keydown', ({ timeStamp }) => performance.mark('key', { startTime: timeStamp }), {
    capture: true,
  });

  let areThere = false;
  let wasBusy = false;
  new MutationObserver(() => {
    const grid = document.querySelector(listId);
    if (!grid) return;
    if (!areThere && grid.querySelector('tbody a')) {
      areThere = true;
      afterPaint(() => performance.mark('rows'));
    }
    const isBusy = grid.closest('[aria-busy]') !== null;
    if (wasBusy && !isBusy) afterPaint(() => performance.mark('settled'));
    wasBusy = isBusy;
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-busy'] });

  const note = (type: string, options: object, mark: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(mark)).observe({
      type,
      buffered: true,
      ...options,
    });
  note('largest-contentful-paint', {}, ({ startTime }) => performance.mark('lcp', { startTime }));
  note('layout-shift', {}, (entry) => {
    const hadInput = 'hadRecentInput' in entry && entry.hadRecentInput === true;
    const value = 'value' in entry ? entry.value : 0;
    if (!hadInput) performance.mark('shift', { detail: value });
  });
  note('event', { durationThreshold: 16 }, (entry) => {
    const isInteraction = 'interactionId' in entry && Number(entry.interactionId) > 0;
    if (isInteraction) performance.mark('event', { detail: entry.duration });
  });
}

/** Runs in the page: start times of the marks of a name. */
export function timesOf(name: string): number[] {
  return performance.getEntriesByName(name).map(({ startTime }) => startTime);
}

/** Runs in the page: the numbers that marks of a name carry. */
export function detailsOf(name: string): number[] {
  return performance
    .getEntriesByName(name)
    .map((entry) => ('detail' in entry ? Number(entry.detail) : Number.NaN));
}
