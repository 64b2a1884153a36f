'use client';

import { PageTitle } from '#components/shell/page-title.tsx';
import { ToHistory } from '#components/shell/to-history.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';

export default function UserError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  /** Asks the server again; Next's `reset` only renders what is there. */
  retry: () => void;
}) {
  return (
    <>
      <PageTitle>Error</PageTitle>
      <ErrorState
        page
        title="This user could not be shown"
        reference={error.digest}
        onRetry={retry}
        actions={<ToHistory />}
      >
        Try again; if it stays like this, an admin finds the cause in the log
        {error.digest === undefined ? '' : ' under the reference'}. Whether an edit that was on its way has
        arrived, the history says.
      </ErrorState>
    </>
  );
}
