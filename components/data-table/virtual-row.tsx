'use client';

import { type CSSProperties, type MouseEvent, memo } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { type Column, gridTemplate } from './columns.ts';
import { beginPress, isOwnPress, openBeside, readPress } from './row-press.ts';

/** 8 px, 16 at the edges of the list. */
export const cellClass = 'flex min-w-0 items-center gap-1.5 px-2 first:ps-4 last:pe-4';

interface VirtualRowProps<Row> {
  id: string;
  /** Absent while on its way. */
  row: Row | undefined;
  index: number;
  columns: ReadonlyArray<Column<Row>>;
  /** No skeleton: the row comes in a moment, bars would take as long to draw. */
  isBare: boolean;
  /** Still drawn with old columns. */
  isBehind: boolean;
  atCursor: boolean;
  selected: boolean | undefined;
  /** The pointer went down. */
  onPoint: (index: number) => void;
  /** It was pressed, and nothing in it. undefined: that does nothing. */
  onPress: ((index: number) => void) | undefined;
}

function VirtualRowView<Row>(props: VirtualRowProps<Row>) {
  const { id, row, index, columns, isBare, isBehind, atCursor, selected, onPoint, onPress } = props;
  const press = (event: MouseEvent<HTMLElement>) => {
    const how = readPress(event);
    if (how === 'here') onPress?.(index);
    if (how === 'beside') openBeside(event.currentTarget);
  };
  // Old columns need their old tracks.
  const tracks = isBehind ? { '--columns': gridTemplate(columns) } : undefined;
  return (
    <tr
      id={id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-busy={row === undefined || undefined}
      data-cursor={atCursor || undefined}
      onPointerDown={(event) => {
        beginPress(event);
        onPoint(index);
      }}
      {...(onPress && {
        onClick: press,
        onAuxClick: press,
        // The middle button would scroll.
        onMouseDown: (event: MouseEvent) => {
          if (event.button === 1 && !isOwnPress(event.target)) event.preventDefault();
        },
      })}
      style={tracks as CSSProperties | undefined}
      // CSS containment: nothing outside depends on the row.
      className={classNames(
        'grid h-(--row) grid-cols-(--columns) border-b border-line outline-none contain-strict',
        selected ? 'bg-selected' : atCursor ? 'bg-hover' : 'bg-surface hover:bg-hover',
        atCursor && 'shadow-[inset_2px_0_0_var(--accent)]',
        row === undefined && !isBare && 'appear-late',
        onPress && row !== undefined && 'cursor-pointer',
      )}
    >
      {isBare ? <td /> : <RowCells row={row} index={index} columns={columns} />}
    </tr>
  );
}

type RowCellsProps<Row> = Pick<VirtualRowProps<Row>, 'row' | 'index' | 'columns'>;

function RowCellsView<Row>({ row, index, columns }: RowCellsProps<Row>) {
  return columns.map((column) => {
    const content =
      row !== undefined
        ? column.cell(row, index)
        : column.skeleton !== undefined && <Bar width={column.skeleton} />;
    const className = classNames(
      cellClass,
      !column.fits && 'overflow-hidden',
      column.align === 'end' && 'justify-end whitespace-nowrap tabular-nums',
    );
    return column.rowHeader && row !== undefined ? (
      <th key={column.id} scope="row" className={classNames(className, 'font-medium')}>
        {content}
      </th>
    ) : (
      <td key={column.id} className={className}>
        {content}
      </td>
    );
  });
}

/** Not animated: a window full of moving bars takes longer to draw than the rows. */
function Bar({ width }: { width: string }) {
  return <span aria-hidden style={{ width }} className="h-2.5 rounded-mark bg-skeleton" />;
}

/** React's memo drops generics; the props are unchanged, so the type holds. */
function memoGeneric<Component extends typeof VirtualRowView | typeof RowCellsView>(
  component: Component,
): Component {
  return memo(component) as unknown as Component;
}

/** Separate: cursor and selection do not touch cells. */
const RowCells = memoGeneric(RowCellsView);

/** Drawn again only when its data, place or state differ. */
export const VirtualRow = memoGeneric(VirtualRowView);
