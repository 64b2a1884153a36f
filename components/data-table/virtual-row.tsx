'use client';

import { memo } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Column } from './columns.ts';

/** Padding of cells: 8 px, 16 at both edges of the list. */
export const cellClass = 'flex min-w-0 items-center overflow-hidden px-2 first:ps-4 last:pe-4';

interface VirtualRowProps<Row> {
  id: string;
  /** Absent while the row is on its way. */
  row: Row | undefined;
  index: number;
  columns: ReadonlyArray<Column<Row>>;
  atCursor: boolean;
  selected: boolean | undefined;
  onPress?: ((index: number) => void) | undefined;
}

function VirtualRowView<Row>({ id, row, index, columns, atCursor, selected, onPress }: VirtualRowProps<Row>) {
  return (
    <tr
      id={id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-busy={row === undefined || undefined}
      data-cursor={atCursor || undefined}
      onPointerDown={onPress && (() => onPress(index))}
      className={classNames(
        'grid h-(--row) grid-cols-(--columns) border-b border-line outline-none',
        selected ? 'bg-selected' : atCursor ? 'bg-hover' : 'bg-surface hover:bg-hover',
        atCursor && 'shadow-[inset_2px_0_0_var(--accent)]',
      )}
    >
      {columns.map((column) => {
        const content =
          row !== undefined
            ? column.cell(row, index)
            : column.skeleton !== undefined && <Skeleton width={column.skeleton} />;
        const className = classNames(cellClass, column.align === 'end' && 'justify-end tabular-nums');
        return column.rowHeader && row !== undefined ? (
          <th key={column.id} scope="row" className={classNames(className, 'font-medium')}>
            {content}
          </th>
        ) : (
          <td key={column.id} className={className}>
            {content}
          </td>
        );
      })}
    </tr>
  );
}

/** React's memo forgets that a component is generic. What it returns is called with the very same props, so the type holds. */
function memoGeneric<Component extends typeof VirtualRowView>(component: Component): Component {
  return memo(component) as unknown as Component;
}

/** One row of 36 px; drawn again only when its own data, place or state differ. */
export const VirtualRow = memoGeneric(VirtualRowView);
