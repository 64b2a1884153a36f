/**
 * Runs in the page, before anything else of it: writes marks into the browser's own record of times. `rows`: the first
 * row of users was painted. `key`: a key was pressed, as the system stamped it. `settled`: the rows asked for last were
 * painted. Layout shifts, the largest paint and slow interactions are marked too, as `shift`, `lcp` and
 * `interaction <id>`, the last once for each of its events.
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
    const id = 'interactionId' in entry ? Number(entry.interactionId) : 0;
    if (id > 0) performance.mark(`interaction ${id}`, { detail: entry.duration });
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

/**
 * Runs in the page: interaction to next paint as web.dev defines it, in milliseconds: the slowest interaction, one left
 * out for every fifty. Those that took less than a frame or two are counted, though not reported.
 */
export function slowestInteraction(): { milliseconds: number; interactions: number } {
  const slowest = new Map<string, number>();
  for (const mark of performance.getEntriesByType('mark')) {
    if (!mark.name.startsWith('interaction ') || !('detail' in mark)) continue;
    slowest.set(mark.name, Math.max(slowest.get(mark.name) ?? 0, Number(mark.detail)));
  }
  const interactions =
    'interactionCount' in performance ? Number(performance.interactionCount) : slowest.size;
  const sorted = [...slowest.values()].sort((a, b) => b - a);
  return { milliseconds: sorted[Math.floor(interactions / 50)] ?? 16, interactions };
}

/** Runs in the page: resolves when what was drawn until now has been painted. */
export function untilPainted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
