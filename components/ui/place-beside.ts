export type Side = 'below' | 'above';
export type Alignment = 'start' | 'end' | 'center';

export interface Placement {
  side?: Side | undefined;
  align?: Alignment | undefined;
  /** Make it as wide as the anchor. */
  sameWidth?: boolean | undefined;
}

const gap = 4;
const edge = 8;

/**
 * Puts a fixed element beside its anchor, in CSS pixels of the window.
 * Goes to the other side where there is no room, and never leaves the window. Call it again after a scroll.
 */
export function placeBeside(floating: HTMLElement, anchor: Element, placement: Placement = {}): void {
  const { side = 'below', align = 'start', sameWidth = false } = placement;
  const at = anchor.getBoundingClientRect();
  floating.style.position = 'fixed';
  floating.style.inset = 'auto';
  if (sameWidth) floating.style.width = `${at.width}px`;
  floating.style.maxHeight = '';

  const roomBelow = window.innerHeight - at.bottom - gap - edge;
  const roomAbove = at.top - gap - edge;
  const wanted = floating.offsetHeight;
  const below =
    side === 'below'
      ? wanted <= roomBelow || roomBelow >= roomAbove
      : wanted > roomAbove && roomBelow > roomAbove;
  const height = Math.min(wanted, below ? roomBelow : roomAbove);
  if (height < wanted) floating.style.maxHeight = `${height}px`;

  const width = floating.offsetWidth;
  const left =
    align === 'start' ? at.left : align === 'end' ? at.right - width : at.left + at.width / 2 - width / 2;
  floating.style.left = `${Math.max(edge, Math.min(left, window.innerWidth - width - edge))}px`;
  floating.style.top = `${below ? at.bottom + gap : at.top - gap - height}px`;
}

/** Keeps `placeBeside` true while the page scrolls, the window or the content changes; call the result to stop. */
export function keepBeside(floating: HTMLElement, anchor: Element, placement?: Placement): () => void {
  const place = () => placeBeside(floating, anchor, placement);
  place();
  // What floats is often filled a moment after it opens.
  const observer = new ResizeObserver(place);
  observer.observe(floating);
  window.addEventListener('scroll', place, { capture: true, passive: true });
  window.addEventListener('resize', place);
  return () => {
    observer.disconnect();
    window.removeEventListener('scroll', place, { capture: true });
    window.removeEventListener('resize', place);
  };
}
