'use client';

import { Check, CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import { type FocusEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button, IconButton } from './button.tsx';
import { Kbd } from './kbd.tsx';
import { currentToasts, dismissToast, subscribeToToasts, type Toast } from './toast-store.ts';
import { Verbatim } from './verbatim.tsx';

const marks = {
  ok: <Check aria-hidden strokeWidth={1.75} className="size-3.5 text-ok" />,
  warn: <TriangleAlert aria-hidden strokeWidth={1.75} className="size-3.5 text-warn" />,
  danger: <CircleAlert aria-hidden strokeWidth={1.75} className="size-3.5 text-danger" />,
  info: <Info aria-hidden strokeWidth={1.75} className="size-3.5 text-fg-2" />,
} as const;

const usualDuration = 7_000;
const none: readonly Toast[] = [];

/**
 * Once, near the root: bottom right, above any bottom bar. Dialogs leave it within reach by its mark.
 */
export function ToastRegion() {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts, () => none);
  const [held, setHeld] = useState(false);
  const hidden = useSyncExternalStore(subscribeToVisibility, isHidden, () => false);
  const region = useRef<HTMLElement>(null);
  const cameFrom = useRef<EventTarget | null>(null);
  if (toasts.length === 0) return null;

  const onFocus = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) cameFrom.current = relatedTarget;
    setHeld(true);
  };
  // The focus goes to the next toast, at last back to where it was.
  const dismiss = (id: number) => {
    const card = document.activeElement?.closest('[data-toast]');
    const others = [...(region.current?.querySelectorAll('[data-toast]') ?? [])].filter(
      (other) => other !== card,
    );
    dismissToast(id);
    if (card?.getAttribute('data-toast') !== String(id)) return;
    const next = others.at(-1)?.querySelector('button') ?? cameFrom.current;
    if (next instanceof HTMLElement) next.focus();
  };
  return (
    <section
      ref={region}
      data-react-aria-top-layer
      aria-label="Notifications"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={onFocus}
      onBlur={() => setHeld(false)}
      className="fixed end-4 bottom-[calc(var(--bottom-bar,0px)+16px)] z-50 flex w-95 max-w-[calc(100vw-16px)] flex-col gap-2 phone:end-2 phone:bottom-[calc(var(--bottom-bar,0px)+68px)] low:phone:bottom-[calc(var(--bottom-bar,0px)+8px)]"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} held={held || hidden} dismiss={() => dismiss(toast.id)} />
      ))}
    </section>
  );
}

export function focusToasts(): void {
  [...document.querySelectorAll('[data-toast]')].at(-1)?.querySelector('button')?.focus();
}

function subscribeToVisibility(onChange: () => void): () => void {
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
}

/** In a hidden tab toasts wait to be seen. */
function isHidden(): boolean {
  return document.visibilityState === 'hidden';
}

/** Hover or focus in the region holds all of them. */
function ToastCard({ toast, held, dismiss }: { toast: Toast; held: boolean; dismiss: () => void }) {
  const { id, text, detail, tone = 'ok', mark, action, duration } = toast;
  const stays = duration === undefined && tone === 'danger';

  useEffect(() => {
    if (held || stays) return;
    const timer = setTimeout(() => dismissToast(id), duration ?? usualDuration);
    return () => clearTimeout(timer);
  }, [id, held, stays, duration]);

  return (
    <div
      data-toast={id}
      className="appear-base flex min-h-10 items-center gap-2.5 rounded-card bg-raised py-1.5 ps-3 pe-1.5 text-13 shadow-float"
    >
      <span className="flex w-3.5 shrink-0 justify-center">{mark ?? marks[tone]}</span>
      <div className="min-w-0 flex-1 wrap-anywhere">
        <p>
          <Verbatim>{text}</Verbatim>
        </p>
        {detail !== undefined && (
          <p className="text-12 text-fg-2">
            <Verbatim>{detail}</Verbatim>
          </p>
        )}
      </div>
      {action && (
        <Button
          size="small"
          onClick={() => {
            dismiss();
            action.run();
          }}
        >
          {action.label}
          {action.keys && <Kbd keys={action.keys} />}
        </Button>
      )}
      <IconButton
        label="Dismiss"
        size="small"
        icon={<X aria-hidden strokeWidth={1.5} className="size-3.5" />}
        onClick={dismiss}
      />
    </div>
  );
}
