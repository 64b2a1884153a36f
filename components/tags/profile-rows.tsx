import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';

/** Rows of a profile's form that can be added and left out. `children`: the fields of one. */
export function ProfileRows<Row extends { id: string }>({
  title,
  noun,
  rows,
  rowClass,
  onAdd,
  onRemove,
  children,
}: {
  title: string;
  noun: string;
  rows: readonly Row[];
  rowClass?: string;
  onAdd: () => void;
  onRemove: (index: number) => void;
  children: (index: number) => ReactNode;
}) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-12 font-semibold">{title}</legend>
      {rows.map(({ id }, index) => (
        <div key={id} className={classNames('flex items-start gap-1.5', rowClass)}>
          {children(index)}
          <IconButton
            label={`Leave out ${noun} ${index + 1}`}
            className={index === 0 ? 'mt-5' : undefined}
            onClick={() => onRemove(index)}
            icon={<Trash2 aria-hidden strokeWidth={1.5} className="size-3.5" />}
          />
        </div>
      ))}
      <Button
        size="small"
        className="self-start"
        icon={<Plus aria-hidden strokeWidth={1.5} className="size-3.5" />}
        onClick={onAdd}
      >
        Add {noun}
      </Button>
    </fieldset>
  );
}
