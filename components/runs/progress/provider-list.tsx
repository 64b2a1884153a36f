'use client';

import type { RunDetail } from '#lib/shared/runs.ts';
import { ProviderRow, providerGrid } from './provider-row.tsx';
import { useTimeline } from './timeline.ts';
import type { useRunActions } from './use-run-actions.ts';

interface ProviderListProps {
  run: RunDetail;
  actions: ReturnType<typeof useRunActions> | null;
}

export function ProviderList({ run, actions }: ProviderListProps) {
  const timeline = useTimeline(run);
  return (
    <div className="mx-4 mb-4 shrink-0 rounded-card border border-line phone:mx-3">
      <div
        aria-hidden
        className={`${providerGrid} h-(--row-head) rounded-t-card border-b border-line bg-sunken text-11 font-medium whitespace-nowrap text-fg-3 phone:hidden`}
      >
        <span>Provider</span>
        <span>Progress</span>
        <span className="text-end">Changes</span>
        <span className="narrow:hidden">Over time</span>
        <span className="text-end">Rate</span>
        <span className="text-end">Left</span>
        <span />
      </div>
      <ul aria-label="Providers">
        {run.providers.map((runProvider) => (
          <ProviderRow
            key={runProvider.provider}
            runProvider={runProvider}
            timeline={timeline}
            actions={actions}
          />
        ))}
      </ul>
    </div>
  );
}
