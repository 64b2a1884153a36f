'use client';

import { PageTitle } from '#components/shell/page-title.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';

/** A page that failed; navigation stays usable around it. */
export default function DashboardError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  /** Asks the server again; Next's other way, `reset`, only draws what is there. */
  retry: () => void;
}) {
  return (
    <>
      <PageTitle>Error</PageTitle>
      <ErrorState title="This page could not be shown" reference={error.digest} onRetry={retry}>
        Nothing that was saved is lost. Try again; if it stays, an admin finds the cause in the log.
      </ErrorState>
    </>
  );
}
