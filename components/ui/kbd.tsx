'use client';

import { Fragment } from 'react';
import { pressFor, useSingleKeys } from './single-keys.ts';

/** `<Kbd keys={['Ctrl', 'K']} />`. Single keys as the member has set them, or nothing if off. */
export function Kbd({ keys }: { keys: readonly string[] }) {
  const settled = useSingleKeys();
  const isCommand = keys.some((key) => key === 'Ctrl' || key === '⌘');
  const drawn = keys.map((key) =>
    isCommand || key.length > 1 ? key : pressFor(key.toLowerCase(), settled)?.toUpperCase(),
  );
  if (drawn.includes(undefined)) return null;
  return (
    <span className="inline-flex items-center gap-1 phone:hidden">
      {drawn.map((key, index) => (
        <Fragment key={key}>
          {index > 0 && <span className="sr-only">and</span>}
          <kbd className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-mark border border-line-strong bg-surface px-1 font-sans text-11 font-medium text-fg-2">
            {key}
          </kbd>
        </Fragment>
      ))}
    </span>
  );
}
