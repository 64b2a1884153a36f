/**
 * Writes of typed text to the URL. A late write cancels a navigation under way, so a clicked link waits for
 * pending writes.
 */

/** Longest wait for a write that never comes. */
const maxWaitMs = 1_000;

const underWay = new Set<Promise<unknown>>();
const atRest = new Set<() => Promise<unknown>>();

/** Returns `write`; links wait for it. */
export function followWrite<Written>(write: Promise<Written>): Promise<Written> {
  underWay.add(write);
  const forget = () => void underWay.delete(write);
  write.then(forget, forget);
  return write;
}

/** For debounced text: `writeNow` is called when a link is followed first. Returns its cleanup. */
export function expectWrite(writeNow: () => Promise<unknown>): () => void {
  atRest.add(writeNow);
  return () => void atRest.delete(writeNow);
}

/** For navigation that is not a link's; resolves after a second at the latest. */
export async function settleWrites(): Promise<void> {
  if (underWay.size === 0 && atRest.size === 0) return;
  const writes = [...underWay, ...[...atRest].map((writeNow) => writeNow())];
  const late = new Promise((resolve) => window.setTimeout(resolve, maxWaitMs));
  await Promise.race([Promise.allSettled(writes), late]);
  underWay.clear();
}

function holdClick(event: MouseEvent): void {
  if (underWay.size === 0 && atRest.size === 0) return;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || leavesPage(event, link)) return;
  event.preventDefault();
  event.stopPropagation();
  void settleWrites().then(() => {
    // The list may have been redrawn.
    if (link.isConnected) link.click();
    else window.location.assign(link.href);
  });
}

/** New tabs and downloads cancel nothing. */
function leavesPage({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent, link: HTMLAnchorElement) {
  const isModified = metaKey || ctrlKey || shiftKey || altKey;
  return button !== 0 || isModified || link.target !== '' || link.hasAttribute('download');
}

if (typeof window !== 'undefined') window.addEventListener('click', holdClick, true);
