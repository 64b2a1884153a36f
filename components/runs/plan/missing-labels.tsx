'use client';

import { Alert } from '#components/ui/alert.tsx';
import { countOf } from '#components/ui/count.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { LabelCount, RunDetail } from '#lib/shared/runs.ts';
import { formatAsked, formatMissing } from '../format-missing.ts';
import { useMissingInPlan } from '../use-missing-labels.ts';

const maxShown = 10;

/** With how many changes ask for each: they would all be refused. */
export function MissingLabels({ run }: { run: Pick<RunDetail, 'id' | 'lanes'> }) {
  const planned = run.lanes.filter(
    ({ provider, plan }) => plan.change > 0 && capabilitiesOf(provider).hasCatalogue,
  );
  const missing = useMissingInPlan(run.id, planned.length > 0);
  return planned.map(({ provider }) => (
    <MissingAt
      key={provider}
      provider={provider}
      labels={missing.filter((each) => each.provider === provider)}
    />
  ));
}

function MissingAt({ provider, labels }: { provider: ProviderId; labels: readonly LabelCount[] }) {
  const words = formatMissing(
    provider,
    labels.map(({ label }) => label),
  );
  if (words === null) return null;
  return (
    <div className="px-4 pb-3">
      <Alert tone="warn" title={words}>
        <ul>
          {labels.slice(0, maxShown).map((each) => (
            <li key={each.label}>{formatAsked(each)}</li>
          ))}
          {labels.length > maxShown && <li>and {countOf(labels.length - maxShown, 'more label')}</li>}
        </ul>
      </Alert>
    </div>
  );
}
