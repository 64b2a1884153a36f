'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';

interface DialogStepProps {
  /** Names the step that is shown. */
  name: string;
  children: ReactNode;
}

/**
 * What a dialog of several steps holds. When the step changes, what had the focus is gone: it goes to what the new step
 * marks with `data-autofocus`, else to the dialog's heading, and the heading is read out.
 */
export function DialogStep({ name, children }: DialogStepProps) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef(name);
  // Said inside: what stands outside a modal dialog is silent as long as it is open.
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (shown.current === name) return;
    shown.current = name;
    const heading = place.current?.closest('dialog')?.querySelector('h2');
    const first = place.current?.querySelector<HTMLElement>('[data-autofocus]');
    // Not in the document from the start: a dialog opens with the first thing that can have the focus.
    heading?.setAttribute('tabindex', '-1');
    (first ?? heading)?.focus();
    setSaid(heading?.textContent ?? '');
  }, [name]);

  return (
    <div ref={place} className="contents">
      {children}
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}
