'use client';

import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

export interface ErrorStateProps {
  title: ReactNode;
  children?: ReactNode;
  /** For finding it in the logs. */
  reference?: string | undefined;
  onRetry?: (() => void) | undefined;
  retrying?: boolean | undefined;
  actions?: ReactNode;
  /** The title is the page's heading. */
  page?: boolean | undefined;
}

/** Announced at once. */
export function ErrorState({
  title,
  children,
  reference,
  onRetry,
  retrying,
  actions,
  page = false,
}: ErrorStateProps) {
  const Heading = page ? 'h1' : 'h2';
  return (
    <div role="alert" className="flex max-w-110 flex-col gap-1.5 p-4">
      <Heading className="text-14 font-semibold">{title}</Heading>
      {children !== undefined && <div className="text-fg-2">{children}</div>}
      {reference !== undefined && (
        <p className="text-12 text-fg-3">
          Reference <code className="font-mono text-[11.5px] select-all">{reference}</code>
        </p>
      )}
      <div className="mt-1.5 flex flex-wrap gap-2">
        {onRetry && (
          <Button
            busy={retrying}
            onClick={onRetry}
            icon={<RotateCw aria-hidden strokeWidth={1.5} className="size-3.5" />}
          >
            Retry
          </Button>
        )}
        {actions}
      </div>
    </div>
  );
}
