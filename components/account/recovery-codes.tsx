'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';

/** Shown once, so no second key press may close them: the heading has the focus. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      setSaid('Copied.');
    } catch {
      // Over plain http browsers offer no clipboard.
      setSaid('This browser does not copy by itself here. Select the codes, or write them down.');
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-fg-2">
        Each of these opens Tagdesk once without the app. Keep them where your phone is not: they are not
        shown again.
      </p>
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-control bg-sunken p-3 text-center font-mono"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex items-center justify-end gap-2">
        <p role="status" className="me-auto text-12 text-fg-2">
          {said}
        </p>
        <Button size="large" onClick={() => void copy()}>
          Copy
        </Button>
        <Button look="primary" size="large" onClick={onDone}>
          I have kept them
        </Button>
      </div>
    </div>
  );
}
