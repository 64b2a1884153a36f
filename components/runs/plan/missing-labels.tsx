'use client';

import { Alert } from '#components/ui/alert.tsx';
import type { RunDetail } from '#lib/runs/schemas.ts';
import { sayMissing, useMissingLabels } from '../use-missing-labels.ts';

/** Labels that a provider's own catalogue lacks, said before everybody is refused. A file's rows are not looked through. */
export function MissingLabels({ run }: { run: Pick<RunDetail, 'intents'> }) {
  return run.intents.map((intent) => <MissingAt key={intent.provider} {...intent} />);
}

function MissingAt({ provider, operations }: RunDetail['intents'][number]) {
  const added = operations.filter(({ verb }) => verb !== 'remove').map(({ key }) => key);
  const words = sayMissing(provider, useMissingLabels(provider, added));
  if (words === null) return null;
  return (
    <div className="px-4 pb-3">
      <Alert tone="warn" title={words} />
    </div>
  );
}
