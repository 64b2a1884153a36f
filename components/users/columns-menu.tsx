'use client';

import { Columns3 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/popover.tsx';

const ColumnsEditor = dynamic(() => import('./columns-editor.tsx').then((module) => module.ColumnsEditor), {
  ssr: false,
});

interface ColumnsMenuProps {
  columns: readonly string[];
  onColumns: (columns: readonly string[]) => void;
}

/** The button that opens the choice of columns. */
export function ColumnsMenu({ columns, onColumns }: ColumnsMenuProps) {
  return (
    <Popover
      label="Columns"
      align="end"
      className="w-72"
      trigger={(props) => (
        <Button
          {...props}
          look="quiet"
          icon={<Columns3 aria-hidden strokeWidth={1.5} className="size-3.5" />}
        >
          Columns
        </Button>
      )}
    >
      {() => <ColumnsEditor columns={columns} onColumns={onColumns} />}
    </Popover>
  );
}
