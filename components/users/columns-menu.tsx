'use client';

import { Columns3 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import type { ColumnsEditorProps } from './columns-editor.tsx';

const ColumnsEditor = dynamic(() => import('./columns-editor.tsx').then((module) => module.ColumnsEditor), {
  ssr: false,
});

export function ColumnsMenu(props: ColumnsEditorProps) {
  return (
    <Popover
      label="Columns"
      align="end"
      className="w-80"
      trigger={(trigger) => (
        <Button
          {...trigger}
          look="quiet"
          icon={<Columns3 aria-hidden strokeWidth={1.5} className="size-3.5" />}
        >
          Columns
        </Button>
      )}
    >
      {() => <ColumnsEditor {...props} />}
    </Popover>
  );
}
