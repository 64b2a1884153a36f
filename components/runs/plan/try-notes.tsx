import Link from 'next/link';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import type { RunDetail } from '#lib/shared/runs.ts';
import { errorsOf, formatOutcomes, outcomeSegments, wentWell } from '../outcomes.ts';
import { RunPill } from '../run-pill.tsx';

/** What became of the users that the plan was tried on; they are in it no more. */
export function TryNotes({ tries }: { tries: RunDetail['tries'] }) {
  if (tries.length === 0) return null;
  return (
    <ul aria-label="Tries" className="mx-4 mb-3 flex shrink-0 flex-col gap-1.5">
      {tries.map((trial) => (
        <li
          key={trial.id}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control border border-line bg-sunken px-3 py-1.5"
        >
          <Link
            href={`/runs/${trial.id}`}
            className="rounded-mark font-medium text-accent underline underline-offset-2"
          >
            Tried on {countOf(trial.users, 'user')}
          </Link>
          <RunPill run={trial} />
          <ProgressMeter
            label={`Run ${trial.id}`}
            valueText={formatOutcomes(trial.counts, trial.changes)}
            segments={outcomeSegments(trial.counts)}
            total={trial.changes}
            className="w-36"
          />
          {[...wentWell(trial.counts), ...errorsOf(trial.counts)].map(({ outcome, count }) => (
            <span key={outcome} className="flex items-center gap-1 text-12 tabular-nums">
              <ProofMark kind={outcome} />
              {formatCount(count)} {outcome}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
