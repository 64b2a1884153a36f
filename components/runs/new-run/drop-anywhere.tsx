'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { holdKeys } from '#components/shell/held-keys.ts';
import { showToast } from '#components/ui/toast-store.ts';
import { hasOwnField, keepDroppedFile } from './dropped-file.ts';

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;

/** A file dropped on any page begins a run from it; the browser would leave Tagdesk for the file. */
export function DropAnywhere() {
  const router = useRouter();
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      // A field for files has taken it.
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (!file || document.querySelector('[data-modal]')) return;
      if (hasOwnField(location.pathname)) {
        showToast({ text: 'Drop the file on its field', tone: 'info' });
        return;
      }
      keepDroppedFile(file);
      // The form releases them once it has read the file.
      holdKeys();
      router.push('/runs/new?source=file');
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
    };
  }, [router]);
  return null;
}
