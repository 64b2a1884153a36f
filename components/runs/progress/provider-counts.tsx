import { ProofMark } from '#components/tags/proof-mark.tsx';
import { formatCount } from '#components/ui/count.ts';
import type { OutcomeCounts } from '#lib/shared/runs.ts';
import { errorsOf, wentWell } from '../outcomes.ts';

interface ProviderCountsProps {
  counts: OutcomeCounts;
  /** When errors began; null: none, or unknown. */
  since: string | null;
}

/** The counts under a bar: “✓ 521 confirmed  14 refused · 8 failed, first at 09:50:12”. */
export function ProviderCounts({ counts, since }: ProviderCountsProps) {
  const well = wentWell(counts);
  const errors = errorsOf(counts);
  if (well.length + errors.length === 0) return <span className="text-fg-3">nothing sent yet</span>;
  return (
    <>
      {well.map(({ outcome, count }) => (
        <span key={outcome} className="inline-flex items-center gap-1 text-fg-3">
          <ProofMark kind={outcome} />
          {formatCount(count)} {outcome}
        </span>
      ))}
      {errors.length > 0 && (
        <span className="text-fg-2">
          {errors.map(({ outcome, count }) => `${formatCount(count)} ${outcome}`).join(' · ')}
          {since !== null && <span className="text-fg-3">, first at {since}</span>}
        </span>
      )}
    </>
  );
}
