import type { OnWidths } from './column-widths.ts';
import { type ColumnLayout, type ColumnWidths, fitWidth, trackText } from './column-widths.ts';

/**
 * Follows the captured pointer from `grabbedAt` (px of the window). Only tracks move; cell contents are
 * fitted at the end.
 */
export function dragWidth(
  handle: HTMLElement,
  grabbedAt: number,
  column: string,
  layout: ColumnLayout,
  onWidths: OnWidths,
): void {
  const grid = handle.closest<HTMLElement>('[role="grid"]');
  if (!grid) return;
  // Columns before keep their place, or the edge would run away from the pointer.
  const heads = [...(handle.closest('tr')?.children ?? [])];
  const sizes = heads.map((head) => head.getBoundingClientRect().width);
  const place = layout.columns.indexOf(column);
  const chosen: Record<string, number> = {};
  for (const [index, each] of layout.columns.slice(0, place).entries()) {
    if (each !== 'select') chosen[each] = fitWidth(sizes[index] ?? 0);
  }
  const grip = (sizes[place] ?? 0) - grabbedAt;
  let dragged: ColumnWidths | null = null;

  const stop = new AbortController();
  const { signal } = stop;
  const move = ({ clientX }: { clientX: number }) => {
    dragged = { ...chosen, [column]: fitWidth(grip + clientX) };
    const widths = { ...layout.widths, ...dragged };
    const tracks = layout.columns.map((each) => trackText(each, widths));
    grid.style.setProperty('--columns', tracks.join(' '));
  };
  handle.addEventListener('pointermove', move, { signal });
  const end = () => {
    stop.abort();
    if (dragged) onWidths(dragged);
  };
  handle.addEventListener('lostpointercapture', end, { signal });
}
