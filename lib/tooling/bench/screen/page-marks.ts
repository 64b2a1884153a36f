/**
 * Runs in the page, before anything else of it: writes marks into the browser's own record of times, about the list of
 * that name. `rows`: its first row was painted. `key`: a key was pressed, as the system stamped it. `settled`: the rows asked for last were
 * painted. Layout shifts, the largest paint and slow interactions are marked too, as `shift`, `lcp` and
 * `interaction <id>`, the last once for each of its events and with what `slowestInteractions` tells.
 */
export function markPage(label: string): void {
  const listId = `[role="grid"][aria-label="${label}"]`;
  // What a frame's callbacks leave behind is painted before the next task runs.
  const afterPaint = (work: () => void) => requestAnimationFrame(() => setTimeout(work));

  const keys = new Map<number, string>();
  const noteKey = ({ timeStamp, key, type }: KeyboardEvent) => {
    keys.set(timeStamp, `${key} ${type.slice('key'.length)}`);
    if (type === 'keydown') performance.mark('key', { startTime: timeStamp });
  };
  document.addEventListener('keydown', noteKey, { capture: true });
  document.addEventListener('keyup', noteKey, { capture: true });

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
    if (id === 0 || !(entry instanceof PerformanceEventTiming)) return;
    const { startTime, processingStart, processingEnd, duration } = entry;
    const what = keys.get(startTime) ?? entry.name;
    const detail = {
      what,
      duration,
      waited: processingStart - startTime,
      ran: processingEnd - processingStart,
    };
    performance.mark(`interaction ${id}`, { detail });
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

/** A slow interaction, in milliseconds: all until the next paint, of that what it waited before it was heard and what its listeners took. */
export type Interaction = { what: string; duration: number; waited: number; ran: number };

/** Runs in the page: the interactions that took more than a frame, slowest first, and how many there were in all. */
export function slowestInteractions(): { slowest: Interaction[]; interactions: number } {
  const slowest = new Map<string, Interaction>();
  for (const mark of performance.getEntriesByType('mark')) {
    if (!mark.name.startsWith('interaction ') || !('detail' in mark)) continue;
    const event = mark.detail as Interaction;
    if (event.duration > (slowest.get(mark.name)?.duration ?? 0)) slowest.set(mark.name, event);
  }
  const interactions =
    'interactionCount' in performance ? Number(performance.interactionCount) : slowest.size;
  return { slowest: [...slowest.values()].sort((a, b) => b.duration - a.duration), interactions };
}

/** Runs in the page: resolves when what was drawn until now has been painted. */
export function untilPainted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
