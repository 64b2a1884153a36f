'use client';

import { PageTitle } from '#components/shell/page-title.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';

/** The server could not render this user. */
export default function UserError({
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
      <ErrorState title="This user could not be read" reference={error.digest} onRetry={retry}>
        Tagdesk could not read its database. Nothing was changed. Try again; if it stays like this, an admin
        finds the cause in the log under the reference.
      </ErrorState>
    </>
  );
}
