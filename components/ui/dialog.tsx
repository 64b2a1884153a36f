'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';

export interface DialogProps {
  open: boolean;
  /** Asked for by Escape, by a press outside, or by whatever the dialog holds. */
  onClose: () => void;
  title: ReactNode;
  /**
   * Names the step, where one dialog has several: when it changes, the focus goes to what the new step marks with
   * `data-autofocus`, else to the heading, and the title is read out.
   */
  step?: string | undefined;
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
  step,
  hideTitle = false,
  children,
  actions,
  size = 'medium',
  flush = false,
}: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  const shownStep = useRef(step);
  // Said inside: what stands outside a modal dialog is silent as long as it is open.
  const [said, setSaid] = useState('');

  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      shownStep.current = step;
      setSaid('');
      dialog.showModal();
      dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open, step]);

  // What had the focus went with the step before.
  useEffect(() => {
    const dialog = element.current;
    if (!dialog?.open || shownStep.current === step) return;
    shownStep.current = step;
    (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? heading.current)?.focus();
    setSaid(heading.current?.textContent ?? '');
  }, [step]);

  // A press on the dialog itself, not on what it holds, is a press on the scrim; Escape is its key.
  useEffect(() => {
    const dialog = element.current;
    const onPress = (event: PointerEvent) => {
      if (event.target === dialog) onClose();
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
            ref={heading}
            id={titleId}
            // Only where it may need the focus: a dialog opens with the first thing that can have it.
            tabIndex={step === undefined ? undefined : -1}
            className={
              hideTitle ? 'sr-only' : 'rounded-mark pe-8 text-16 font-semibold tracking-lead outline-none'
            }
          >
            {title}
          </h2>
          {step !== undefined && (
            <p role="status" className="sr-only">
              {said}
            </p>
          )}
          {actions === undefined && !flush && (
            <IconButton
              label="Close"
              icon={<X aria-hidden strokeWidth={1.5} className="size-4" />}
              onClick={onClose}
              className="absolute end-3 top-3"
            />
          )}
          {children}
          {actions !== undefined && (
            <div className="mt-1 flex flex-wrap items-center justify-end gap-2">{actions}</div>
          )}
        </div>
      )}
    </dialog>
  );
}
