import { Fragment } from 'react';

/** One key, or several pressed together, drawn as caps: `<Kbd keys={['Ctrl', 'K']} />`. */
export function Kbd({ keys }: { keys: readonly string[] }) {
  return (
    <span className="inline-flex items-center gap-1 phone:hidden">
      {keys.map((key, index) => (
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
