export type Side = 'below' | 'above';
export type Alignment = 'start' | 'end' | 'center';

export interface Placement {
  side?: Side | undefined;
  align?: Alignment | undefined;
  /** As wide as the anchor. */
  sameWidth?: boolean | undefined;
}

const gap = 4;
const edge = 8;

/** In CSS pixels of the window; flips where there is no room. Call again after a scroll. */
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

/** Follows scroll, resize and content; the result stops it. */
export function keepBeside(floating: HTMLElement, anchor: Element, placement?: Placement): () => void {
  const place = () => placeBeside(floating, anchor, placement);
  place();
  // Content often arrives after opening.
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
