'use client';

// First: later imports would already have tried eval.
import '#components/shell/no-eval.ts';
import '#components/shell/survive-translation.ts';
import '#components/ui/paste-into-line.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useEffect, useState } from 'react';
import { ClockProvider } from '#components/ui/clock.tsx';
import { LiveRegion } from '#components/ui/live-region.tsx';
import { ToastRegion } from '#components/ui/toast.tsx';
import { TooltipLayer } from '#components/ui/tooltip.tsx';
import { writeWindowWidth } from '#lib/shared/window-width.ts';

export function Providers({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        // Server-rendered rows are fresh: not refetched at once.
        defaultOptions: { queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: true } },
      }),
  );
  useEffect(keepWindowWidth, []);
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

/** For the next page, in browsers that do not send it. Of two windows, the one that is used last. */
function keepWindowWidth(): () => void {
  let kept = 0;
  const keep = () => {
    const width = document.documentElement.clientWidth;
    // The Cookie Store is absent over plain http.
    if (width !== kept) Reflect.set(document, 'cookie', writeWindowWidth(width));
    kept = width;
  };
  const keepAgain = () => {
    kept = 0;
    keep();
  };
  keep();
  window.addEventListener('resize', keep);
  window.addEventListener('focus', keepAgain);
  return () => {
    window.removeEventListener('resize', keep);
    window.removeEventListener('focus', keepAgain);
  };
}
