import Link from 'next/link';
import { Alert } from '#components/ui/alert.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { RunDetail } from '#lib/shared/runs.ts';
import type { usePlanActions } from './use-plan-actions.ts';

interface PlanEndProps {
  run: RunDetail;
  mayPlan: boolean;
  actions: ReturnType<typeof usePlanActions>;
}

/** Being planned, failed, or discarded. */
export function PlanEnd({ run, mayPlan, actions }: PlanEndProps) {
  if (run.status === 'planning') return <PlanningShape />;
  const failed = run.status === 'failed';
  return (
    <div className="px-4">
      <Alert
        tone={failed ? 'danger' : 'info'}
        title={failed ? 'Planning failed' : 'This plan was discarded. Nothing was sent.'}
        actions={
          mayPlan && (
            <>
              <Button size="small" busy={actions.busy === 'replan'} onClick={() => void actions.replan()}>
                Plan it again
              </Button>
              <Link href="/runs/new" className={buttonClass({ size: 'small', look: 'quiet' })}>
                Start from the beginning
              </Link>
            </>
          )
        }
      >
        {failed && `${run.problem ?? 'The cause is in the log.'} Nothing was sent.`}
      </Alert>
    </div>
  );
}

function PlanningShape() {
  return (
    <div aria-busy className="flex flex-col gap-4 px-4 pb-4">
      <p role="status" className="text-fg-2">
        Working out who will be changed. Nothing is sent while you read the plan.
      </p>
      <div className="flex flex-col rounded-card border border-line">
        {['1', '2', '3'].map((place) => (
          <div
            key={place}
            className="flex h-18 items-center gap-4 border-t border-line px-3 first:border-t-0 phone:h-28"
          >
            <Skeleton width="90px" height="14px" />
            <Skeleton height="8px" />
            <Skeleton width="90px" height="14px" />
          </div>
        ))}
      </div>
    </div>
  );
}
