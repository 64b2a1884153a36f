import type { ReactNode } from 'react';

export interface EmptyStateProps {
  mark?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** Of the title. */
  level?: 2 | 3 | undefined;
}

export function EmptyState({ mark, title, children, actions, level = 2 }: EmptyStateProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className="mx-auto flex max-w-90 flex-col items-center gap-2 px-4 py-10 text-center">
      {mark !== undefined && (
        <div aria-hidden className="mb-0.5 flex items-center gap-3 text-fg-3">
          {mark}
        </div>
      )}
      <Heading className="text-14 font-semibold">{title}</Heading>
      {children !== undefined && <div className="text-fg-2">{children}</div>}
      {actions !== undefined && <div className="mt-1 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
