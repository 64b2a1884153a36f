'use client';

// First: later imports would already have tried eval.
import '#components/shell/no-eval.ts';
import '#components/shell/survive-translation.ts';
import '#components/ui/paste-into-line.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { ClockProvider } from '#components/ui/clock.tsx';
import { LiveRegion } from '#components/ui/live-region.tsx';
import { ToastRegion } from '#components/ui/toast.tsx';
import { TooltipLayer } from '#components/ui/tooltip.tsx';

export function Providers({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        // Server-rendered rows are fresh: not refetched at once.
        defaultOptions: { queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: true } },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        <ClockProvider renderedAt={renderedAt}>
          {children}
          <LiveRegion />
          <ToastRegion />
          <TooltipLayer />
        </ClockProvider>
      </NuqsAdapter>
    </QueryClientProvider>
  );
}
