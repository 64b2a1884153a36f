'use client';

import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useFocusManager } from 'react-aria/FocusScope';
import { mergeProps } from 'react-aria/mergeProps';
import { Overlay } from 'react-aria/Overlay';
import { useDialog } from 'react-aria/useDialog';
import { useModalOverlay } from 'react-aria/useModalOverlay';
import { useOverlayTriggerState } from 'react-stately/useOverlayTriggerState';
import { CloseButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { isComposing } from './is-composing.ts';

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

/** Modal. For what cannot be undone. */
export function Dialog({ open, ...modal }: DialogProps) {
  return (
    open && (
      <Overlay>
        <Modal {...modal} />
      </Overlay>
    )
  );
}

function Modal({
  onClose,
  title,
  hideTitle = false,
  children,
  actions,
  size = 'medium',
  flush = false,
}: Omit<DialogProps, 'open'>) {
  const box = useRef<HTMLDivElement>(null);
  const focus = useFocusManager();
  // Before the hook for dialogs, which focuses the box where nothing in it has the focus.
  useEffect(() => {
    const chosen = box.current?.querySelector<HTMLElement>('[data-autofocus]');
    if (chosen) chosen.focus();
    else focus?.focusFirst({ tabbable: true });
  }, [focus]);
  const state = useOverlayTriggerState({ isOpen: true, onOpenChange: onClose });
  const { modalProps, underlayProps } = useModalOverlay({ isDismissable: true }, state, box);
  const { onKeyDown, ...modal } = modalProps;
  const { dialogProps, titleProps } = useDialog({}, box);
  useKeysOfNobody(box);

  return (
    <div {...underlayProps} data-modal className="fixed inset-0 z-40 flex bg-scrim">
      <div
        {...mergeProps(modal, dialogProps)}
        role="dialog"
        ref={box}
        // An Escape that closed suggestions, or ended a composition in Safari, is not for the dialog.
        onKeyDown={(event) => {
          if (!event.isDefaultPrevented() && !isComposing(event)) onKeyDown?.(event);
        }}
        className={classNames(
          'relative mx-auto max-h-[calc(100dvh-32px)] max-w-[calc(100vw-24px)] appear-base overflow-auto rounded-dialog bg-raised shadow-dialog outline-none',
          widths[size],
          flush ? 'mt-[14vh] mb-auto' : 'my-auto',
        )}
      >
        <div className={flush ? undefined : 'flex flex-col gap-3 p-4.5'}>
          <h2
            {...titleProps}
            className={hideTitle ? 'sr-only' : 'pe-8 text-16 font-semibold tracking-lead outline-none'}
          >
            {title}
          </h2>
          {actions === undefined && !flush && (
            <CloseButton onClick={onClose} className="absolute end-3 top-3" />
          )}
          {children}
          {actions !== undefined && (
            <div className="mt-1 flex flex-wrap items-center justify-end gap-2">{actions}</div>
          )}
        </div>
      </div>
    </div>
  );
}

/** A control that is switched off or goes loses the focus without an event: the next key is the dialog's. */
function useKeysOfNobody(box: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const give = (event: KeyboardEvent) => {
      const isOnTop = box.current?.closest('[inert]') === null;
      if (!isOnTop || event.target !== document.body) return;
      box.current?.focus();
      box.current?.dispatchEvent(new KeyboardEvent(event.type, event));
    };
    document.addEventListener('keydown', give);
    return () => document.removeEventListener('keydown', give);
  }, [box]);
}
