'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import type { ViewState } from '#lib/shared/view-state.ts';
import type { SavedView } from '#lib/shared/views.ts';
import type { Views } from './use-views.ts';

const ViewDialog = dynamic(() => import('./view-dialog.tsx').then((module) => module.ViewDialog), {
  ssr: false,
});
const DeleteViewDialog = dynamic(
  () => import('./delete-view-dialog.tsx').then((module) => module.DeleteViewDialog),
  { ssr: false },
);

interface ViewMenuProps {
  views: Views;
  view: SavedView;
  mayShare: boolean;
  /** This menu unmounts with the view. */
  onGone: () => void;
}

export function ViewMenu({ views, view, mayShare, onGone }: ViewMenuProps) {
  const client = useQueryClient();
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const [busy, setBusy] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  // “Save changes” goes once done; the button beside it stays.
  const passFocus = useCallback(
    (button: HTMLElement | null) => () => {
      if (button === document.activeElement) menu.current?.focus();
    },
    [],
  );
  if (!view.mayChange) return null;

  async function change(what: { shared: boolean } | { state: ViewState }) {
    setBusy(true);
    const { changeKept } = await import('./change-kept.ts');
    await changeKept(client, view, what);
    setBusy(false);
  }
  function leave() {
    // Before the dialog opens nothing behind it can take the focus.
    flushSync(() => setDialog(null));
    onGone();
  }
  // Renaming or altering a shared view needs the permission to share.
  const mayAlter = !view.shared || mayShare;

  return (
    <>
      {views.isAltered && mayAlter && (
        <Button
          ref={passFocus}
          size="small"
          busy={busy}
          className="mx-1"
          onClick={() => change({ state: views.state })}
        >
          Save changes
        </Button>
      )}
      <Menu
        label={`View ${view.name}`}
        trigger={(props) => (
          <IconButton
            {...props}
            ref={menu}
            size="small"
            label={`Change the view ${view.name}`}
            icon={<Ellipsis aria-hidden strokeWidth={1.5} className="size-4" />}
          />
        )}
      >
        {mayAlter && <MenuItem onSelect={() => setDialog('rename')}>Rename</MenuItem>}
        {view.shared ? (
          <MenuItem onSelect={() => change({ shared: false })}>Make private</MenuItem>
        ) : (
          mayShare && <MenuItem onSelect={() => change({ shared: true })}>Share with the team</MenuItem>
        )}
        <MenuItem tone="danger" onSelect={() => setDialog('delete')}>
          Delete
        </MenuItem>
      </Menu>
      {dialog === 'rename' && (
        <ViewDialog views={views} view={view} mayShare={mayShare} onClose={() => setDialog(null)} />
      )}
      {dialog === 'delete' && (
        <DeleteViewDialog view={view} onDeleted={leave} onClose={() => setDialog(null)} />
      )}
    </>
  );
}
