/**
 * Runs in the page first: performance marks about the list of that name. `rows`: first row painted; `key`:
 * pressed, by the event's time; `settled`: requested rows painted. Also `shift`, `lcp` and `interaction <id>`
 * for layout shifts, largest paint and slow interactions.
 */
export function markPage(label: string): void {
  const listId = `[role="grid"][aria-label="${label}"]`;
  // A task after a frame callback runs after the paint.
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

/** Runs in the page. */
export function timesOf(name: string): number[] {
  return performance.getEntriesByName(name).map(({ startTime }) => startTime);
}

/** Runs in the page. */
export function detailsOf(name: string): number[] {
  return performance
    .getEntriesByName(name)
    .map((entry) => ('detail' in entry ? Number(entry.detail) : Number.NaN));
}

/** ms until the next paint, of that before its listeners and in them. */
export type Interaction = { what: string; duration: number; waited: number; ran: number };

/** Runs in the page: those above a frame, slowest first, and the number of all. */
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

/** Runs in the page: resolves after the next paint. */
export function untilPainted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
