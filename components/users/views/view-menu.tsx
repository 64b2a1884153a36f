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
  /** The view is deleted, and this menu goes with it. */
  onGone: () => void;
}

/** What can be done with the current view; nothing for who may not change it. */
export function ViewMenu({ views, view, mayShare, onGone }: ViewMenuProps) {
  const client = useQueryClient();
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const [busy, setBusy] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  // “Save changes” goes once it has done its work; the button beside it stays.
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
    // Nothing behind a dialog takes the focus.
    flushSync(() => setDialog(null));
    onGone();
  }
  // A shared view stays shared when it is renamed or altered, which takes the permission to share.
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
