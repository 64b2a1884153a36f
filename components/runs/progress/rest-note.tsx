import Link from 'next/link';
import { Alert } from '#components/ui/alert.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { countOf } from '#components/ui/count.ts';
import type { RunDetail } from '#lib/shared/runs.ts';

interface RestNoteProps {
  run: Pick<RunDetail, 'users' | 'endedAt'>;
  rest: NonNullable<RunDetail['rest']>;
}

/** Of a try: the plan that it was taken from waits. */
export function RestNote({ run, rest }: RestNoteProps) {
  const many = countOf(rest.changes, 'change');
  return (
    <div className="px-4 pb-3">
      <Alert
        tone="info"
        title={`The other ${many} wait${rest.changes === 1 ? 's' : ''} in the plan`}
        actions={
          <Link href={`/runs/${rest.runId}`} className={buttonClass({ size: 'small' })}>
            {run.endedAt === null ? 'Open the plan' : `Go on with the other ${many}`}
          </Link>
        }
      >
        {run.users === 1 ? 'The user' : `The ${countOf(run.users, 'user')}`} of this try{' '}
        {run.users === 1 ? 'is' : 'are'} not in it any more: nobody is changed twice.
      </Alert>
    </div>
  );
}
