'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';

interface DialogStepProps {
  name: string;
  children: ReactNode;
}

/**
 * A step of a dialog. On a change the focus goes to `data-autofocus`, else to the heading, which is
 * announced.
 */
export function DialogStep({ name, children }: DialogStepProps) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef(name);
  // Inside the dialog: a modal one silences what is outside.
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (shown.current === name) return;
    shown.current = name;
    const heading = place.current?.closest('[role="dialog"]')?.querySelector('h2');
    const first = place.current?.querySelector<HTMLElement>('[data-autofocus]');
    // Set late: a dialog focuses its first focusable element.
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
