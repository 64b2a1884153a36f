'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { LiveRegion } from './live-region.tsx';
import { enterModal } from './top-modal.ts';

export interface DialogProps {
  open: boolean;
  /** Escape, a press outside, or the content. */
  onClose: () => void;
  title: ReactNode;
  /** For screen readers only, where the content begins with a field. */
  hideTitle?: boolean | undefined;
  /** The first field has the focus, or `data-autofocus`. */
  children: ReactNode;
  /** The main one last. */
  actions?: ReactNode;
  size?: 'medium' | 'wide' | undefined;
  /** No inner padding. */
  flush?: boolean | undefined;
}

const widths = { medium: 'w-105', wide: 'w-155' } as const;

/** A native modal dialog. For what cannot be undone. */
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

  // Closed while still in the document, also on unmount: only then does the browser restore the focus.
  useLayoutEffect(() => {
    const dialog = element.current;
    return () => {
      if (open) dialog?.close();
    };
  }, [open]);

  // A press outside its box, but not on its scrollbar.
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
