/**
 * What is typed or chosen is written to the address a moment later. A write that comes after a link was followed calls
 * the navigation back, so a click on a link comes after the writes that were asked for before it.
 */

/** Nobody waits longer for an address that is never written. */
const maxWaitMs = 1_000;

const underWay = new Set<Promise<unknown>>();
const atRest = new Set<() => Promise<unknown>>();

/** Gives `write` back; links wait until it has ended. */
export function followWrite<Written>(write: Promise<Written>): Promise<Written> {
  underWay.add(write);
  const forget = () => void underWay.delete(write);
  write.then(forget, forget);
  return write;
}

/** For text that is written when typing rests: `writeNow` is called where a link is followed before. Gives what ends it. */
export function expectWrite(writeNow: () => Promise<unknown>): () => void {
  atRest.add(writeNow);
  return () => void atRest.delete(writeNow);
}

function holdClick(event: MouseEvent): void {
  if (underWay.size === 0 && atRest.size === 0) return;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || leavesPage(event, link)) return;
  event.preventDefault();
  event.stopPropagation();
  const writes = [...underWay, ...[...atRest].map((writeNow) => writeNow())];
  const late = new Promise((resolve) => window.setTimeout(resolve, maxWaitMs));
  void Promise.race([Promise.allSettled(writes), late]).then(() => {
    underWay.clear();
    // The list may have been drawn anew meanwhile.
    if (link.isConnected) link.click();
    else window.location.assign(link.href);
  });
}

/** The browser follows it by itself, elsewhere: nothing here is called back. */
function leavesPage({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent, link: HTMLAnchorElement) {
  const isModified = metaKey || ctrlKey || shiftKey || altKey;
  return button !== 0 || isModified || link.target !== '' || link.hasAttribute('download');
}

if (typeof window !== 'undefined') window.addEventListener('click', holdClick, true);
