'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { deleteView } from '#lib/actions/views.ts';
import { viewsKeys } from '#lib/shared/query-keys.ts';
import type { SavedView } from '#lib/shared/views.ts';

interface DeleteViewDialogProps {
  view: SavedView;
  /** The dialog is still to be closed. */
  onDeleted: () => void;
  onClose: () => void;
}

export function DeleteViewDialog({ view, onDeleted, onClose }: DeleteViewDialogProps) {
  const client = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function remove() {
    setBusy(true);
    setRefusal(null);
    try {
      const result = await deleteView({ viewId: view.id });
      if (!result.ok) return setRefusal(result.error.message);
      showToast({ text: `${view.name} is deleted` });
      onDeleted();
      await client.invalidateQueries({ queryKey: viewsKeys.all });
    } catch {
      setRefusal('Tagdesk did not answer. Look at the views before you try again.');
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Delete view"
      actions={
        <>
          <Button size="large" onClick={onClose}>
            Cancel
          </Button>
          <Button look="danger" size="large" busy={busy} onClick={remove}>
            Delete view
          </Button>
        </>
      }
    >
      {refusal !== null && <Alert announce title={refusal} />}
      <p>
        <Verbatim className="font-medium">{view.name}</Verbatim> goes
        {view.shared ? ', for the whole team' : ''}. The users in it stay as they are.
      </p>
    </Dialog>
  );
}
