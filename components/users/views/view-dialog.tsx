'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { type Refusal, RefusalAlert } from '#components/forms/refusal-alert.tsx';
import { KeptNote } from '#components/kept/kept-note.tsx';
import { useKeptDraft } from '#components/kept/use-kept-draft.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { changeView, saveView } from '#lib/actions/views.ts';
import { viewsKeys } from '#lib/shared/query-keys.ts';
import type { Failure } from '#lib/shared/result.ts';
import { maxViewNameLength } from '#lib/shared/text-limits.ts';
import type { SavedView } from '#lib/shared/views.ts';
import type { Views } from './use-views.ts';

interface ViewDialogProps {
  views: Views;
  /** To rename; null: save the list as a new one. */
  view: SavedView | null;
  mayShare: boolean;
  onClose: () => void;
}

export function ViewDialog({ views, view, mayShare, onClose }: ViewDialogProps) {
  const client = useQueryClient();
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const [failure, setFailure] = useState<(Refusal & Pick<Failure, 'fields'>) | null>(null);
  const [busy, setBusy] = useState(false);
  const opened = { name: view?.name ?? '', shared: view?.shared ?? false };
  const open = (typed: typeof opened) => {
    setName(typed.name);
    setShared(typed.shared);
  };
  const { isBack, note, forget } = useKeptDraft(`view/${view?.id ?? 'new'}`, open);
  const isOpened = name === opened.name && shared === opened.shared;
  useEffect(() => note(isOpened ? null : { name, shared }), [note, isOpened, name, shared]);

  async function keep() {
    if (view) return await changeView({ viewId: view.id, name, shared });
    const { q, sort, columns } = views.state;
    return await saveView({ name, shared, q, sort, columns });
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const kept = await keep();
      if (!kept.ok) return setFailure(kept.error);
      forget();
      await client.invalidateQueries({ queryKey: viewsKeys.all });
      if (kept.value) views.follow(kept.value.viewId);
      showToast({ text: view ? `The view is called ${name.trim()} now` : `${name.trim()} is saved` });
      onClose();
    } catch {
      void client.invalidateQueries({ queryKey: viewsKeys.all });
      setFailure({
        message: 'Tagdesk did not answer. Look at the views before you try again.',
        code: null,
        fields: {},
      });
    } finally {
      setBusy(false);
    }
  }

  const nameError = failure?.fields.name;
  return (
    <Dialog open onClose={onClose} title={view ? 'Rename view' : 'Save view'}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-3">
        <RefusalAlert refusal={nameError ? null : failure} />
        <KeptNote
          shown={isBack}
          onClear={() => {
            open(opened);
            forget();
          }}
        />
        <TextField
          label="Name"
          size="large"
          data-autofocus
          limit={maxViewNameLength}
          hint={view ? undefined : 'Keeps the filter, the order and the columns.'}
          error={nameError}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {mayShare && (
          <Checkbox checked={shared} onChange={(event) => setShared(event.currentTarget.checked)}>
            Share with the team
          </Checkbox>
        )}
        <div className="flex justify-end gap-2">
          <Button
            size="large"
            onClick={() => {
              forget();
              onClose();
            }}
          >
            Cancel
          </Button>
          <Button type="submit" look="primary" size="large" busy={busy}>
            {view ? 'Rename' : 'Save'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
