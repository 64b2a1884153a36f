'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { LiveRegion } from './live-region.tsx';
import { enterModal } from './top-modal.ts';

export interface DialogProps {
  open: boolean;
  /** Asked for by Escape, by a press outside, or by whatever the dialog holds. */
  onClose: () => void;
  title: ReactNode;
  /** Keep the title for screen readers, where the content begins with a field. */
  hideTitle?: boolean | undefined;
  /** The first field has the focus, or the one with `data-autofocus`. */
  children: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  size?: 'medium' | 'wide' | undefined;
  /** Without the inner padding: the content brings its own. */
  flush?: boolean | undefined;
}

const widths = { medium: 'w-105', wide: 'w-155' } as const;

/** A modal dialog: the browser's own, so focus stays inside and returns. For what undo cannot help. */
export function Dialog({
  open,
  onClose,
  title,
  hideTitle = false,
  children,
  actions,
  size = 'medium',
  flush = false,
}: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return undefined;
    if (open && !dialog.open) {
      dialog.showModal();
      dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    }
    return open ? enterModal(dialog) : undefined;
  }, [open]);

  // Closed while it still stands in the page, also by who takes it away as a whole: only then does the browser give the
  // focus back to where it was.
  useLayoutEffect(() => {
    const dialog = element.current;
    return () => {
      if (open) dialog?.close();
    };
  }, [open]);

  // A press outside its box is a press on the scrim; one on its own scrollbar is not. Escape is the key for it.
  useEffect(() => {
    const dialog = element.current;
    const onPress = (event: PointerEvent) => {
      if (dialog && event.target === dialog && isOutside(event, dialog.getBoundingClientRect())) onClose();
    };
    dialog?.addEventListener('pointerdown', onPress);
    return () => dialog?.removeEventListener('pointerdown', onPress);
  }, [onClose]);

  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      className={classNames(
        'modal mx-auto max-h-[calc(100dvh-32px)] max-w-[calc(100vw-24px)] overflow-auto rounded-dialog bg-raised shadow-dialog focus-visible:outline-none open:appear-base',
        widths[size],
        flush ? 'mt-[14vh] mb-auto' : 'my-auto',
      )}
    >
      {open && (
        <div className={flush ? undefined : 'flex flex-col gap-3 p-4.5'}>
          <h2
            id={titleId}
            className={hideTitle ? 'sr-only' : 'pe-8 text-16 font-semibold tracking-lead outline-none'}
          >
            {title}
          </h2>
          {actions === undefined && !flush && (
            <IconButton
              label="Close"
              icon={<X aria-hidden strokeWidth={1.5} className="size-4" />}
              onClick={onClose}
              className="absolute end-3 top-3"
            />
          )}
          {children}
          <LiveRegion within={element} />
          {actions !== undefined && (
            <div className="mt-1 flex flex-wrap items-center justify-end gap-2">{actions}</div>
          )}
        </div>
      )}
    </dialog>
  );
}

function isOutside({ clientX: x, clientY: y }: PointerEvent, { left, right, top, bottom }: DOMRect): boolean {
  return x < left || x > right || y < top || y > bottom;
}
