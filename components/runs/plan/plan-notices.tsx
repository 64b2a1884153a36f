'use client';

import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf } from '#components/ui/count.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { RunDetail } from '#lib/shared/runs.ts';
import { BadRows } from './bad-rows.tsx';

interface PlanNoticesProps {
  run: RunDetail;
  /** null: not permitted. */
  onReplan: (() => void) | null;
  replanning: boolean;
}

export function PlanNotices({ run, onReplan, replanning }: PlanNoticesProps) {
  const { drift, warnings, badRowCount, problem } = run;
  const hasDrifted = drift !== null && drift.joined + drift.left > 0;
  if (problem === null && !hasDrifted && warnings.length === 0 && badRowCount === 0) return null;
  return (
    <div className="flex flex-col gap-2 px-4 pb-3">
      {problem !== null && (
        <Alert tone="warn" title={problem}>
          Nothing was sent. Whoever may start runs can start it now, give it another time, or discard it.
        </Alert>
      )}
      {hasDrifted && (
        <Alert
          tone="warn"
          title="The people have changed since this plan was made"
          actions={
            onReplan && (
              <Button size="small" busy={replanning} onClick={onReplan}>
                Update with current users
              </Button>
            )
          }
        >
          {formatDrift(drift)} The run touches exactly the people of the plan.
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert tone="info" title="Before you start">
          <ul className="flex flex-col gap-0.5">
            {warnings.map((warning) => (
              <li key={warning}>
                <Verbatim>{warning}</Verbatim>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {badRowCount > 0 && <BadRows run={run} />}
    </div>
  );
}

function formatDrift({ joined, left }: { joined: number; left: number }): string {
  const parts = [
    joined > 0 ? `${countOf(joined, 'user')} matching the filter now ${isOrAre(joined)} not in it` : null,
    left > 0 ? `${countOf(left, 'user')} in it no longer ${left === 1 ? 'matches' : 'match'}` : null,
  ].filter((part) => part !== null);
  return `${parts.join('; ')}.`;
}

function isOrAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}
