'use client';

import { useQuery } from '@tanstack/react-query';
import { formatDuration } from '#components/runs/words.ts';
import { countOf } from '#components/ui/count.ts';
import { weighPutBack } from '#lib/actions/changes.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { PutBackCost } from '#lib/shared/drift.ts';
import { driftKeys } from '#lib/shared/query-keys.ts';
import type { Target } from './use-decide.ts';

/** What putting these back takes, as a plan tells it. Nothing until it is known. */
export function PutBackWords({ target: { ids, groups } }: { target: Target }) {
  const { data } = useQuery({
    queryKey: driftKeys.cost({ ids, groups }),
    queryFn: async () => {
      const result = await weighPutBack({ ids, groups });
      // Decided meanwhile: the list says so.
      return result.ok ? result.value : [];
    },
  });
  if (!data || data.length === 0) return null;
  return (
    <span role="status" className="block text-12 font-normal text-fg-2 tabular-nums">
      Put back: {data.map(formatCost).join('; ')}
    </span>
  );
}

/** “2 calls to FRAGMENT, about 1 s”. */
export function formatCost({ provider, calls, cannot, expectedMs }: PutBackCost): string {
  const { label } = capabilitiesOf(provider);
  const sent = calls === 0 ? null : `${countOf(calls, 'call')} to ${label}, ${about(expectedMs)}`;
  const left = cannot === 0 ? null : `${countOf(cannot, 'difference')} that ${label} cannot take away`;
  return [sent, left].filter((part) => part !== null).join(', not ');
}

function about(ms: number): string {
  return ms < 1_000 ? formatDuration(ms) : `about ${formatDuration(ms)}`;
}
