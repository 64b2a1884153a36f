'use client';

import { Bookmark } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { Views } from './use-views.ts';

// Loaded on first opening.
const ViewDialog = dynamic(() => import('./view-dialog.tsx').then((module) => module.ViewDialog), {
  ssr: false,
});

export function SaveViewButton({ views, mayShare }: { views: Views; mayShare: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="large"
        icon={<Bookmark aria-hidden strokeWidth={1.5} className="size-4" />}
        onClick={() => setOpen(true)}
      >
        <span className="phone:sr-only">Save view</span>
      </Button>
      {open && <ViewDialog views={views} view={null} mayShare={mayShare} onClose={() => setOpen(false)} />}
    </>
  );
}
