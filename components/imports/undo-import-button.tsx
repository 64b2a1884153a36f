'use client';

import { Undo2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button, type ButtonSize } from '#components/ui/button.tsx';

const UndoImportDialog = dynamic(() =>
  import('./undo-import-dialog.tsx').then((module) => module.UndoImportDialog),
);

export function UndoImportButton({ importId, size }: { importId: number; size?: ButtonSize }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size={size}
        onClick={() => setOpen(true)}
        icon={<Undo2 aria-hidden strokeWidth={1.5} className="size-3.5" />}
      >
        Undo this import
      </Button>
      {open && <UndoImportDialog importId={importId} onClose={() => setOpen(false)} />}
    </>
  );
}
