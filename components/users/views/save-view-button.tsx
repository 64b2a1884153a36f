'use client';

import { Bookmark } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { Views } from './use-views.ts';

// Fetched when it is first opened: the list itself must stay light.
const ViewDialog = dynamic(() => import('./view-dialog.tsx').then((module) => module.ViewDialog), {
  ssr: false,
});

/** The button beside the search box that keeps what the list shows; on phones its words are said only. */
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
