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
import { useChunkedRows } from './use-chunked-rows.ts';
import { useRowCursor } from './use-row-cursor.ts';
import { type SeenPart, useRowWindow } from './use-row-window.ts';
import { useScrollRestoration } from './use-scroll-restoration.ts';
import { cellClass, VirtualRow } from './virtual-row.tsx';

export interface VirtualRowsProps<Row> {
  /** The grid's accessible name: “Users”. */
  label: string;
  columns: ReadonlyArray<Column<Row>>;
  /** Rows laid out, including those on their way. */
  count: number;
  /** undefined: on its way. */
  rowAt: (index: number) => Row | undefined;
  rowKey: (row: Row) => string;
  /** All rows, if known and more than are laid out. */
  total?: number | undefined;
  /** undefined: not selectable. */
  isSelected?: ((row: Row) => boolean) | undefined;
  /** By Enter. */
  onOpen?: ((row: Row, index: number) => void) | undefined;
  /** A press on the row, not on what is in it. A press in a new tab goes by the link in its head. */
  onPress?: ((row: Row, index: number) => void) | undefined;
  onSelect?: ((row: Row, index: number, range: boolean) => void) | undefined;
  /** undefined: no row, or on its way. The index stays when another row has come to it. */
  onCursor?: ((row: Row | undefined, index: number) => void) | undefined;
  /** End excluded: fetch what is missing. Called after each change. */
  onRange?: ((first: number, end: number) => void) | undefined;
  /** When there are no rows: an empty or error state. */
  fallback?: ReactNode;
  /** Identity of the list: another one starts at its top without a cursor. */
  list?: unknown;
  /** Another object: the focus goes into the grid, and the cursor to its first row or one `at` if it says so. */
  entry?: { atFirst: boolean; at?: number } | null | undefined;
  /** The same as text, where a page has several lists: scroll and cursor are restored by it. */
  placeName?: string | undefined;
  /** In pixels; below it the list scrolls sideways. */
  minWidth?: number | undefined;
  className?: string | undefined;
}

type Place = { seen: SeenPart; cursor: number };

/**
 * A virtual list of any length: 36 px rows under a sticky head. Role grid, with the keys of `useRowCursor`.
 */
export function VirtualRows<Row>(props: VirtualRowsProps<Row>) {
  const { label, columns, count, rowAt, rowKey, total, isSelected, onOpen, onSelect, onCursor, onRange } =
    props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const grid = useRef<HTMLTableElement>(null);
  const latestPlace = useRef<() => Place>(null);
  const start = useScrollRestoration(`rows ${label} ${props.placeName ?? ''}`, () => latestPlace.current?.());
  const { first, end, scrollToRow, scrollToTop, seenPart } = useRowWindow(scroller, count, start?.seen);
  const firstSeen = first === 0 ? 0 : Math.min(first + overscan, end);
  const seen = { first: firstSeen, end: end === count ? end : Math.max(firstSeen, end - overscan) };
  const { drawn, isLate } = useChunkedRows({ first, end, seen, rowAt, rowKey, columns });

  const onMove = useCallback(
    (index: number) => {
      scrollToRow(index);
      // Moves the focus into the list, so that its rows are announced.
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

  const { entry = null } = props;
  const lastEntry = useRef(entry);
  useLayoutEffect(() => {
    if (lastEntry.current === entry) return;
    lastEntry.current = entry;
    grid.current?.focus({ preventScroll: true });
    if (entry?.atFirst) moveTo(0);
    else if (entry?.at !== undefined) moveTo(entry.at);
  }, [entry, moveTo]);

  const { onPress } = props;
  const latest = useRef({ onRange, onCursor, onPress, rowAt });
  useEffect(() => {
    latest.current = { onRange, onCursor, onPress, rowAt };
  });
  const point = useCallback((index: number) => moveTo(index, true), [moveTo]);
  const press = useCallback((index: number) => {
    const row = latest.current.rowAt(index);
    if (row !== undefined) latest.current.onPress?.(row, index);
  }, []);
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
        onPoint={point}
        onPress={onPress && press}
      />,
    );
  }

  // Rows inherit the tracks: one place moves them all.
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
        'relative min-h-0 flex-1 overflow-auto phone:max-h-[calc(100dvh-57px)] low:phone:max-h-dvh',
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
        {/* As tall as the whole list; padding pushes the drawn rows to their place. */}
        <tbody className="block" style={{ height: count * rowHeight, paddingTop: first * rowHeight }}>
          {rows}
        </tbody>
      </table>
      {count === 0 && props.fallback}
    </div>
  );
}

/** ARIA's grid: rows are selected and moved through by key, and the grid takes the focus. */
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
