'use client';

import {
  type CSSProperties,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
} from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { type Column, gridTemplate } from './columns.ts';
import { overscan, rowHeight } from './row-window.ts';
import { useKeptPlace } from './use-kept-place.ts';
import { usePacedRows } from './use-paced-rows.ts';
import { useRowCursor } from './use-row-cursor.ts';
import { type SeenPart, useRowWindow } from './use-row-window.ts';
import { cellClass, VirtualRow } from './virtual-row.tsx';

export interface VirtualRowsProps<Row> {
  /** The accessible name of the grid: “Users”. */
  label: string;
  columns: ReadonlyArray<Column<Row>>;
  /** Rows laid out, the ones still on their way included. */
  count: number;
  /** The row at a place, or undefined while it is on its way. */
  rowAt: (index: number) => Row | undefined;
  rowKey: (row: Row) => string;
  /** Rows there are in all, where that is known and more than are laid out. */
  total?: number | undefined;
  /** Undefined where rows cannot be selected at all. */
  isSelected?: ((row: Row) => boolean) | undefined;
  onOpen?: ((row: Row, index: number) => void) | undefined;
  onSelect?: ((row: Row, index: number, range: boolean) => void) | undefined;
  /**
   * The cursor stands on this row now; undefined when on none, or while it is on its way. The place is the same as before
   * when another row has come to it.
   */
  onCursor?: ((row: Row | undefined, index: number) => void) | undefined;
  /** The rows drawn now, end not included: fetch what is missing. Called after each change. */
  onRange?: ((first: number, end: number) => void) | undefined;
  /** Instead of rows, when there are none: an empty or error state. */
  fallback?: ReactNode;
  /** What list this is: another one starts at its top, with no row at the cursor. */
  list?: unknown;
  /** The same in words, where a page has more lists than one: who comes back to it finds scroll and cursor as they were. */
  placeName?: string | undefined;
  /** Least width in pixels, under which the list scrolls sideways. */
  minWidth?: number | undefined;
  className?: string | undefined;
}

type Place = { seen: SeenPart; cursor: number };

/**
 * A list of any length: rows of 36 px under a sticky head, only those near the window in the document.
 * Role grid; the keys of `useRowCursor` move the row cursor.
 */
export function VirtualRows<Row>(props: VirtualRowsProps<Row>) {
  const { label, columns, count, rowAt, rowKey, total, isSelected, onOpen, onSelect, onCursor, onRange } =
    props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const grid = useRef<HTMLTableElement>(null);
  const latestPlace = useRef<() => Place>(null);
  const start = useKeptPlace(`rows ${label} ${props.placeName ?? ''}`, () => latestPlace.current?.());
  const { first, end, scrollToRow, scrollToTop, seenPart } = useRowWindow(scroller, count, start?.seen);
  const firstSeen = first === 0 ? 0 : Math.min(first + overscan, end);
  const seen = { first: firstSeen, end: end === count ? end : Math.max(firstSeen, end - overscan) };
  const { drawn, isLate } = usePacedRows({ first, end, seen, rowAt, rowKey, columns });

  const onMove = useCallback(
    (index: number) => {
      scrollToRow(index);
      // Whoever moves by keys and stands nowhere stands in the list from now on, and hears its rows.
      if (document.activeElement === document.body) grid.current?.focus({ preventScroll: true });
    },
    [scrollToRow],
  );
  const { cursor, moveTo, clear } = useRowCursor({
    count,
    start: start?.cursor,
    onMove,
    onOpen: onOpen && ((index) => withRow(rowAt(index), (row) => onOpen(row, index))),
    onSelect: onSelect && ((index, range) => withRow(rowAt(index), (row) => onSelect(row, index, range))),
  });

  useLayoutEffect(() => {
    latestPlace.current = () => ({ seen: seenPart(), cursor });
  });

  const { list } = props;
  const lastList = useRef(list);
  useLayoutEffect(() => {
    if (lastList.current !== list) {
      scrollToTop();
      clear();
    }
    lastList.current = list;
  }, [list, scrollToTop, clear]);

  const latest = useRef({ onRange, onCursor, rowAt });
  useEffect(() => {
    latest.current = { onRange, onCursor, rowAt };
  });
  useEffect(() => latest.current.onRange?.(first, end), [first, end]);
  const rowAtCursor = cursor >= 0 ? rowAt(cursor) : undefined;
  const keyAtCursor = rowAtCursor && rowKey(rowAtCursor);
  useEffect(() => {
    const row = keyAtCursor === undefined ? undefined : latest.current.rowAt(cursor);
    latest.current.onCursor?.(row, cursor);
  }, [cursor, keyAtCursor]);

  const rows: ReactNode[] = [];
  for (let index = first; index < end; index++) {
    const shown = drawn.get(index);
    const row = shown?.row;
    rows.push(
      <VirtualRow
        key={row === undefined ? `place ${index}` : rowKey(row)}
        id={`${id}-${index}`}
        row={row}
        index={index}
        columns={shown?.columns ?? columns}
        isBare={shown?.isBare ?? true}
        isBehind={shown !== undefined && shown.columns !== columns}
        atCursor={index === cursor}
        selected={isSelected && row !== undefined ? isSelected(row) : undefined}
        onPress={moveTo}
      />,
    );
  }

  // Every row takes its tracks from here, so that one place moves them all.
  const tracks = { '--columns': gridTemplate(columns) };
  const style: CSSProperties = {
    ...tracks,
    ...(props.minWidth !== undefined && { minWidth: props.minWidth }),
  };
  return (
    <div
      ref={scroller}
      aria-busy={isLate || undefined}
      className={classNames(
        'relative min-h-0 flex-1 overflow-auto phone:max-h-[calc(100dvh-57px)]',
        props.className,
      )}
    >
      <table
        ref={grid}
        {...gridAttributes(
          isSelected !== undefined,
          cursor >= first && cursor < end ? `${id}-${cursor}` : null,
        )}
        aria-label={label}
        aria-rowcount={(total ?? count) + 1}
        aria-colcount={columns.length}
        style={style}
        className="block focus-visible:outline-none"
      >
        <HeadRow columns={columns} />
        {/* As tall as the whole list; the rows that are drawn are pushed down to their place. */}
        <tbody className="block" style={{ height: count * rowHeight, paddingTop: first * rowHeight }}>
          {rows}
        </tbody>
      </table>
      {count === 0 && props.fallback}
    </div>
  );
}

/** A table whose rows are chosen and moved through by key is ARIA's grid, which takes the focus as a whole. */
function gridAttributes(selectable: boolean, rowIdAtCursor: string | null) {
  return {
    role: 'grid',
    tabIndex: 0,
    'aria-multiselectable': selectable || undefined,
    'aria-activedescendant': rowIdAtCursor ?? undefined,
  } as const;
}

function HeadRow<Row>({ columns }: { columns: ReadonlyArray<Column<Row>> }) {
  return (
    <thead className="sticky top-0 z-10 block">
      <tr
        aria-rowindex={1}
        className="grid h-(--row-head) grid-cols-(--columns) border-b border-line bg-sunken text-11 whitespace-nowrap text-fg-3"
      >
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            aria-label={column.label}
            aria-sort={column.sorted}
            className={classNames(
              cellClass,
              'relative overflow-hidden font-medium',
              column.align === 'end' && 'justify-end',
              column.sorted && 'text-fg',
            )}
          >
            {column.head}
            {column.edge}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function withRow<Row>(row: Row | undefined, action: (row: Row) => void): void {
  if (row !== undefined) action(row);
}
