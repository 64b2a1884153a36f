'use client';

import { Copy, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { showToast, type ToastTone } from '#components/ui/toast-store.ts';
import { Part, States } from './part.tsx';

const tones: ToastTone[] = ['ok', 'info', 'warn', 'danger'];

export function Overlays() {
  const [open, setOpen] = useState<'medium' | 'wide' | null>(null);
  const close = () => setOpen(null);
  return (
    <Part title="Overlays">
      <States>
        <Menu label="Actions" trigger={(props) => <Button {...props}>Menu</Button>}>
          <MenuItem icon={<Copy aria-hidden />} keys={['C']} onSelect={() => undefined}>
            Copy
          </MenuItem>
          <MenuItem note="1,204" disabled onSelect={() => undefined}>
            Disabled
          </MenuItem>
          <MenuSeparator />
          <MenuGroup label="Sort">
            <MenuItem checked onSelect={() => undefined}>
              Newest
            </MenuItem>
            <MenuItem checked={false} onSelect={() => undefined}>
              Oldest
            </MenuItem>
          </MenuGroup>
          <MenuSeparator />
          <MenuItem tone="danger" icon={<Trash2 aria-hidden />} onSelect={() => undefined}>
            Delete
          </MenuItem>
        </Menu>
        <Popover label="More" trigger={(props) => <Button {...props}>Popover</Button>}>
          {(closePopover) => (
            <div className="flex flex-col gap-2.5 p-3">
              <TextField label="Name" />
              <Button look="primary" onClick={closePopover}>
                Done
              </Button>
            </div>
          )}
        </Popover>
        <Button onClick={() => setOpen('medium')}>Dialog</Button>
        <Button onClick={() => setOpen('wide')}>Wide dialog</Button>
        <Button data-tip="It says again what the name says">Tooltip</Button>
      </States>
      <States>
        {tones.map((tone) => (
          <Button
            key={tone}
            onClick={() =>
              showToast({ text: `A toast, ${tone}`, tone, action: { label: 'Undo', run: () => undefined } })
            }
          >
            {`Toast ${tone}`}
          </Button>
        ))}
      </States>
      <Dialog
        open={open !== null}
        onClose={close}
        title="A dialog"
        size={open ?? 'medium'}
        actions={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button look="primary" onClick={close}>
              Save
            </Button>
          </>
        }
      >
        <TextField label="Name of the view" size="large" />
      </Dialog>
    </Part>
  );
}
